import type { StreamingRequestType, ThreadEvent } from '@kb-assistant/protocol';
import type { AgentEvent } from './agent.ts';
import { answer, streamOptions } from './answer.ts';
import { threadBusy } from './errors.ts';
import { eventStream } from './event-stream.ts';
import { feedStream, readAlong } from './feed-stream.ts';
import { requireRate } from './rate-limit.ts';
import type { RunningTurn } from './running-turns.ts';
import type { Call, ServerContext } from './server-context.ts';
import type { ThreadRecord } from './store.ts';
import { type Span, within } from './tracing/tracing.ts';
import type { TurnSource } from './turn.ts';

/** What is ready to be answered: a message, an output, an action. All of it is in the store already. */
export interface Question {
  record: ThreadRecord;
  /** What a thread without a title is named after; nothing where nothing was said. */
  text?: string;
  /** Has it answered. */
  run: (source: TurnSource) => AsyncIterable<string | AgentEvent>;
  /** What the client is told before the answer begins. */
  before?: ThreadEvent[];
  /** What the client is told first in the answer. */
  first?: ThreadEvent[];
}

/**
 * Answers in a thread by a stream.
 *
 * `ask` checks and stores the question while the thread is already held for it. It runs before the response begins:
 * what it throws becomes an error with a status, and what was accepted is never lost.
 *
 * @throws {RequestError} `thread-busy` where another answer is being given in this thread, `too-many-turns` where too
 *   many are being given to this person, `rate-limited` where there were too many in a short time.
 */
export async function startTurn(
  server: ServerContext,
  call: Call<StreamingRequestType>,
  threadId: string,
  ask: () => Promise<Question>,
): Promise<Response> {
  const { limits, turns } = server;
  await requireRate(server.rateLimit, call.user.id);
  const running = await turns.begin(call.user.id, threadId, {
    waitMs: limits.busyWaitMs,
    limitMs: limits.turnMs,
    perUser: limits.turnsPerUser,
  });
  if (!running) throw threadBusy();
  if (!server.resumable) stopWithClient(running, call.signal);
  // Started here, where it becomes a part of the request.
  const span = server.tracing.start('chatkit.turn', {
    'chatkit.request.type': call.request.type,
    'chatkit.thread.id': threadId,
  });
  try {
    const answering = events(server, call, running, span, await ask());
    return server.resumable ? feedStream(readAlong(answering, running.feed)) : eventStream(answering, running);
  } catch (error) {
    span.fail(error);
    span.end();
    await running.end();
    throw error;
  }
}

function stopWithClient(running: RunningTurn, signal: AbortSignal): void {
  const onGone = () => running.stop('stopped');
  signal.addEventListener('abort', onGone, { once: true });
  void running.ended.then(() => signal.removeEventListener('abort', onGone));
  if (signal.aborted) onGone();
}

async function* events(
  server: ServerContext,
  call: Call<StreamingRequestType>,
  running: RunningTurn,
  span: Span,
  { record, text = '', run, before = [], first = [] }: Question,
): AsyncGenerator<ThreadEvent, void, undefined> {
  const { request, user, locale, startedAt } = call;
  const { store, attachments } = server;
  const source: TurnSource = {
    store,
    attachments,
    record,
    user,
    locale,
    context: request.metadata,
    signal: running.signal,
  };
  try {
    yield* before;
    yield streamOptions(server.allowCancel);
    yield* first;
    const { outcome, firstTextAt, cause } = yield* answer(
      server,
      { userId: user.id, threadId: record.id, locale, text, start: () => within(span, () => run(source)) },
      running,
    );
    span.set({ 'chatkit.turn.outcome': outcome });
    if (cause !== undefined) span.fail(cause);
    server.log({
      level: outcome === 'failed' ? 'error' : outcome === 'timed-out' || outcome === 'lost' ? 'warn' : 'info',
      event: 'turn',
      requestId: call.requestId,
      requestType: request.type,
      threadId: record.id,
      outcome,
      durationMs: Math.round(performance.now() - startedAt),
      ...(firstTextAt === undefined ? {} : { firstTextMs: Math.round(firstTextAt - startedAt) }),
      ...(cause === undefined ? {} : { cause }),
    });
  } finally {
    span.end();
    await running.end();
  }
}
