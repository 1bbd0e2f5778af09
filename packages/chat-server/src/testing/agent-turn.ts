import type { StoredItem, UserMessageItem } from '@kb-assistant/protocol';
import type { Agent, AgentEvent, Turn } from '../agent.ts';
import { turnHelpers } from '../turn-helpers.ts';

const base = { thread_id: 'thr_1', created_at: '2026-11-21T10:00:00Z' };

export const userMessage = (text: string, more: Partial<UserMessageItem> = {}): UserMessageItem => ({
  ...base,
  type: 'user_message',
  id: `msg_${text}`,
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
  ...more,
});

export const assistantMessage = (text: string): StoredItem => ({
  ...base,
  type: 'assistant_message',
  id: `msg_${text}`,
  content: [{ type: 'output_text', text, annotations: [] }],
});

/** A turn as the server would give it to an agent. */
export const turnOf = (
  text: string,
  { history = [], ...more }: Partial<Omit<Turn, 'history'>> & { history?: StoredItem[] } = {},
): Turn => ({
  thread: { id: 'thr_1', created_at: base.created_at, status: { type: 'active' } },
  message: userMessage(text),
  text,
  history: async (limit = 50) => history.slice(-limit),
  user: { id: 'ada' },
  locale: 'en',
  context: {},
  signal: new AbortController().signal,
  readAttachment: async () => null,
  input: { type: 'message' },
  ...turnHelpers,
  ...more,
});

/** All that an agent yields, the text of it, and its events. */
export async function answerOf(agent: Agent, turn: Turn) {
  const outputs: (string | AgentEvent)[] = [];
  for await (const output of agent(turn)) outputs.push(output);
  return {
    outputs,
    text: outputs.filter((output) => typeof output === 'string').join(''),
    events: outputs.filter((output) => typeof output !== 'string'),
  };
}

/** What an agent throws. */
export const failureOf = async (agent: Agent, turn: Turn): Promise<Error> => {
  try {
    await answerOf(agent, turn);
  } catch (error) {
    return error as Error;
  }
  throw new Error('The agent did not fail.');
};
