import type { CustomActionParams, ThreadItem, WidgetItem } from '@kb-assistant/protocol';
import { invalidField, itemNotFound, RequestError, tooMany } from '../errors.ts';
import { jsonResponse } from '../http.ts';
import { requireRate } from '../rate-limit.ts';
import type { Call, ServerContext } from '../server-context.ts';
import { startTurn } from '../start-turn.ts';
import { isVisible, loadThread } from '../threads.ts';
import { createActionTurn, createSyncActionTurn } from '../turn.ts';

/**
 * An action that is answered by a stream. A locked or closed thread takes it too: a button may be what opens it again,
 * and whoever reacts sees the status.
 */
export async function customAction(server: ServerContext, call: Call<'threads.custom_action'>): Promise<Response> {
  const { action: react } = server;
  if (!react) throw notSupported('onAction');
  const { params } = call.request;
  return startTurn(server, call, params.thread_id, async () => {
    const record = await loadThread(server.store, call.user.id, params.thread_id);
    const item = await loadSender(server, call.user.id, params);
    return { record, run: (source) => react(createActionTurn(source, params.action, item)) };
  });
}

/** An action that is answered at once. It does not wait for an answer that is being given. */
export async function syncCustomAction(
  server: ServerContext,
  call: Call<'threads.sync_custom_action'>,
): Promise<Response> {
  const { store, attachments, syncAction: react, limits, atOnce } = server;
  if (!react) throw notSupported('onSyncAction');
  const { user, locale, request } = call;
  const record = await loadThread(store, user.id, request.params.thread_id);
  const item = await loadSender(server, user.id, request.params);
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(limits.turnMs)]);
  const source = { store, attachments, record, user, locale, context: request.metadata, signal };
  await requireRate(server.rateLimit, user.id);
  const turn = createSyncActionTurn(source, request.params.action, item);
  const { turnsPerUser } = limits;
  const refuse = () => tooMany(turnsPerUser, 'actions');
  const updated = await atOnce.run(user.id, turnsPerUser, refuse, async () => react(turn));
  if (!updated) return jsonResponse({});
  return jsonResponse({ updated_item: await saveVersion(server, user.id, record.id, updated) });
}

async function saveVersion(
  { store, attachments }: ServerContext,
  userId: string,
  threadId: string,
  version: ThreadItem,
): Promise<ThreadItem> {
  const before = await store.loadItem(userId, threadId, version.id);
  if (!before || !isVisible(before)) throw new TypeError('onSyncAction gave an item that the thread does not have.');
  const { id, thread_id, created_at } = before;
  const item = { ...version, id, thread_id, created_at };
  await store.saveItem(userId, threadId, item);
  return attachments ? attachments.present(userId, item) : item;
}

/** The widget that an action came from. */
async function loadSender(
  { store }: ServerContext,
  userId: string,
  { thread_id, item_id }: CustomActionParams,
): Promise<WidgetItem | undefined> {
  if (item_id === undefined) return undefined;
  const item = await store.loadItem(userId, thread_id, item_id);
  if (!item || !isVisible(item)) throw itemNotFound();
  if (item.type === 'widget') return item;
  throw invalidField('params.item_id', `expected a widget, got an item of the type "${item.type}".`);
}

const notSupported = (option: string): RequestError =>
  new RequestError('not-supported', `This server reacts to no such actions: createChatServer has no \`${option}\`.`);
