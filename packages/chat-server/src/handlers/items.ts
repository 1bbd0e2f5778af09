import { invalidField, itemNotFound } from '../errors.ts';
import { jsonResponse } from '../http.ts';
import type { Call, ServerContext } from '../server-context.ts';
import { isVisible, listVisibleItems, loadThread } from '../threads.ts';
import { listPage } from './list-page.ts';

/** More items than a page can show have no single opinion. */
const MAX_FEEDBACK_ITEMS = 100;

export async function listItems(
  { store, attachments }: ServerContext,
  { user, request }: Call<'items.list'>,
): Promise<Response> {
  const { thread_id } = request.params;
  await loadThread(store, user.id, thread_id);
  return jsonResponse(
    await listPage(request.params, (query) => listVisibleItems(store, user.id, thread_id, query, attachments)),
  );
}

export async function saveFeedback(
  { store }: ServerContext,
  { user, request }: Call<'items.feedback'>,
): Promise<Response> {
  const { thread_id, item_ids, kind } = request.params;
  if (item_ids.length === 0 || item_ids.length > MAX_FEEDBACK_ITEMS) {
    throw invalidField('params.item_ids', `expected 1 to ${MAX_FEEDBACK_ITEMS} ids, got ${item_ids.length}.`);
  }
  await loadThread(store, user.id, thread_id);
  for (const id of item_ids) {
    const item = await store.loadItem(user.id, thread_id, id);
    if (!item || !isVisible(item)) throw itemNotFound();
  }
  await store.saveFeedback(user.id, thread_id, item_ids, kind);
  return jsonResponse({});
}
