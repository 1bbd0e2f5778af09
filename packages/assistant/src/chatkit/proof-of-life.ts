import type { OpenAIChatKit } from '@openai/chatkit';
import type { Trace } from '../shared/trace.ts';
import { within } from './within.ts';

/**
 * Whether the chat answers a command, be it with an error. One that changes nothing and takes no focus: with the history
 * closed, closing it; with the history open, a look for news. See docs/decisions/0007.
 */
export async function answers(
  chat: OpenAIChatKit,
  historyOpen: boolean,
  deadlineMs: number,
  trace: Trace,
): Promise<boolean> {
  const began = performance.now();
  const command = historyOpen ? 'fetchUpdates' : 'hideHistory';
  const answer = Promise.resolve(chat)
    .then((each) => each[command]())
    .then(
      () => true,
      () => true,
    );
  const alive = (await within(deadlineMs, answer)) ?? false;
  trace('proof-of-life', { command, alive, ms: Math.round(performance.now() - began) });
  return alive;
}
