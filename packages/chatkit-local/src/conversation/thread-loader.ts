import type { Page, Thread, ThreadItem } from '@kb-assistant/protocol';
import type { ChatKitClient, StreamOptions } from '../transport/chatkit-client.ts';

/** How many items a page holds. */
const PAGE_SIZE = 30;

const EMPTY_PAGE: Page<ThreadItem> = { data: [], has_more: false };

/** What a server gives twice is there once, as it was given last: two items of one id would be one on the screen. */
const once = (items: readonly ThreadItem[]): ThreadItem[] => [
  ...new Map(items.map((item) => [item.id, item])).values(),
];

/**
 * A thread with its newest items, in ascending order; `items.after` is the cursor to the ones before.
 * The protocol gives a thread with its *oldest* page, so a longer one needs a second request.
 */
export async function loadThread(
  client: ChatKitClient,
  threadId: string,
  { signal, onRetry }: StreamOptions,
): Promise<Thread> {
  const thread = await client.json('threads.get_by_id', { thread_id: threadId }, signal, onRetry);
  const items = thread.items ?? EMPTY_PAGE;
  return {
    ...thread,
    items: items.has_more ? await loadItems(client, threadId, signal) : { ...items, data: once(items.data) },
  };
}

/** A page of items in ascending order: the newest ones, or those before the cursor. */
export async function loadItems(
  client: ChatKitClient,
  threadId: string,
  signal: AbortSignal,
  before?: string,
): Promise<Page<ThreadItem>> {
  const page = await client.json(
    'items.list',
    { thread_id: threadId, limit: PAGE_SIZE, order: 'desc', ...(before === undefined ? {} : { after: before }) },
    signal,
  );
  return { ...page, data: once(page.data.toReversed()) };
}
