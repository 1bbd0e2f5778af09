import {
  reduceThread,
  type Action,
  type ClientToolCallItem,
  type StructuredInputSubmission,
  type Thread,
  type ThreadEvent,
} from '@kb-assistant/protocol';
import type { ChatKitOptions } from '@openai/chatkit';
import type { Emit } from '../element/events.ts';
import type { Strings } from '../strings/strings.ts';
import { isGone } from '../transport/api-error.ts';
import { MAX_RETRIES } from '../transport/backoff.ts';
import type { ChatKitClient, EventStream, StreamRequest } from '../transport/chatkit-client.ts';
import { isEnded, isUnanswered, seemsUnderWay, wasTaken, withOlder, withUnfinished } from './coming-back.ts';
import { asError, ConversationError, describeFailure } from './errors.ts';
import { EventOrder } from './event-order.ts';
import { isKnownEvent, isKnownUpdate } from './known-events.ts';
import { isEmpty, toInput, type OutgoingMessage } from './message.ts';
import { EMPTY_STATE, isBusy, itemsOf, type ConversationState } from './state.ts';
import { loadItems, loadThread } from './thread-loader.ts';

/** What a conversation needs of its surroundings. */
export interface ConversationDeps {
  client: ChatKitClient;
  emit: Emit;
  strings: () => Strings;
  onClientTool: () => ChatKitOptions['onClientTool'];
  /** Called after each change of `state`. */
  changed: () => void;
}

const left = (why: 'stopped' | 'removed') =>
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
 * One conversation at a time with a ChatKit server: which thread is open, what is in it, what is under way.
 * No DOM and no view: `state` is all there is to draw.
 */
export class Conversation {
  readonly #deps: ConversationDeps;
  #state = EMPTY_STATE;
  /** Ends when another thread is opened: a message that waits must not go there. */
  #visit = new AbortController();
  /** The answer under way. */
  #run: AbortController | null = null;
  /** The thread being fetched; every other background request ends with the conversation. */
  #load: AbortController | null = null;
  /** Settles with the thread being fetched, whether it came or not. */
  #loaded = Promise.resolve();
  #life = new AbortController();
  /** Settles when the answer under way is over. */
  #followed = Promise.resolve();
  /** What was told of already. */
  readonly #told = new Set<string>();

  constructor(deps: ConversationDeps) {
    this.#deps = deps;
  }

  get state(): ConversationState {
    return this.#state;
  }

