import { RequestError } from './errors.ts';
import { jsonResponse } from './http.ts';
import type { ServerContext } from './server-context.ts';

/** Whoever asks for health does not wait for ever: no answer is one too. */
const TIMEOUT_MS = 5_000;

/**
 * Whether this instance can answer: its store can be reached, its agent is ready, and it is not about to end.
 *
 * @throws {RequestError} `shutting-down`, `store-unavailable`, `agent-not-ready`.
 */
export async function health({ store, agent, turns }: ServerContext): Promise<Response> {
  if (turns.closing) throw new RequestError('shutting-down', 'This server is about to end. Ask another instance.');
  const [storeState, agentState] = await Promise.allSettled([
    inTime(() => store.ping()),
    inTime(async () => agent.ready?.()),
  ]);
  if (storeState.status === 'rejected') {
    const message = 'The store cannot be reached. The log of the server says why.';
    throw new RequestError('store-unavailable', message, { cause: storeState.reason });
  }
  if (agentState.status === 'rejected') {
    const message = 'The agent cannot answer yet. The log of the server says why.';
    throw new RequestError('agent-not-ready', message, { cause: agentState.reason });
  }
  return jsonResponse({ status: 'ok' });
}

async function inTime(check: () => Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${TIMEOUT_MS} ms.`)), TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), late]);
  } finally {
    clearTimeout(timer);
  }
}
