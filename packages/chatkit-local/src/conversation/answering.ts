import type { ClientToolCallItem, Thread, ThreadEvent } from '@kb-assistant/protocol';
import { isGone } from '../transport/api-error.ts';
import { MAX_RETRIES } from '../transport/backoff.ts';
import type { EventStream, StreamRequest } from '../transport/chatkit-client.ts';
import { applyEvent } from './apply-event.ts';
import { isEnded, isUnanswered, seemsUnderWay, wasTaken, withOlder, withUnfinished } from './coming-back.ts';
import { asError, ConversationError, describeFailure } from './errors.ts';
import { EventOrder } from './event-order.ts';
import type { StateHolder } from './state-holder.ts';
import { isBusy, itemsOf } from './state.ts';
import { loadThread } from './thread-loader.ts';

/** Why an answer is given up. */
export const left = (why: 'stopped' | 'removed') =>
  new ConversationError(
    why,
    why === 'stopped' ? 'The answer was stopped, or another thread opened.' : 'The element was removed.',
  );

/** What is an answer by itself, without an item of its own. */
const ANSWERS: readonly ThreadEvent['type'][] = [
  'notice',
  'client_effect',
  'thread.item.updated',
  'thread.item.replaced',
  'thread.item.removed',
];

/** What one stream has brought. */
interface Received {
  /** Items that were begun and not finished, by the streams before it too. */
  unfinished: Set<string>;
  /** By other things than new items: by a notice, say, or by what became of an older item. */
  answered: boolean;
  /** Something has grown: it is not only what was known before. */
  alive: boolean;
}

/**
 * The answer under way, one at a time: asked for, followed to its end through broken connections and the tools of the
 * page, or given up.
 */
export class Answering {
  readonly #holder: StateHolder;
  /** Called where the thread turns out to be gone. */
  readonly #lost: (error: unknown) => void;
  /** Ends when another thread is opened: a message that waits must not go there. */
  #visit = new AbortController();
  /** The answer under way. */
  #run: AbortController | null = null;
  #followed = Promise.resolve();

  constructor(holder: StateHolder, lost: (error: unknown) => void) {
    this.#holder = holder;
    this.#lost = lost;
  }

  /** For as long as the thread stays open. */
  get visit(): AbortSignal {
    return this.#visit.signal;
  }

  /** Settles when the answer under way is over. */
  get followed(): Promise<void> {
    return this.#followed;
  }

