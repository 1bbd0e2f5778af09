import type { AgentInputItem } from '@openai/agents';
import type { Turn } from '../../agent.ts';
import { conversationOf } from '../conversation.ts';

/** The conversation as the Agents SDK takes it; its last item is the message to answer. */
export const inputOf = async (turn: Turn, limit: number): Promise<AgentInputItem[]> =>
  (await conversationOf(turn, limit)).map(({ role, content }) =>
    role === 'user'
      ? { role, content }
      : { role, status: 'completed' as const, content: [{ type: 'output_text' as const, text: content }] },
  );
