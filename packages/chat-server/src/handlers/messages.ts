import type { Attachment, ThreadEvent, UserMessageInput, UserMessageItem } from '@kb-assistant/protocol';
import { invalidField, itemNotFound, RequestError } from '../errors.ts';
import { newId } from '../ids.ts';
import { type Call, type ServerContext, timestamp } from '../server-context.ts';
import { type Question, startTurn } from '../start-turn.ts';
import type { AttachmentRecord, ThreadRecord } from '../store.ts';
import { isVisible, loadThread, newestFirst, toThread } from '../threads.ts';
import { createTurn, textOf } from '../turn.ts';
import { requireAttachments } from './attachments.ts';
import { dropPendingCalls } from './pending.ts';

/** A first message: makes the thread and answers. */
export async function createThread(server: ServerContext, call: Call<'threads.create'>): Promise<Response> {
  const { input } = call.request.params;
  checkInput(server, input);
  const record: ThreadRecord = {
    id: newId('thread'),
    created_at: timestamp(server),
    status: { type: 'active' },
    metadata: {},
  };
  return startTurn(server, call, record.id, async () => {
    const files = await checkFiles(server, call.user.id, input.attachments);
    await server.store.saveThread(call.user.id, record);
    const taken = await takeFiles(server, call.user.id, files, record.id).catch(async (error: unknown) => {
      // Of a message that was refused nothing is left.
      await server.store.deleteThread(call.user.id, record.id);
      throw error;
    });
    const message = await saveMessage(server, call.user.id, record.id, input, taken);
    return {
      ...questionOf(server, record, message),
      before: [
        { type: 'thread.created', thread: toThread(record) },
        { type: 'thread.item.done', item: await present(server, call.user.id, message) },
      ],
    };
  });
}

/** A further message. */
export async function addUserMessage(server: ServerContext, call: Call<'threads.add_user_message'>): Promise<Response> {
  const { thread_id, input } = call.request.params;
  checkInput(server, input);
  return startTurn(server, call, thread_id, async () => {
    const record = await loadOpenThread(server, call.user.id, thread_id);
    const files = await checkFiles(server, call.user.id, input.attachments, thread_id);
    const taken = await takeFiles(server, call.user.id, files, thread_id);
    const dropped = await dropPendingCalls(server, call.user.id, thread_id);
    const message = await saveMessage(server, call.user.id, thread_id, input, taken);
    const item = await present(server, call.user.id, message);
    return {
      ...questionOf(server, record, message),
      before: [...dropped, { type: 'thread.item.done', item }],
    };
  });
}

/** The same question again: removes what came after it, and tells so, then answers anew. */
export async function retryAfterItem(server: ServerContext, call: Call<'threads.retry_after_item'>): Promise<Response> {
  const { store } = server;
  const { thread_id, item_id } = call.request.params;
  return startTurn(server, call, thread_id, async () => {
    const record = await loadOpenThread(server, call.user.id, thread_id);
    const message = await store.loadItem(call.user.id, thread_id, item_id);
    if (!message) throw itemNotFound();
    if (message.type !== 'user_message') {
      throw invalidField('params.item_id', `expected a user's message, got an item of the type "${message.type}".`);
    }
    const first: ThreadEvent[] = [];
    // Newest first: where a store fails half-way, what is left is still a conversation without a gap.
    for await (const item of newestFirst(store, call.user.id, thread_id)) {
      if (item.id === item_id) break;
      await store.deleteItem(call.user.id, thread_id, item.id);
      if (!isVisible(item)) continue;
      await server.attachments?.deleteOfItem(call.user.id, item);
      first.push({ type: 'thread.item.removed', item_id: item.id });
    }
    return { ...questionOf(server, record, message), first };
  });
}

const questionOf = (server: ServerContext, record: ThreadRecord, message: UserMessageItem): Question => ({
  record,
  text: textOf(message.content),
  run: (source) => server.agent(createTurn(source, { type: 'message' }, message)),
});

const checkFiles = async (
  server: ServerContext,
  userId: string,
  ids: string[],
  threadId?: string,
): Promise<AttachmentRecord[]> => (ids.length === 0 ? [] : requireAttachments(server).check(userId, ids, threadId));

const takeFiles = async (
  server: ServerContext,
  userId: string,
  files: AttachmentRecord[],
  threadId: string,
): Promise<Attachment[]> => (files.length === 0 ? [] : requireAttachments(server).take(userId, files, threadId));

/** The message as its sender is told of it. */
const present = async ({ attachments }: ServerContext, userId: string, message: UserMessageItem) =>
  attachments ? attachments.present(userId, message) : message;

async function saveMessage(
  server: ServerContext,
  userId: string,
  threadId: string,
  { content, quoted_text, inference_options }: UserMessageInput,
  attachments: Attachment[],
): Promise<UserMessageItem> {
  const message: UserMessageItem = {
    type: 'user_message',
    id: newId('message'),
    thread_id: threadId,
    created_at: timestamp(server),
    content,
    attachments,
    ...(quoted_text === undefined ? {} : { quoted_text }),
    inference_options,
  };
  await server.store.saveItem(userId, threadId, message);
  return message;
}

export async function loadOpenThread(server: ServerContext, userId: string, threadId: string): Promise<ThreadRecord> {
  const record = await loadThread(server.store, userId, threadId);
  const { status } = record;
  if (status.type !== 'active') {
    throw new RequestError(
      `thread-${status.type}`,
      `This thread is ${status.type}${status.reason ? ` (${status.reason})` : ''}. Start a new one to go on.`,
    );
  }
  return record;
}

function checkInput(server: ServerContext, { content, attachments, quoted_text }: UserMessageInput): void {
  if (attachments.length > 0 && !server.attachments) {
    throw invalidField('params.input.attachments', 'this server takes no attachments; send the message without them.');
  }
  // A file may speak for itself.
  if (attachments.length === 0 && content.every((part) => part.text.trim() === '')) {
    throw invalidField('params.input.content', 'expected at least one part with text.');
  }
  const { limits } = server;
  const length = content.reduce((sum, part) => sum + part.text.length, quoted_text?.length ?? 0);
  if (length > limits.messageLength) {
    throw invalidField(
      'params.input',
      `the message may have at most ${limits.messageLength} characters, quoted text included; it has ${length}.`,
    );
  }
}