  /** Resolves when the answer has begun; it is then followed to its end. */
  async ask(request: StreamRequest): Promise<void> {
    const run = new AbortController();
    this.#run = run;
    this.#holder.set({
      status: 'submitting',
      failure: null,
      loadFailure: null,
      notices: [],
      progress: null,
      cancellable: true,
    });
    let events;
    try {
      events = await this.#begin(request, run);
    } catch (error) {
      if (this.#run === run) this.#notBegun(error);
      throw run.signal.aborted ? asError(run.signal.reason) : error;
    }
    // An action may be answered by nothing.
    this.#begun(events, run, request.type !== 'threads.custom_action');
  }

  #begun(events: EventStream, run: AbortController, needsAnswer: boolean): void {
    this.#holder.set({ status: 'streaming', progress: null });
    this.#holder.deps.emit('chatkit.response.start');
    this.#followed = this.#follow(events, run, needsAnswer);
  }

  #notBegun(error: unknown): void {
    // The thread was deleted elsewhere: to try again would never help.
    if (!isGone(error) || this.#holder.state.threadId === null) return this.#fail(error);
    this.#finish();
    this.#lost(error);
  }

  /** Goes on with an answer that was begun before the thread was opened here, where there is one. */
  pickUp(thread: Thread): void {
    if (seemsUnderWay(thread)) void this.#resume(thread.id).catch(() => {});
  }

  async #resume(threadId: string): Promise<void> {
    const run = new AbortController();
    const { signal } = this.#visit;
    signal.addEventListener('abort', () => run.abort(signal.reason), { signal: run.signal });
    const events = await this.#holder.deps.client.resume(threadId, run.signal);
    if (!events || events === 'over') return;
    if (this.#holder.state.threadId !== threadId || isBusy(this.#holder.state)) return run.abort();
    this.#run = run;
    this.#holder.set({ failure: null, notices: [], cancellable: true });
    this.#begun(events, run, false);
  }

  #begin(request: StreamRequest, run: AbortController): Promise<EventStream> {
    return this.#holder.deps.client.stream(request, { signal: run.signal, onRetry: this.#holder.reconnecting });
  }

  async #follow(first: EventStream, run: AbortController, needsAnswer: boolean): Promise<void> {
    let called: string | undefined;
    let breaks = 0;
    const unfinished = new Set<string>();
    try {
      for (let events = first; ;) {
        const answer: Received = { unfinished, answered: false, alive: false };
        try {
          await this.#receive(events, run, answer, needsAnswer);
        } catch (error) {
          if (this.#run !== run) return;
          breaks = answer.alive ? 0 : breaks + 1;
          const rest = await this.#comeBack(error, run, unfinished, breaks);
          if (this.#run !== run) return;
          if (rest) {
            events = rest;
            continue;
          }
        }
        if (this.#run !== run) return;
        const call = this.#pendingToolCall();
        // Not every server says that it has taken what a tool gave.
        if (!call || call.id === called) break;
        called = call.id;
        const result = await this.#callTool(call);
        if (this.#run !== run) return;
        events = await this.#begin(
          { type: 'threads.add_client_tool_output', params: { thread_id: call.thread_id, result } },
          run,
        );
      }
      this.#finish();
    } catch (error) {
      if (this.#run === run) this.#fail(error);
    }
  }

  /** Takes the events of one stream. Throws where it ends before the answer does. */
  async #receive(events: EventStream, run: AbortController, answer: Received, needsAnswer: boolean): Promise<void> {
    const { unfinished } = answer;
    const order = new EventOrder();
    const here = (itemId: string) => itemsOf(this.#holder.state).findLast(({ id }) => id === itemId);
    for await (const received of events) {
      if (this.#run !== run) return;
      for (const event of order.next(received, here)) {
        if (event.type === 'thread.item.added') unfinished.add(event.item.id);
        else if (event.type === 'thread.item.done') unfinished.delete(event.item.id);
        else if (event.type === 'thread.item.removed') unfinished.delete(event.item_id);
        if (event.type === 'thread.item.updated') answer.alive = true;
        answer.answered ||= ANSWERS.includes(event.type);
        applyEvent(this.#holder, event);
      }
    }
    const { failure, pending } = this.#holder.state;
    const unanswered = pending || (!answer.answered && itemsOf(this.#holder.state).at(-1)?.type === 'user_message');
    if (this.#run === run && !failure && (unfinished.size > 0 || (unanswered && needsAnswer))) {
      throw new ConversationError('answer-cut', 'The stream ended before the answer did.');
    }
  }

  /**
   * After a stream broke: gives the rest of the answer, or null where the thread holds all of it.
   *
   * @throws what broke the stream, or what is in the way of coming back. What the thread holds is shown.
   */
  async #comeBack(
    error: unknown,
    run: AbortController,
    unfinished: ReadonlySet<string>,
    breaks: number,
  ): Promise<EventStream | null> {
    const { client } = this.#holder.deps;
    const { signal } = run;
    const { threadId, thread: here } = this.#holder.state;
    // The server has told of its failure itself.
    if (this.#holder.state.failure) return null;
    if (threadId === null || breaks > MAX_RETRIES) throw error;
    this.#holder.reconnecting();
    if (breaks > 1) await client.pause(breaks - 2, signal);
    const read = async (): Promise<Thread> => {
      const fresh = await loadThread(client, threadId, { signal, onRetry: this.#holder.reconnecting });
      signal.throwIfAborted();
      const { pending } = this.#holder.state;
      this.#holder.set({
        thread: withUnfinished(withOlder(fresh, here), here, unfinished),
        pending: wasTaken(pending, fresh, here) ? null : pending,
      });
      return fresh;
    };
    let fresh = await read();
    const rest = await client.resume(threadId, signal);
    if (rest && rest !== 'over') {
      this.#holder.set({ notices: [], progress: null });
      return rest;
    }
    // It may have come to its end between the two questions.
    if (rest) fresh = await read();
    if (!this.#holder.state.pending && (isEnded(fresh) || (rest && !isUnanswered(fresh)))) return null;
    throw error;
  }

  #pendingToolCall(): ClientToolCallItem | null {
    if (this.#holder.state.failure) return null;
    const last = itemsOf(this.#holder.state).findLast((item) => item.type !== 'end_of_turn');
    return last?.type === 'client_tool_call' && last.status === 'pending' ? last : null;
  }

  async #callTool(call: ClientToolCallItem): Promise<unknown> {
    const handler = this.#holder.deps.onClientTool();
    if (!handler) {
      throw new ConversationError(
        'no-client-tool',
        `The server called the client tool "${call.name}", but the options have no onClientTool.`,
      );
    }
    return handler({ name: call.name, params: call.arguments });
  }

  /** Ends the answer under way. What had arrived stays. */
  stop(): void {
    const { cancellable, status, threadId } = this.#holder.state;
    if (!cancellable) return;
    this.#endRun('stopped');
    if (status === 'streaming' && threadId !== null) void this.#holder.deps.client.endAnswer(threadId);
  }

  #finish(): void {
    const started = this.#holder.state.status === 'streaming';
    this.#run = null;
    this.#holder.set({ status: 'idle', progress: null });
    if (started) this.#holder.deps.emit('chatkit.response.end');
  }

  #fail(error: unknown): void {
    this.#holder.set({ failure: { message: describeFailure(error, this.#holder.deps.strings()), retryable: true } });
    this.#finish();
    this.#holder.report(error);
  }

  /** Nothing that was meant for the open thread goes on. */
  leave(why: 'stopped' | 'removed'): void {
    this.#visit.abort(left(why));
    this.#visit = new AbortController();
    this.#endRun(why);
  }

  /** Gives up the answer under way. A message that the server never began to answer is given up with it. */
  #endRun(why: 'stopped' | 'removed'): void {
    const run = this.#run;
    if (!run) return;
    if (this.#holder.state.status === 'submitting') this.#holder.set({ pending: null });
    this.#finish();
    run.abort(left(why));
  }
}
