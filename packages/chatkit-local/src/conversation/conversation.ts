import type { Action, StructuredInputSubmission, Thread } from '@kb-assistant/protocol';
import { isGone } from '../transport/api-error.ts';
import { Answering, left } from './answering.ts';
import { changeThread } from './apply-event.ts';
import { withOlder } from './coming-back.ts';
import { ConversationError, describeFailure } from './errors.ts';
import { isEmpty, toInput, type OutgoingMessage } from './message.ts';
import { StateHolder, type ConversationDeps } from './state-holder.ts';
import { EMPTY_STATE, isBusy, itemsOf, type ConversationState } from './state.ts';
import { loadItems, loadThread } from './thread-loader.ts';

/**
 * One conversation at a time with a ChatKit server: which thread is open, what is in it, what is under way.
 * No DOM and no view: `state` is all there is to draw.
 */
export class Conversation {
  readonly #holder: StateHolder;
  readonly #answering: Answering;
  /** The thread being fetched; every other background request ends with the conversation. */
  #load: AbortController | null = null;
  /** Settles with the thread being fetched, whether it came or not. */
  #loaded = Promise.resolve();
  #life = new AbortController();

  constructor(deps: ConversationDeps) {
    this.#holder = new StateHolder(deps);
    this.#answering = new Answering(this.#holder, (error) => this.#loadFailed(error));
  }

  get state(): ConversationState {
    return this.#holder.state;
  }

