import { invalidField, threadBusy, threadNotFound } from '../errors.ts';
import { jsonResponse } from '../http.ts';
import type { Call, ServerContext } from '../server-context.ts';
import { listPage } from './list-page.ts';
import { listVisibleItems, loadThread, PAGE_SIZE, toThread } from '../threads.ts';
import { oneLine } from '../title.ts';

export async function getThread(
  { store, attachments }: ServerContext,
  { user, request }: Call<'threads.get_by_id'>,
): Promise<Response> {
  const { thread_id } = request.params;
  const record = await loadThread(store, user.id, thread_id);
  const items = await listVisibleItems(store, user.id, thread_id, { limit: PAGE_SIZE, order: 'asc' }, attachments);
  return jsonResponse(toThread(record, items));
}

export async function listThreads(
  { store }: ServerContext,
  { user, request }: Call<'threads.list'>,
): Promise<Response> {
  const page = await listPage(request.params, (query) => store.listThreads(user.id, query));
  return jsonResponse({ ...page, data: page.data.map((record) => toThread(record)) });
}

export async function updateThread(
  { store, limits }: ServerContext,
  { user, request }: Call<'threads.update'>,
): Promise<Response> {
  const title = oneLine(request.params.title);
  if (title === '') throw invalidField('params.title', 'expected some text.');
  if (title.length > limits.titleLength) {
    throw invalidField(
      'params.title',
      `a title may have at most ${limits.titleLength} characters; it has ${title.length}.`,
    );
  }
  const record = await store.updateThread(user.id, request.params.thread_id, { title });
  if (!record) throw threadNotFound();
  return jsonResponse(toThread(record));
}

export async function deleteThread(
  { store, turns, attachments, limits }: ServerContext,
  { user, request }: Call<'threads.delete'>,
): Promise<Response> {
  const { thread_id } = request.params;
  await loadThread(store, user.id, thread_id);
  // An answer that went on would have nowhere to go.
  await turns.stop(user.id, thread_id, 'thread-deleted');
  // Held meanwhile: the files of a message that came now would be left behind.
  const held = await turns.begin(user.id, thread_id, { waitMs: limits.busyWaitMs, limitMs: limits.turnMs });
  if (!held) throw threadBusy();
  try {
    await attachments?.deleteOfThread(user.id, thread_id);
    await store.deleteThread(user.id, thread_id);
  } finally {
    await held.end();
  }
  return jsonResponse({});
}
