import type { Order, Page, StoredItem, Thread } from '@kb-assistant/protocol';

/** Thrown by the lists of a {@link Store} where `after` is not a cursor that it gave. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';

  constructor() {
    super('The cursor is not one that this list gave. Pass the `after` of the page before, as it is.');
  }
}

/** A thread as a store holds it: without its items, and with what only the server may know. */
export type ThreadRecord = Omit<Thread, 'items'> & { metadata: Record<string, unknown> };

export type FeedbackKind = 'positive' | 'negative';

export interface PageQuery {
  limit: number;
  order: Order;
  /** The `after` of the page before: a cursor that only the store reads. */
  after?: string | undefined;
}

/**
 * Where threads live. Each method takes the owner, and sees nothing of anybody else's:
 * isolation is a property of the store, not of its callers' care.
 * Every implementation passes the contract in `src/testing/store-contract.ts`.
 */
export interface Store {
  /** The thread, or `null` where there is none or it is somebody else's. */
  loadThread(userId: string, threadId: string): Promise<ThreadRecord | null>;
  /**
   * Inserts or replaces a thread.
   * @throws {Error} where the id is taken by another user's thread.
   */
  saveThread(userId: string, thread: ThreadRecord): Promise<void>;
  /**
   * Threads by the time of their last change, newest first for `desc`. Saving an item is a change of its thread.
   * @throws {InvalidCursorError}
   */
  listThreads(userId: string, query: PageQuery): Promise<Page<ThreadRecord>>;
  /** Removes a thread with all that belongs to it. Nothing happens where there is none. */
  deleteThread(userId: string, threadId: string): Promise<void>;

  /** One item, or `null`. */
  loadItem(userId: string, threadId: string, itemId: string): Promise<StoredItem | null>;
  /**
   * Items in the order they were first saved in. Hidden ones included. Nothing where the thread is not this user's.
   * @throws {InvalidCursorError}
   */
  listItems(userId: string, threadId: string, query: PageQuery): Promise<Page<StoredItem>>;
  /**
   * Inserts an item at the end, or replaces it where it stands.
   * @throws {Error} where the thread is not this user's.
   */
  saveItem(userId: string, threadId: string, item: StoredItem): Promise<void>;
  /** Removes one item. Nothing happens where there is none. */
  deleteItem(userId: string, threadId: string, itemId: string): Promise<void>;

  /**
   * Remembers what a person thought of items; a later opinion replaces the earlier one.
   * Ids that are not in the thread are passed over.
   */
  saveFeedback(userId: string, threadId: string, itemIds: string[], kind: FeedbackKind): Promise<void>;
  /** What the person thought of the items of a thread, by item id. It goes when its item goes. */
  loadFeedback(userId: string, threadId: string): Promise<Map<string, FeedbackKind>>;

  /** Resolves where the store can be read. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