  /** The answer or load under way is given up, quietly. The conversation can be used again. */
  release(): void {
    this.#life.abort(left('removed'));
    this.#life = new AbortController();
    this.#answering.leave('removed');
    this.#load?.abort();
    this.#load = null;
    if (this.#holder.state.loading) this.#holder.set({ loading: false, progress: null });
  }

  /**
   * Opens a thread; `null` for a new chat. Resolves when it can be seen.
   *
   * @throws {ApiError} where it cannot be loaded
   */
  async open(threadId: string | null): Promise<void> {
    this.#answering.leave('stopped');
    this.#load?.abort();
    this.#load = null;
    const before = this.#holder.state.threadId;
    this.#holder.state = { ...EMPTY_STATE, threadId, loading: threadId !== null };
    this.#holder.deps.changed();
    if (threadId !== before) this.#holder.deps.emit('chatkit.thread.change', { threadId });
    if (threadId !== null) await this.#fetchThread(threadId);
  }

  /** Reads the open thread again, for what changed behind the element's back. */
  async refresh(): Promise<void> {
    const { threadId } = this.#holder.state;
    // What a running answer brings is newer than anything the server would tell.
    if (threadId === null || isBusy(this.#holder.state)) return;
    const { signal } = this.#life;
    let thread;
    try {
      thread = await loadThread(this.#holder.deps.client, threadId, { signal });
    } catch (error) {
      if (isGone(error) && this.#holder.state.threadId === threadId && !isBusy(this.#holder.state))
        this.#loadFailed(error);
      throw error;
    }
    if (this.#holder.state.threadId !== threadId || isBusy(this.#holder.state)) return;
    this.#showThread(withOlder(thread, this.#holder.state.thread));
    this.#answering.pickUp(thread);
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
    const { visit } = this.#answering;
    // It waits for the thread that it goes into.
    if (this.#holder.state.loading) await this.#loaded;
    visit.throwIfAborted();
    this.#holder.assertFree();
    const { threadId, thread } = this.#holder.state;
    // An answer needs a thread to go into: one that could not be loaded gets another chance.
    if (threadId !== null && !thread) {
      await this.#fetchThread(threadId);
      visit.throwIfAborted();
      this.#holder.assertFree();
    }
    this.#holder.set({ pending: message });
    await this.#post(message);
  }

  /** Ends the answer under way. What had arrived stays. */
  stop(): void {
    this.#answering.stop();
  }

  /** Asks again for what failed: the last message, or the thread that could not be loaded. */
  async retry(): Promise<void> {
    const { pending, threadId, loadFailure } = this.#holder.state;
    if (loadFailure && threadId !== null) return this.#fetchThread(threadId);
    this.#holder.assertFree();
    if (pending) return this.#post(pending);
    const question = itemsOf(this.#holder.state).findLast((item) => item.type === 'user_message');
    if (question) await this.retryAfter(question.id);
  }

  /** Has a message of the person answered anew; everything after it goes. */
  async retryAfter(itemId: string): Promise<void> {
    this.#holder.assertFree();
    const { thread } = this.#holder.state;
    const index = thread?.items.data.findIndex((item) => item.id === itemId) ?? -1;
    if (!thread || index < 0) throw new ConversationError('no-thread', 'That message is not in the open thread.');
    this.#holder.set({
      thread: { ...thread, items: { ...thread.items, data: thread.items.data.slice(0, index + 1) } },
    });
    try {
      await this.#answering.ask({
        type: 'threads.retry_after_item',
        params: { thread_id: thread.id, item_id: itemId },
      });
    } catch (error) {
      // The server has not begun, so the old answer still stands.
      if (this.#holder.state.thread?.id === thread.id) this.#holder.set({ thread });
      throw error;
    }
  }

  /** Sends an action of the page to the server. Resolves when the server has begun to answer. */
  async customAction(action: Action, itemId?: string): Promise<void> {
    this.#holder.assertFree();
    await this.#answering.ask({ type: 'threads.custom_action', params: this.#actionParams(action, itemId) });
  }

  /**
   * Sends an action of a widget to the server. Resolves when it was answered to the end.
   *
   * @param streaming whether it is answered by a stream, which one answer at a time can be
   */
  async widgetAction(action: Action, itemId: string, streaming: boolean): Promise<void> {
    if (streaming) {
      await this.customAction(action, itemId);
      return this.#answering.followed;
    }
    const params = this.#actionParams(action, itemId);
    const { updated_item: item } = await this.#holder.deps.client.json(
      'threads.sync_custom_action',
      params,
      this.#life.signal,
    );
    if (item && this.#holder.state.thread?.id === params.thread_id)
      changeThread(this.#holder, { type: 'thread.item.replaced', item });
  }

  /** Answers the questions of an item. Shown at once, and taken back where the server does not begin to answer. */
  async answerInput(itemId: string, input: StructuredInputSubmission): Promise<void> {
    this.#holder.assertFree();
    const { thread } = this.#holder.state;
    const item = thread?.items.data.find(({ id }) => id === itemId);
    if (!thread || item?.type !== 'structured_input') return;
    const inputs = item.inputs.map((each) => {
      const answer = input.answers[each.id];
      return answer ? { ...each, answer } : each;
    });
    changeThread(this.#holder, { type: 'thread.item.replaced', item: { ...item, status: input.status, inputs } });
    const params = { thread_id: thread.id, item_id: itemId, input };
    try {
      await this.#answering.ask({ type: 'threads.add_structured_input', params });
    } catch (error) {
      if (this.#holder.state.thread?.id === thread.id)
        changeThread(this.#holder, { type: 'thread.item.replaced', item });
      throw error;
    }
  }

  #actionParams(action: Action, itemId?: string) {
    const { threadId } = this.#holder.state;
    if (threadId === null) {
      throw new ConversationError('no-thread', `The action "${action.type}" needs an open thread; there is none yet.`);
    }
    return { thread_id: threadId, action, ...(itemId === undefined ? {} : { item_id: itemId }) };
  }

  /** Fetches the page of items before the ones here. */
  async loadOlder(): Promise<void> {
    const { thread, older } = this.#holder.state;
    if (!thread || older === 'none' || older === 'loading') return;
    this.#holder.set({ older: 'loading' });
    try {
      const page = await loadItems(this.#holder.deps.client, thread.id, this.#life.signal, thread.items.after);
      const now = this.#holder.state.thread;
      if (now?.id !== thread.id) return;
      const known = new Set(now.items.data.map((item) => item.id));
      const data = [...page.data.filter((item) => !known.has(item.id)), ...now.items.data];
      this.#holder.set({ thread: { ...now, items: { ...page, data } }, older: page.has_more ? 'more' : 'none' });
    } catch (error) {
      if (this.#holder.state.thread?.id !== thread.id) return;
      this.#holder.set({ older: 'failed' });
      this.#holder.report(error);
    }
  }

  /** Tells the server what the person thinks of an answer. Shown at once, and taken back where it fails. */
  async giveFeedback(itemIds: string[], kind: 'positive' | 'negative'): Promise<void> {
    const { threadId, feedback } = this.#holder.state;
    if (threadId === null) return;
    const put = (value: 'positive' | 'negative' | undefined, id: string) => {
      const next = new Map(this.#holder.state.feedback);
      if (value) next.set(id, value);
      else next.delete(id);
      this.#holder.set({ feedback: next });
    };
    for (const id of itemIds) put(kind, id);
    try {
      const params = { thread_id: threadId, item_ids: itemIds, kind };
      await this.#holder.deps.client.json('items.feedback', params, this.#life.signal);
    } catch (error) {
      for (const id of itemIds) put(feedback.get(id), id);
      this.#holder.report(error);
    }
  }

  /** A thread was renamed in the history. */
  renamed(threadId: string, title: string): void {
    const { thread } = this.#holder.state;
    if (thread?.id === threadId) this.#holder.set({ thread: { ...thread, title } });
  }

  #fetchThread(threadId: string): Promise<void> {
    const fetched = this.#readThread(threadId);
    this.#loaded = fetched.catch(() => {});
    return fetched;
  }

  async #readThread(threadId: string): Promise<void> {
    const load = new AbortController();
    this.#load = load;
    this.#holder.set({ loading: true, loadFailure: null });
    this.#holder.deps.emit('chatkit.thread.load.start', { threadId });
    try {
      const { signal } = load;
      const thread = await loadThread(this.#holder.deps.client, threadId, {
        signal,
        onRetry: this.#holder.reconnecting,
      });
      if (this.#load !== load) return;
      this.#showThread(thread);
      this.#holder.deps.emit('chatkit.thread.load.end', { threadId });
      this.#answering.pickUp(thread);
    } catch (error) {
      if (this.#load !== load) return;
      this.#load = null;
      this.#loadFailed(error);
      this.#holder.deps.emit('chatkit.thread.load.end', { threadId });
      throw error;
    }
  }

  #loadFailed(error: unknown): void {
    const gone = isGone(error);
    const strings = this.#holder.deps.strings();
    // Nobody can go on with a thread that is not there: the next message begins a new one.
    if (gone) this.#holder.state = { ...EMPTY_STATE, loadFailure: { message: strings.missing, retryable: false } };
    else
      this.#holder.state = {
        ...this.#holder.state,
        loadFailure: { message: describeFailure(error, strings), retryable: true },
      };
    this.#holder.set({ loading: false, progress: null });
    if (gone) this.#holder.deps.emit('chatkit.thread.change', { threadId: null });
    this.#holder.report(error);
  }

  #showThread(thread: Thread): void {
    this.#load = null;
    this.#holder.set({
      thread,
      loading: false,
      progress: null,
      loadFailure: null,
      older: thread.items.has_more ? 'more' : 'none',
    });
  }

  async #post(message: OutgoingMessage): Promise<void> {
    const { threadId } = this.#holder.state;
    const input = toInput(message);
    await this.#answering.ask(
      threadId === null
        ? { type: 'threads.create', params: { input } }
        : { type: 'threads.add_user_message', params: { thread_id: threadId, input } },
    );
  }
}
