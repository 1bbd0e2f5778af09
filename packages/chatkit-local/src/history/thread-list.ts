import type { Page, Thread } from '@kb-assistant/protocol';
import type { Emit } from '../element/events.ts';
import { asError, describeFailure } from '../conversation/errors.ts';
import type { Strings } from '../strings/strings.ts';
import type { ChatKitClient } from '../transport/chatkit-client.ts';

export interface ThreadListState {
  readonly open: boolean;
  /** Newest first; null before the first page came. */
  readonly threads: readonly Thread[] | null;
  /** Cursor to the next page; null at the end of the list. */
  readonly after: string | null;
  readonly loading: boolean;
  /** What went wrong last, in words. */
  readonly failure: string | null;
  /** The row whose title is being written, or whose deletion has to be confirmed. */
  readonly editing: { threadId: string; what: 'rename' | 'delete' } | null;
}

export interface ThreadListDeps {
  client: ChatKitClient;
  emit: Emit;
  strings: () => Strings;
  changed: () => void;
  renamed: (threadId: string, title: string) => void;
  deleted: (threadId: string) => void;
}

const PAGE_SIZE = 20;

/** The list of the person's threads, and what can be done with each. */
export class ThreadList {
  readonly #deps: ThreadListDeps;
  #state: ThreadListState = {
    open: false,
    threads: null,
    after: null,
    loading: false,
    failure: null,
    editing: null,
  };
  #life = new AbortController();

  constructor(deps: ThreadListDeps) {
    this.#deps = deps;
  }

  get state(): ThreadListState {
    return this.#state;
  }

  /** Whatever is under way is given up. */
  release(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#set({ loading: false });
  }

  /** Shows the list, and reads it anew. */
  show(): void {
    if (this.#state.open) return;
    this.#set({ open: true, editing: null, failure: null });
    this.#deps.emit('chatkit.history.open');
    void this.reload();
  }

  hide(): void {
    if (!this.#state.open) return;
    this.#set({ open: false, editing: null });
    this.#deps.emit('chatkit.history.close');
  }

  /** Reads the first page again. What was there stays until it has come. */
  async reload(): Promise<void> {
    this.#life.abort();
    this.#life = new AbortController();
    const page = await this.#fetch();
    if (page) this.#set({ threads: page.data });
  }

  async loadMore(): Promise<void> {
    const { after, loading } = this.#state;
    if (loading || after === null) return;
    const page = await this.#fetch(after);
    if (!page) return;
    const known = new Set(this.#state.threads?.map(({ id }) => id));
    this.#set({ threads: [...(this.#state.threads ?? []), ...page.data.filter(({ id }) => !known.has(id))] });
  }

  edit(editing: ThreadListState['editing']): void {
    this.#set({ editing, failure: null });
  }

  /** Shown at once, and taken back where the server refuses. An empty title changes nothing. */
  async rename(threadId: string, title: string): Promise<void> {
    const before = this.#state.threads?.find(({ id }) => id === threadId);
    const next = title.trim();
    this.#set({ editing: null });
    if (!before || next === '' || next === before.title) return;
    const put = (thread: Thread) =>
      this.#set({ threads: this.#state.threads?.map((each) => (each.id === threadId ? thread : each)) ?? null });
    put({ ...before, title: next });
    try {
      await this.#deps.client.json('threads.update', { thread_id: threadId, title: next }, this.#life.signal);
      this.#deps.renamed(threadId, next);
    } catch (error) {
      put(before);
      this.#failed(error);
    }
  }

  /** Gone at once, and back where the server refuses. */
  async delete(threadId: string): Promise<void> {
    const before = this.#state.threads;
    this.#set({ editing: null, threads: before?.filter(({ id }) => id !== threadId) ?? null });
    try {
      await this.#deps.client.json('threads.delete', { thread_id: threadId }, this.#life.signal);
      this.#deps.deleted(threadId);
    } catch (error) {
      this.#set({ threads: before });
      this.#failed(error);
    }
  }

  /** A page, and where the next one starts; null where none came. */
  async #fetch(after?: string): Promise<Page<Thread> | null> {
    const { signal } = this.#life;
    this.#set({ loading: true, failure: null });
    try {
      const page = await this.#deps.client.json(
        'threads.list',
        { limit: PAGE_SIZE, order: 'desc', ...(after === undefined ? {} : { after }) },
        signal,
      );
      if (signal.aborted) return null;
      this.#set({ loading: false, after: page.has_more ? (page.after ?? null) : null });
      return page;
    } catch (error) {
      if (signal.aborted) return null;
      this.#set({ loading: false });
      this.#failed(error);
      return null;
    }
  }

  #failed(error: unknown): void {
    this.#set({ failure: describeFailure(error, this.#deps.strings()) });
    this.#deps.emit('chatkit.error', { error: asError(error) });
  }

  #set(patch: Partial<ThreadListState>): void {
    this.#state = { ...this.#state, ...patch };
    this.#deps.changed();
  }
}
