import type { Attachment, Order, Page, StoredItem, Thread } from '@kb-assistant/protocol';

/** Thrown by the lists of a {@link Store} where `after` is not a cursor that it gave. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';

  constructor() {
    super('The cursor is not one that this list gave. Pass the `after` of the page before, as it is.');
  }
}

/** A thread as a store holds it: without its items, and with what only the server may know. */
export type ThreadRecord = Omit<Thread, 'items'> & { metadata: Record<string, unknown> };

/** What changes of a thread after it was made. */
export type ThreadChange = Partial<Pick<ThreadRecord, 'title' | 'status'>>;

export type FeedbackKind = 'positive' | 'negative';

/**
 * A file as a store knows it; its bytes lie in a `FileStorage`, under the id. Addresses are not kept: those of uploads
 * and previews are made anew each time, because they are only good for a short while.
 */
export interface AttachmentRecord {
  id: string;
  type: Attachment['type'];
  name: string;
  mime_type: string;
  /** Bytes, as announced or counted. */
  size: number;
  /** `pending` until the bytes have arrived. */
  status: 'pending' | 'uploaded';
  /** ISO 8601. */
  created_at: string;
  /** The thread of the message that took it; absent until one has. */
  thread_id?: string;
}

/** Which files a sweep looks for, among those of all users. */
export interface UnsentQuery {
  status: AttachmentRecord['status'];
  /** ISO 8601: only those made before. */
  createdBefore: string;
  limit: number;
}

/** What is remembered of a call of a tool, beyond the thread that it was made in. */
export interface ToolCallRecord {
  thread_id: string;
  /** Names the call within its thread. */
  call_id: string;
  /** Of the tool. */
  name: string;
  arguments: Record<string, unknown>;
  /** `dropped` where nobody waits for the output any more. */
  status: 'pending' | 'completed' | 'dropped';
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601; absent while it is pending. */
  ended_at?: string;
}

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
   * Changes these fields of a thread, at once, and leaves the others as they are at that moment: what somebody else
   * changes meanwhile is not undone, and a thread that was deleted does not come back.
   *
   * @returns The thread as it is then, or `null` where there is none or it is somebody else's.
   */
  updateThread(userId: string, threadId: string, fields: ThreadChange): Promise<ThreadRecord | null>;
  /**
   * Threads by the time of their last change, newest first for `desc`. Saving an item is a change of its thread.
   * @throws {InvalidCursorError}
   */
  listThreads(userId: string, query: PageQuery): Promise<Page<ThreadRecord>>;
  /** Removes a thread with all that belongs to it, its attachments' records too. Nothing happens where there is none. */
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

  /**
   * Inserts or replaces what is known of a file. In SQL: a table with the columns id (primary key), user_id, thread_id
   * (references threads, goes with its thread), status, created_at, claimed and data, and an index that
   * `claimUnsentAttachments` can use. See the newest of the SQLite migrations.
   * @throws {Error} where the id is taken by another user's file, the thread that it names is not this user's, another
   *   thread has the file, or it has been claimed: no later save takes it back.
   */
  saveAttachment(userId: string, attachment: AttachmentRecord): Promise<void>;
  /**
   * Saves files as those of a thread: all of them, or none where one is gone or claimed, is somebody else's, or has
   * another thread. Of two threads that want the same file at once, exactly one gets it.
   *
   * @returns Whether they are the thread's now.
   * @throws {Error} where the thread is not this user's.
   */
  takeAttachments(userId: string, threadId: string, attachments: AttachmentRecord[]): Promise<boolean>;
  /** The file, or `null` where there is none, it is somebody else's, or it has been claimed. */
  loadAttachment(userId: string, attachmentId: string): Promise<AttachmentRecord | null>;
  /** The files of a thread, oldest first; with `null`, those that no message has taken yet. */
  listAttachments(userId: string, threadId: string | null): Promise<AttachmentRecord[]>;
  /** Forgets a file. Nothing happens where there is none. */
  deleteAttachment(userId: string, attachmentId: string): Promise<void>;
  /**
   * The oldest files of all users that no message has taken, with those claimed before. From then on no message takes
   * them: they are there to be deleted. For the sweep only: nothing that a request asks for may be answered from it.
   */
  claimUnsentAttachments(query: UnsentQuery): Promise<{ userId: string; attachment: AttachmentRecord }[]>;

  /**
   * Notes a call of a tool, or replaces what was noted of the call of that id in that thread. The audit: it outlives
   * the thread, and goes with the user only.
   */
  recordToolCall(userId: string, call: ToolCallRecord): Promise<void>;
  /**
   * All calls of tools that were made for a user, in the order they were first noted in.
   * @throws {InvalidCursorError}
   */
  listToolCalls(userId: string, query: PageQuery): Promise<Page<ToolCallRecord>>;

  /** Removes all that belongs to a user, at once: threads, items, feedback, attachments' records, the audit. */
  deleteUser(userId: string): Promise<void>;

  /** Resolves where the store can be read. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
