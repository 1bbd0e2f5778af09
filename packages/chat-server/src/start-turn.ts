import type { StreamingRequestType, ThreadEvent, UserMessageItem } from '@kb-assistant/protocol';
import { answer } from './answer.ts';
import { RequestError } from './errors.ts';
import { eventStream } from './event-stream.ts';
import type { RunningTurn } from './running-turns.ts';
import type { Call, ServerContext } from './server-context.ts';
import type { ThreadRecord } from './store.ts';
import { createTurn } from './turn.ts';

/** Sent first in every answer: it may be stopped. */
const streamOptions: ThreadEvent = { type: 'stream_options', stream_options: { allow_cancel: true } };

/** A message that is ready to be answered. All of it is in the store already. */
export interface Question {
  record: ThreadRecord;
  message: UserMessageItem;
  /** What the client is told before the answer begins. */
  before?: ThreadEvent[];
  /** What the client is told first in the answer. */
  first?: ThreadEvent[];
}

/**
 * Answers a message of a thread by a stream.
 *
 * `ask` checks and stores the question while the thread is already held for it. It runs before the response begins:
 * what it throws becomes an error with a status, and what was accepted is never lost.
 *
 * @throws {RequestError} `thread-busy` where another answer is being given in this thread.
 */
export async function startTurn(
  server: ServerContext,
  call: Call<StreamingRequestType>,
  threadId: string,
  ask: () => Promise<Question>,
): Promise<Response> {
  const { limits, turns } = server;
  const running = await turns.begin(call.user.id, threadId, { waitMs: limits.busyWaitMs, limitMs: limits.turnMs });
  if (!running) {
    throw new RequestError('thread-busy', 'This thread is still being answered. Wait for the end, or stop it first.');
  }
  const onGone = () => running.stop('stopped');
  call.signal.addEventListener('abort', onGone, { once: true });
  void running.ended.then(() => call.signal.removeEventListener('abort', onGone));
  if (call.signal.aborted) onGone();
  try {
    const question = await ask();
    return eventStream(events(server, call, running, question), running);
  } catch (error) {
    running.end();
    throw error;
  }
}

async function* events(
  server: ServerContext,
  call: Call<StreamingRequestType>,
  running: RunningTurn,
  { record, message, before = [], first = [] }: Question,
): AsyncGenerator<ThreadEvent, void, undefined> {
  const { request, user, locale, startedAt } = call;
  const turn = createTurn({
    store: server.store,
    record,
    message,
    user,
    locale,
    context: request.metadata,
    signal: running.signal,
  });
  try {
    yield* before;
    yield streamOptions;
    yield* first;
    const { outcome, firstTextAt, cause } = yield* answer(server, turn, running);
    server.log({
      level: outcome === 'failed' ? 'error' : outcome === 'timed-out' ? 'warn' : 'info',
      event: 'turn',
      requestType: request.type,
      threadId: record.id,
      outcome,
      durationMs: Math.round(performance.now() - startedAt),
      ...(firstTextAt === undefined ? {} : { firstTextMs: Math.round(firstTextAt - startedAt) }),
      ...(cause === undefined ? {} : { cause }),
    });
  } finally {
    running.end();
  }
}
