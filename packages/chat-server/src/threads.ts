import type { Page, StoredItem, Thread, ThreadItem } from '@kb-assistant/protocol';
import type { Attachments } from './attachments/attachment-port.ts';
import { threadNotFound } from './errors.ts';
import type { PageQuery, Store, ThreadRecord } from './store.ts';

/** The size of a page where the client does not say. */
export const PAGE_SIZE = 20;

/** How many items are read at once where the server looks for something. */
const CHUNK = 50;

/** @throws {RequestError} `thread-not-found`, whether there is none or it is somebody else's. */
export async function loadThread(store: Store, userId: string, threadId: string): Promise<ThreadRecord> {
  const record = await store.loadThread(userId, threadId);
  if (!record) throw threadNotFound();
  return record;
}

/** The thread as a client sees it: without the server's metadata. */
export function toThread(record: ThreadRecord, items?: Page<ThreadItem>): Thread {
  const { metadata: _, ...thread } = record;
  return { ...thread, items: items ?? { data: [], has_more: false } };
}

export const isVisible = (item: StoredItem): item is ThreadItem =>
  item.type !== 'hidden_context_item' && item.type !== 'sdk_hidden_context';

/** A page of the items that a client may see. Hidden ones take no place in it, and do not count as more. */
export async function listVisibleItems(
  store: Store,
  userId: string,
  threadId: string,
  { limit, order, after }: PageQuery,
  attachments?: Attachments,
): Promise<Page<ThreadItem>> {
  const found: ThreadItem[] = [];
  let page: Page<StoredItem>;
  do {
    // Never more than still fit: so the page that fills up ends with a visible item, and its cursor points there.
    page = await store.listItems(userId, threadId, { limit: limit - found.length, order, after });
    found.push(...page.data.filter(isVisible));
    after = page.after;
  } while (found.length < limit && page.has_more);
  const data = attachments ? await Promise.all(found.map((item) => attachments.present(userId, item))) : found;

  const cursor = after;
  while (page.has_more) {
    page = await store.listItems(userId, threadId, { limit: CHUNK, order, after });
    if (page.data.some(isVisible)) return { data, has_more: true, ...(cursor === undefined ? {} : { after: cursor }) };
    after = page.after;
  }
  return { data, has_more: false };
}

/** All items of a thread, the newest first, hidden ones included, read as they are asked for. */
export async function* newestFirst(
  store: Store,
  userId: string,
  threadId: string,
): AsyncGenerator<StoredItem, void, undefined> {
  let page: Page<StoredItem> | undefined;
  do {
    page = await store.listItems(userId, threadId, { limit: CHUNK, order: 'desc', after: page?.after });
    yield* page.data;
  } while (page.has_more);
}
