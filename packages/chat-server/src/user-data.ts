import type { Page, StoredItem } from '@kb-assistant/protocol';
import type { AttachmentRecord, FeedbackKind, PageQuery, Store, ThreadRecord, ToolCallRecord } from './store.ts';

/** How many entries are read at once. */
const CHUNK = 100;

/** One thing that is stored of a user. */
export type UserDataEntry =
  | { type: 'thread'; thread: ThreadRecord }
  | { type: 'item'; item: StoredItem; feedback?: FeedbackKind }
  /** `bytes` in Base64, where the export was told where they lie; `null` where they are gone. */
  | { type: 'attachment'; attachment: AttachmentRecord; bytes?: string | null }
  | { type: 'tool_call'; call: ToolCallRecord };

/**
 * All that a store holds of a user, piece by piece: each thread, oldest change first, with its items and attachments,
 * then attachments that were never sent, then the audit of tool calls. Notes that no client ever sees are part of it.
 *
 * It is for whoever runs the server: it asks nobody for permission.
 *
 * @param files Where the bytes of attachments lie, where the server takes any: their `AttachmentStorage`. Without it,
 *   the export names the files and does not hold them.
 * @example
 * for await (const entry of exportUserData(store, 'user_1', storage)) file.write(`${JSON.stringify(entry)}\n`);
 */
export async function* exportUserData(
  store: Store,
  userId: string,
  files?: { read(id: string): Promise<Uint8Array | null> },
): AsyncGenerator<UserDataEntry, void, undefined> {
  async function* attachmentsOf(threadId: string | null): AsyncGenerator<UserDataEntry, void, undefined> {
    for (const attachment of await store.listAttachments(userId, threadId)) {
      yield { type: 'attachment', attachment, ...(files ? { bytes: base64(await files.read(attachment.id)) } : {}) };
    }
  }

  for await (const thread of allOf((query) => store.listThreads(userId, query))) {
    yield { type: 'thread', thread };
    const feedback = await store.loadFeedback(userId, thread.id);
    for await (const item of allOf((query) => store.listItems(userId, thread.id, query))) {
      const kind = feedback.get(item.id);
      yield { type: 'item', item, ...(kind === undefined ? {} : { feedback: kind }) };
    }
    yield* attachmentsOf(thread.id);
  }
  yield* attachmentsOf(null);
  for await (const call of allOf((query) => store.listToolCalls(userId, query))) yield { type: 'tool_call', call };
}

/**
 * Deletes all that belongs to a user: the files first, then everything in the store at once. What fails in between may
 * be done again. End the user's sessions first, or new threads may come up meanwhile.
 *
 * @param files Where the bytes of attachments lie, where the server takes any: their `AttachmentStorage`.
 * @example
 * await deleteUserData(store, 'user_1', files);
 */
export async function deleteUserData(
  store: Store,
  userId: string,
  files?: { delete(id: string): Promise<void> },
): Promise<void> {
  if (files) {
    for await (const entry of exportUserData(store, userId)) {
      if (entry.type === 'attachment') await files.delete(entry.attachment.id);
    }
  }
  await store.deleteUser(userId);
}

/** In pieces, because a call takes only so many arguments. */
function base64(bytes: Uint8Array | null): string | null {
  if (!bytes) return null;
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

async function* allOf<T>(list: (query: PageQuery) => Promise<Page<T>>): AsyncGenerator<T, void, undefined> {
  let page: Page<T> | undefined;
  do {
    page = await list({ limit: CHUNK, order: 'asc', after: page?.after });
    yield* page.data;
  } while (page.has_more);
}