  /** The answer or load under way is given up, quietly. The conversation can be used again. */
  release(): void {
    this.#life.abort(left('removed'));
    this.#life = new AbortController();
    this.#leave('removed');
    this.#load?.abort();
    this.#load = null;
    if (this.#state.loading) this.#set({ loading: false, progress: null });
  }

  /**
   * Opens a thread; `null` for a new chat. Resolves when it can be seen.
   *
   * @throws {ApiError} where it cannot be loaded
   */
  async open(threadId: string | null): Promise<void> {
    this.#leave('stopped');
    this.#load?.abort();
    this.#load = null;
    const before = this.#state.threadId;
    this.#state = { ...EMPTY_STATE, threadId, loading: threadId !== null };
    this.#deps.changed();
    if (threadId !== before) this.#deps.emit('chatkit.thread.change', { threadId });
    if (threadId !== null) await this.#fetchThread(threadId);
  }

  /** Reads the open thread again, for what changed behind the element's back. */
  async refresh(): Promise<void> {
    const { threadId } = this.#state;
    // What a running answer brings is newer than anything the server would tell.
    if (threadId === null || isBusy(this.#state)) return;
    const { signal } = this.#life;
    let thread;
    try {
      thread = await loadThread(this.#deps.client, threadId, { signal });
    } catch (error) {
      if (isGone(error) && this.#state.threadId === threadId && !isBusy(this.#state)) this.#loadFailed(error);
      throw error;
    }
    if (this.#state.threadId !== threadId || isBusy(this.#state)) return;
    this.#showThread(withOlder(thread, this.#state.thread));
    this.#pickUp(thread);
  }

  /**
   * Sends a message: into the open thread, or into a new one. Resolves when the server has begun to answer.
   *
   * @throws {ConversationError} `busy` while an answer is under way, `empty-message`; `stopped` where another
   *   thread was opened before the message was sent
   * @throws {ApiError}
   */
  async send(message: OutgoingMessage): Promise<void> {
    if (isEmpty(message)) throw new ConversationError('empty-message', 'The message is empty: give it a text.');
    const { signal } = this.#visit;
    // It waits for the thread that it goes into.
    if (this.#state.loading) await this.#loaded;
    signal.throwIfAborted();
    this.#assertFree();
    const { threadId, thread } = this.#state;
    // An answer needs a thread to go into: one that could not be loaded gets another chance.
    if (threadId !== null && !thread) {
      await this.#fetchThread(threadId);
      signal.throwIfAborted();
      this.#assertFree();
    }
    this.#set({ pending: message });
    await this.#post(message);
  }

  /** Ends the answer under way. What had arrived stays. */
  stop(): void {
    const { cancellable, status, threadId } = this.#state;
    if (!cancellable) return;
    this.#endRun('stopped');
    if (status === 'streaming' && threadId !== null) void this.#deps.client.endAnswer(threadId);
  }

  /** Asks again for what failed: the last message, or the thread that could not be loaded. */
  async retry(): Promise<void> {
    const { pending, threadId, loadFailure } = this.#state;
    if (loadFailure && threadId !== null) return this.#fetchThread(threadId);
    this.#assertFree();
    if (pending) return this.#post(pending);
    const question = itemsOf(this.#state).findLast((item) => item.type === 'user_message');
    if (question) await this.retryAfter(question.id);
  }

  /** Has a message of the person answered anew; everything after it goes. */
  async retryAfter(itemId: string): Promise<void> {
    this.#assertFree();
    const { thread } = this.#state;
    const index = thread?.items.data.findIndex((item) => item.id === itemId) ?? -1;
    if (!thread || index < 0) throw new ConversationError('no-thread', 'That message is not in the open thread.');
    this.#set({ thread: { ...thread, items: { ...thread.items, data: thread.items.data.slice(0, index + 1) } } });
    try {
      await this.#answer({ type: 'threads.retry_after_item', params: { thread_id: thread.id, item_id: itemId } });
    } catch (error) {
      // The server has not begun, so the old answer still stands.
      if (this.#state.thread?.id === thread.id) this.#set({ thread });
      throw error;
    }
  }

  /** Sends an action of the page to the server. Resolves when the server has begun to answer. */
  async customAction(action: Action, itemId?: string): Promise<void> {
    this.#assertFree();
    await this.#answer({ type: 'threads.custom_action', params: this.#actionParams(action, itemId) });
  }

  /**
   * Sends an action of a widget to the server. Resolves when it was answered to the end.
   *
   * @param streaming whether it is answered by a stream, which one answer at a time can be
   */
  async widgetAction(action: Action, itemId: string, streaming: boolean): Promise<void> {
    if (streaming) {
      await this.customAction(action, itemId);
      return this.#followed;
    }
    const params = this.#actionParams(action, itemId);
    const { updated_item: item } = await this.#deps.client.json(
      'threads.sync_custom_action',
      params,
      this.#life.signal,
    );
    if (item && this.#state.thread?.id === params.thread_id) this.#change({ type: 'thread.item.replaced', item });
  }

  /** Answers the questions of an item. Shown at once, and taken back where the server does not begin to answer. */
  async answerInput(itemId: string, input: StructuredInputSubmission): Promise<void> {
    this.#assertFree();
    const { thread } = this.#state;
    const item = thread?.items.data.find(({ id }) => id === itemId);
    if (!thread || item?.type !== 'structured_input') return;
    const inputs = item.inputs.map((each) => {
      const answer = input.answers[each.id];
      return answer ? { ...each, answer } : each;
    });
    this.#change({ type: 'thread.item.replaced', item: { ...item, status: input.status, inputs } });
    const params = { thread_id: thread.id, item_id: itemId, input };
    try {
      await this.#answer({ type: 'threads.add_structured_input', params });
    } catch (error) {
      if (this.#state.thread?.id === thread.id) this.#change({ type: 'thread.item.replaced', item });
      throw error;
    }
  }

  #actionParams(action: Action, itemId?: string) {
    const { threadId } = this.#state;
    if (threadId === null) {
      throw new ConversationError('no-thread', `The action "${action.type}" needs an open thread; there is none yet.`);
    }
    return { thread_id: threadId, action, ...(itemId === undefined ? {} : { item_id: itemId }) };
  }

  /** Fetches the page of items before the ones here. */
  async loadOlder(): Promise<void> {
    const { thread, older } = this.#state;
    if (!thread || older === 'none' || older === 'loading') return;
    this.#set({ older: 'loading' });
    try {
      const page = await loadItems(this.#deps.client, thread.id, this.#life.signal, thread.items.after);
      const now = this.#state.thread;
      if (now?.id !== thread.id) return;
      const known = new Set(now.items.data.map((item) => item.id));
      const data = [...page.data.filter((item) => !known.has(item.id)), ...now.items.data];
      this.#set({ thread: { ...now, items: { ...page, data } }, older: page.has_more ? 'more' : 'none' });
    } catch (error) {
      if (this.#state.thread?.id !== thread.id) return;
      this.#set({ older: 'failed' });
      this.#report(error);
    }
  }

  /** Tells the server what the person thinks of an answer. Shown at once, and taken back where it fails. */
  async giveFeedback(itemIds: string[], kind: 'positive' | 'negative'): Promise<void> {
    const { threadId, feedback } = this.#state;
    if (threadId === null) return;
    const put = (value: 'positive' | 'negative' | undefined, id: string) => {
      const next = new Map(this.#state.feedback);
      if (value) next.set(id, value);
      else next.delete(id);
      this.#set({ feedback: next });
    };
    for (const id of itemIds) put(kind, id);
    try {
      const params = { thread_id: threadId, item_ids: itemIds, kind };
      await this.#deps.client.json('items.feedback', params, this.#life.signal);
    } catch (error) {
      for (const id of itemIds) put(feedback.get(id), id);
      this.#report(error);
    }
  }

  /** A thread was renamed in the history. */
  renamed(threadId: string, title: string): void {
    const { thread } = this.#state;
    if (thread?.id === threadId) this.#set({ thread: { ...thread, title } });
  }

  #fetchThread(threadId: string): Promise<void> {
    const fetched = this.#readThread(threadId);
    this.#loaded = fetched.catch(() => {});
    return fetched;
  }

  async #readThread(threadId: string): Promise<void> {
    const load = new AbortController();
    this.#load = load;
    this.#set({ loading: true, loadFailure: null });
    this.#deps.emit('chatkit.thread.load.start', { threadId });
    try {
      const { signal } = load;
      const thread = await loadThread(this.#deps.client, threadId, { signal, onRetry: this.#reconnecting });
      if (this.#load !== load) return;
      this.#showThread(thread);
      this.#deps.emit('chatkit.thread.load.end', { threadId });
      this.#pickUp(thread);
    } catch (error) {
      if (this.#load !== load) return;
      this.#load = null;
      this.#loadFailed(error);
      this.#deps.emit('chatkit.thread.load.end', { threadId });
      throw error;
    }
  }

  #loadFailed(error: unknown): void {
    const gone = isGone(error);
    const strings = this.#deps.strings();
    // Nobody can go on with a thread that is not there: the next message begins a new one.
    if (gone) this.#state = { ...EMPTY_STATE, loadFailure: { message: strings.missing, retryable: false } };
    else this.#state = { ...this.#state, loadFailure: { message: describeFailure(error, strings), retryable: true } };
    this.#set({ loading: false, progress: null });
    if (gone) this.#deps.emit('chatkit.thread.change', { threadId: null });
    this.#report(error);
  }

  #showThread(thread: Thread): void {
    this.#load = null;
    this.#set({
      thread,
      loading: false,
      progress: null,
      loadFailure: null,
      older: thread.items.has_more ? 'more' : 'none',
    });
  }

  async #post(message: OutgoingMessage): Promise<void> {
    const { threadId } = this.#state;
    const input = toInput(message);
    await this.#answer(
      threadId === null
        ? { type: 'threads.create', params: { input } }
        : { type: 'threads.add_user_message', params: { thread_id: threadId, input } },
    );
  }

  /** Resolves when the answer has begun; it is then followed to its end. */
  async #answer(request: StreamRequest): Promise<void> {
    const run = new AbortController();
    this.#run = run;
    this.#set({
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
    this.#set({ status: 'streaming', progress: null });
    this.#deps.emit('chatkit.response.start');
    this.#followed = this.#follow(events, run, needsAnswer);
  }

  #notBegun(error: unknown): void {
    // The thread was deleted elsewhere: to try again would never help.
    if (!isGone(error) || this.#state.threadId === null) return this.#fail(error);
    this.#finish();
    this.#loadFailed(error);
  }

  /** Goes on with an answer that was begun before the thread was opened here, where there is one. */
  #pickUp(thread: Thread): void {
    if (seemsUnderWay(thread)) void this.#resume(thread.id).catch(() => {});
  }

  async #resume(threadId: string): Promise<void> {
    const run = new AbortController();
    const { signal } = this.#visit;
    signal.addEventListener('abort', () => run.abort(signal.reason), { signal: run.signal });
    const events = await this.#deps.client.resume(threadId, run.signal);
    if (!events || events === 'over') return;
    if (this.#state.threadId !== threadId || isBusy(this.#state)) return run.abort();
    this.#run = run;
    this.#set({ failure: null, notices: [], cancellable: true });
    this.#begun(events, run, false);
  }

  #begin(request: StreamRequest, run: AbortController): Promise<EventStream> {
    return this.#deps.client.stream(request, { signal: run.signal, onRetry: this.#reconnecting });
  }

  readonly #reconnecting = (): void => {
    this.#set({ progress: { text: this.#deps.strings().reconnecting } });
  };

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
    const here = (itemId: string) => itemsOf(this.#state).findLast(({ id }) => id === itemId);
    for await (const received of events) {
      if (this.#run !== run) return;
      for (const event of order.next(received, here)) {
        if (event.type === 'thread.item.added') unfinished.add(event.item.id);
        else if (event.type === 'thread.item.done') unfinished.delete(event.item.id);
        else if (event.type === 'thread.item.removed') unfinished.delete(event.item_id);
        if (event.type === 'thread.item.updated') answer.alive = true;
        answer.answered ||= ANSWERS.includes(event.type);
        this.#apply(event);
      }
    }
    const { failure, pending } = this.#state;
    const unanswered = pending || (!answer.answered && itemsOf(this.#state).at(-1)?.type === 'user_message');
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
    const { client } = this.#deps;
    const { signal } = run;
    const { threadId, thread: here } = this.#state;
    // The server has told of its failure itself.
    if (this.#state.failure) return null;
    if (threadId === null || breaks > MAX_RETRIES) throw error;
    this.#reconnecting();
    if (breaks > 1) await client.pause(breaks - 2, signal);
    const read = async (): Promise<Thread> => {
      const fresh = await loadThread(client, threadId, { signal, onRetry: this.#reconnecting });
      signal.throwIfAborted();
      const { pending } = this.#state;
      this.#set({
        thread: withUnfinished(withOlder(fresh, here), here, unfinished),
        pending: wasTaken(pending, fresh, here) ? null : pending,
      });
      return fresh;
    };
    let fresh = await read();
    const rest = await client.resume(threadId, signal);
    if (rest && rest !== 'over') {
      this.#set({ notices: [], progress: null });
      return rest;
    }
    // It may have come to its end between the two questions.
    if (rest) fresh = await read();
    if (!this.#state.pending && (isEnded(fresh) || (rest && !isUnanswered(fresh)))) return null;
    throw error;
  }

  #pendingToolCall(): ClientToolCallItem | null {
    if (this.#state.failure) return null;
    const last = itemsOf(this.#state).findLast((item) => item.type !== 'end_of_turn');
    return last?.type === 'client_tool_call' && last.status === 'pending' ? last : null;
  }

  async #callTool(call: ClientToolCallItem): Promise<unknown> {
    const handler = this.#deps.onClientTool();
    if (!handler) {
      throw new ConversationError(
        'no-client-tool',
        `The server called the client tool "${call.name}", but the options have no onClientTool.`,
      );
    }
    return handler({ name: call.name, params: call.arguments });
  }

  #apply(event: ThreadEvent): void {
    const { emit } = this.#deps;
    switch (event.type) {
      case 'stream_options':
        return this.#set({ cancellable: event.stream_options.allow_cancel });
      case 'progress_update':
        return this.#set({ progress: { text: event.text, ...(event.icon ? { icon: event.icon } : {}) } });
      case 'notice':
        return this.#set({ notices: [...this.#state.notices, event] });
      case 'client_effect':
        return emit('chatkit.effect', { name: event.name, data: event.data });
      case 'error':
        return this.#serverFailed(event);
      default:
        if (!isKnownEvent(event.type)) {
          return emit('chatkit.log', { name: 'unknown-event', data: { type: (event as { type: string }).type } });
        }
        return this.#change(event);
    }
  }

  /** An event that changes the thread. */
  #change(event: ThreadEvent): void {
    // Told again, of the thread that is open: its items are here.
    if (event.type === 'thread.created' && event.thread.id === this.#state.thread?.id) {
      return this.#change({ type: 'thread.updated', thread: event.thread });
    }
    if (event.type === 'thread.item.updated' && !isKnownUpdate(event.update.type)) {
      return this.#tell('unknown-update', (event.update as { type: string }).type);
    }
    const next = reduceThread(this.#state.thread, event);
    const thread = next && { ...next, items: next.items ?? { data: [], has_more: false } };
    if (event.type === 'thread.created') this.#state = { ...this.#state, threadId: event.thread.id };
    const item = event.type === 'thread.item.added' || event.type === 'thread.item.done' ? event.item : null;
    const answered =
      (item !== null && item.type !== 'user_message' && event.type === 'thread.item.done') ||
      (event.type === 'thread.item.updated' && event.update.type === 'assistant_message.content_part.text_delta');
    this.#set({
      thread,
      ...(item?.type === 'user_message' ? { pending: null } : {}),
      ...(answered ? { progress: null } : {}),
      ...this.#imageProgress(event),
    });
    if (event.type === 'thread.created') this.#deps.emit('chatkit.thread.change', { threadId: event.thread.id });
  }

  #imageProgress(event: ThreadEvent): Partial<ConversationState> {
    if (event.type !== 'thread.item.updated' || event.update.type !== 'generated_image.updated') return {};
    const { progress } = event.update;
    return typeof progress === 'number'
      ? { imageProgress: new Map(this.#state.imageProgress).set(event.item_id, progress) }
      : {};
  }

  /** Tells once of what a newer server sends, and nobody here knows. */
  #tell(name: string, type: string): void {
    if (this.#told.has(name + type)) return;
    this.#told.add(name + type);
    this.#deps.emit('chatkit.log', { name, data: { type } });
  }

  #serverFailed(event: Extract<ThreadEvent, { type: 'error' }>): void {
    const message = event.message ?? this.#deps.strings().answerFailed;
    this.#set({ failure: { message, retryable: event.allow_retry }, progress: null });
    this.#report(new ConversationError('answer-failed', message));
  }

  #finish(): void {
    const started = this.#state.status === 'streaming';
    this.#run = null;
    this.#set({ status: 'idle', progress: null });
    if (started) this.#deps.emit('chatkit.response.end');
  }

  #fail(error: unknown): void {
    this.#set({ failure: { message: describeFailure(error, this.#deps.strings()), retryable: true } });
    this.#finish();
    this.#report(error);
  }

  /** Nothing that was meant for the open thread goes on. */
  #leave(why: 'stopped' | 'removed'): void {
    this.#visit.abort(left(why));
    this.#visit = new AbortController();
    this.#endRun(why);
  }

  /** Gives up the answer under way. A message that the server never began to answer is given up with it. */
  #endRun(why: 'stopped' | 'removed'): void {
    const run = this.#run;
    if (!run) return;
    if (this.#state.status === 'submitting') this.#set({ pending: null });
    this.#finish();
    run.abort(left(why));
  }

  #assertFree(): void {
    if (!isBusy(this.#state)) return;
    throw new ConversationError('busy', 'An answer is under way. Wait for chatkit.response.end, then try again.');
  }

  #report(error: unknown): void {
    if (error instanceof ConversationError && error.code === 'removed') return;
    this.#deps.emit('chatkit.error', { error: asError(error) });
  }

  #set(patch: Partial<ConversationState>): void {
    this.#state = { ...this.#state, ...patch };
    this.#deps.changed();
  }
}
