import type { Attachment, RequestParams, ThreadItem } from '@kb-assistant/protocol';
import type { Log } from '../log.ts';
import type { AttachmentRecord, Store } from '../store.ts';

/** The files of all users, as the handlers of the protocol see them: `attachments()` makes one. */
export interface Attachments {
  /** The first half of a two-phase upload: what is to come, and where to. */
  create(userId: string, params: RequestParams['attachments.create']): Promise<Attachment>;
  /** Deletes a file and what is known of it. */
  delete(userId: string, attachmentId: string): Promise<void>;
  /** Deletes what the messages of a thread have taken. */
  deleteOfThread(userId: string, threadId: string): Promise<void>;
  /** Deletes what an item has taken. */
  deleteOfItem(userId: string, item: ThreadItem): Promise<void>;
  /**
   * Checks that a message may take these files: whose they are, that they have arrived, that they are what they were
   * said to be. Changes nothing.
   *
   * @param threadId The thread of the message; absent where it makes a new one.
   */
  check(userId: string, ids: string[], threadId?: string): Promise<AttachmentRecord[]>;
  /**
   * Gives the files to a thread; gives them as its message is stored with them.
   * @throws {RequestError} `invalid-request` where another thread has taken one of them meanwhile.
   */
  take(userId: string, records: AttachmentRecord[], threadId: string): Promise<Attachment[]>;
  /** An item as it is sent: previews with addresses that are good from now on. */
  present<T extends ThreadItem>(userId: string, item: T): Promise<T>;
  /** The bytes of a file that a message of this thread has taken. */
  read(userId: string, threadId: string, attachmentId: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Deletes the uploads that never arrived and the files that nobody sent; gives their number. */
  sweep(): Promise<number>;
  /**
   * Answers a request to the address of attachments.
   * @param identify Says whose file a direct upload is. A link says so by itself.
   */
  answer(request: Request, identify: () => Promise<{ id: string }>): Promise<Response>;
}

/** Makes them for a server. */
export type CreateAttachments = (server: { store: Store; log: Log; now: () => number }) => Attachments;
