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
  /** The server could not be reached, and is asked again. */
  readonly retrying: boolean;
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

/** The threads with another title for one of them, or without it. */
const withChange = (threads: ThreadListState['threads'], threadId: string, title: string | null) =>
  threads?.flatMap((thread) => (thread.id !== threadId ? thread : title === null ? [] : { ...thread, title })) ?? null;

/** The list of the person's threads, and what can be done with each. */
export class ThreadList {
  readonly #deps: ThreadListDeps;
  #state: ThreadListState = {
    open: false,
    threads: null,
    after: null,
    loading: false,
    retrying: false,
    failure: null,
    editing: null,
  };
  /** The page being read. */
  #life = new AbortController();
  /** What the person changed: it goes on, whatever is read meanwhile. */
  #changing = new AbortController();
  /** Changes by thread that a page of the server may not know of yet: a new title, or null where it was deleted. */
  readonly #changes = new Map<string, string | null>();

  constructor(deps: ThreadListDeps) {
    this.#deps = deps;
  }

  get state(): ThreadListState {
    let { threads } = this.#state;
    for (const [threadId, title] of this.#changes) threads = withChange(threads, threadId, title);
    return { ...this.#state, threads };
  }

  /** Whatever is under way is given up, quietly. */
  release(): void {
    this.#changing.abort();
    this.#changing = new AbortController();
    this.#life.abort();
    this.#life = new AbortController();
    this.#set({ loading: false, retrying: false });
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
    const before = this.state.threads?.find(({ id }) => id === threadId);
    const next = title.trim();
    if (!before || next === '' || next === before.title) return this.#set({ editing: null });
    const { client, renamed } = this.#deps;
    await this.#change(threadId, next, async (signal) => {
      await client.json('threads.update', { thread_id: threadId, title: next }, signal);
      this.#set({ threads: withChange(this.#state.threads, threadId, next) });
      renamed(threadId, next);
    });
  }

  /** Gone at once, and back where the server refuses. */
  async delete(threadId: string): Promise<void> {
    const { client, deleted } = this.#deps;
    await this.#change(threadId, null, async (signal) => {
      await client.json('threads.delete', { thread_id: threadId }, signal);
      deleted(threadId);
    });
  }

  async #change(
    threadId: string,
    title: string | null,
    request: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { signal } = this.#changing;
    this.#changes.set(threadId, title);
    this.#set({ editing: null });
    try {
      await request(signal);
      // A page that was asked for before a deletion may come after it: what is deleted stays away.
      if (title !== null) this.#forget(threadId, title);
    } catch (error) {
      this.#forget(threadId, title);
      if (!signal.aborted) this.#failed(error, this.#deps.strings().changeFailed);
    }
  }

  /** The change is made, or will not be; one that was made after it stands. */
  #forget(threadId: string, title: string | null): void {
    if (this.#changes.get(threadId) === title) this.#changes.delete(threadId);
    this.#set({});
  }

  /** A page, and where the next one starts; null where none came. */
  async #fetch(after?: string): Promise<Page<Thread> | null> {
    const { signal } = this.#life;
    this.#set({ loading: true, retrying: false, failure: null });
    try {
      const page = await this.#deps.client.json(
        'threads.list',
        { limit: PAGE_SIZE, order: 'desc', ...(after === undefined ? {} : { after }) },
        signal,
        () => this.#set({ retrying: true }),
      );
      if (signal.aborted) return null;
      this.#set({ loading: false, retrying: false, after: page.has_more ? (page.after ?? null) : null });
      return page;
    } catch (error) {
      if (signal.aborted) return null;
      this.#set({ loading: false, retrying: false });
      this.#failed(error);
      return null;
    }
  }

  #failed(error: unknown, otherwise?: string): void {
    this.#set({ failure: describeFailure(error, this.#deps.strings(), otherwise) });
    this.#deps.emit('chatkit.error', { error: asError(error) });
  }

  #set(patch: Partial<ThreadListState>): void {
    this.#state = { ...this.#state, ...patch };
    this.#deps.changed();
  }
}
