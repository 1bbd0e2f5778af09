import type { Agent, Turn } from '@kb-assistant/chat-server';
import { type Agent as ExportedAgent, type AgentInputItem, assistant, run, user } from '@openai/agents';

/** Code that Agent Builder exported for the Agents SDK, as the agent of a chat server. */
export function agentOf(exported: ExportedAgent): Agent {
  return async function* (turn) {
    const input = [...(await earlier(turn)), user(turn.text)];
    const stream = await run(exported, input, { stream: true, signal: turn.signal });
    for await (const event of stream) {
      if (event.type === 'raw_model_stream_event' && event.data.type === 'output_text_delta') yield event.data.delta;
    }
  };
}

/** The conversation so far. OpenAI kept it for a hosted workflow; now the chat server's store does. */
async function earlier(turn: Turn): Promise<AgentInputItem[]> {
  return (await turn.history(20)).flatMap((item) => {
    if (item.type === 'user_message') return user(textOf(item.content));
    return item.type === 'assistant_message' ? assistant(textOf(item.content)) : [];
  });
}

const textOf = (content: { text?: string }[]): string => content.map(({ text = '' }) => text).join('');
