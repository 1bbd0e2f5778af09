import type { Page, StoredItem } from '@kb-assistant/protocol';
import type { AttachmentRecord, FeedbackKind, PageQuery, Store, ThreadRecord, ToolCallRecord } from './store.ts';

/** How many entries are read at once. */
const CHUNK = 100;

/** One thing that is stored of a user. */
export type UserDataEntry =
  | { type: 'thread'; thread: ThreadRecord }
  | { type: 'item'; item: StoredItem; feedback?: FeedbackKind }
  | { type: 'attachment'; attachment: AttachmentRecord }
  | { type: 'tool_call'; call: ToolCallRecord };

/**
 * All that a store holds of a user, piece by piece: each thread, oldest change first, with its items and attachments,
 * then attachments that were never sent, then the audit of tool calls. Notes that no client ever sees are part of it.
 *
 * It is for whoever runs the server: it asks nobody for permission.
 *
 * @example
 * for await (const entry of exportUserData(store, 'user_1')) file.write(`${JSON.stringify(entry)}\n`);
 */
export async function* exportUserData(store: Store, userId: string): AsyncGenerator<UserDataEntry, void, undefined> {
  for await (const thread of allOf((query) => store.listThreads(userId, query))) {
    yield { type: 'thread', thread };
    const feedback = await store.loadFeedback(userId, thread.id);
    for await (const item of allOf((query) => store.listItems(userId, thread.id, query))) {
      const kind = feedback.get(item.id);
      yield { type: 'item', item, ...(kind === undefined ? {} : { feedback: kind }) };
    }
    for (const attachment of await store.listAttachments(userId, thread.id)) yield { type: 'attachment', attachment };
  }
  for (const attachment of await store.listAttachments(userId, null)) yield { type: 'attachment', attachment };
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

async function* allOf<T>(list: (query: PageQuery) => Promise<Page<T>>): AsyncGenerator<T, void, undefined> {
  let page: Page<T> | undefined;
  do {
    page = await list({ limit: CHUNK, order: 'asc', after: page?.after });
    yield* page.data;
  } while (page.has_more);
}
