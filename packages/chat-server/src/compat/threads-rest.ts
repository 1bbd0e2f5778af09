import type { Page, Thread, ThreadItem } from '@kb-assistant/protocol';
import type { User } from '../authenticate.ts';
import { invalidField } from '../errors.ts';
import { jsonResponse } from '../http.ts';
import { newId } from '../ids.ts';
import type { Store } from '../store.ts';
import { textOf } from '../turn.ts';
import { answerFailed } from './chat-completions.ts';
import { messageOf, type ProtocolClient } from './protocol-client.ts';

const PAGE_SIZE = 20;

/** A message as assistants' REST interfaces wrote it. */
interface RestMessage {
  id: string;
  thread_id: string;
  role: 'user' | 'assistant';
  content: string;
  created_at: string;
}

/** A new thread without a message, which the protocol itself does not know. */
export async function createThread(
  store: Store,
  client: ProtocolClient,
  user: User,
  body: Record<string, unknown>,
): Promise<Response> {
  const { metadata = {}, title } = body;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
    throw invalidField('metadata', 'expected an object.');
  }
  if (title !== undefined && typeof title !== 'string') throw invalidField('title', 'expected text.');
  const record = {
    id: newId('thread'),
    created_at: new Date().toISOString(),
    status: { type: 'active' as const },
    // What the browser says of a thread is kept apart from what the server knows of it.
    metadata: { client: metadata as Record<string, unknown> },
  };
  await store.saveThread(user.id, record);
  const thread_id = record.id;
  try {
    // The chat server says what a title may be.
    const thread =
      title === undefined
        ? await client.json('threads.get_by_id', { thread_id })
        : await client.json('threads.update', { thread_id, title });
    return jsonResponse({ ...threadOf(thread), metadata }, { status: 201 });
  } catch (error) {
    await store.deleteThread(user.id, thread_id);
    throw error;
  }
}

export async function listThreads(client: ProtocolClient, query: URLSearchParams): Promise<Response> {
  const page = await client.json('threads.list', pageParams(query, 'desc'));
  return jsonResponse({ ...page, data: page.data.map(threadOf) });
}

export async function getThread(client: ProtocolClient, thread_id: string): Promise<Response> {
  const thread = await client.json('threads.get_by_id', { thread_id });
  return jsonResponse({ ...threadOf(thread), messages: messagesOf(thread.items).data });
}

export async function deleteThread(client: ProtocolClient, thread_id: string): Promise<Response> {
  await client.json('threads.delete', { thread_id });
  return jsonResponse({ id: thread_id, deleted: true });
}

export async function listMessages(
  client: ProtocolClient,
  thread_id: string,
  query: URLSearchParams,
): Promise<Response> {
  return jsonResponse(messagesOf(await client.json('items.list', { thread_id, ...pageParams(query, 'asc') })));
}

/** Sends a message and waits for the whole answer. */
export async function addMessage(
  client: ProtocolClient,
  thread_id: string,
  body: Record<string, unknown>,
): Promise<Response> {
  const { content } = body;
  if (typeof content !== 'string') throw invalidField('content', 'expected text.');
  const messages: RestMessage[] = [];
  for await (const event of await client.events(...messageOf(content, thread_id))) {
    if (event.type === 'thread.item.done') messages.push(...messageOfItem(event.item));
    if (event.type === 'error') throw answerFailed(event);
  }
  const answers = messages.filter(({ role }) => role === 'assistant');
  return jsonResponse({
    ...(answers.at(-1) ?? { thread_id, role: 'assistant' }),
    content: answers.map((each) => each.content).join('\n\n'),
    user_message: messages.find(({ role }) => role === 'user'),
  });
}

const threadOf = ({ id, title, created_at, status }: Thread) => ({ id, title, created_at, status: status.type });

const messagesOf = ({ data, ...page }: Page<ThreadItem>): Page<RestMessage> => ({
  ...page,
  data: data.flatMap(messageOfItem),
});

function messageOfItem({ id, thread_id, created_at, ...item }: ThreadItem): RestMessage[] {
  switch (item.type) {
    case 'user_message':
      return [{ id, thread_id, role: 'user', content: textOf(item.content), created_at }];
    case 'assistant_message':
      return [{ id, thread_id, role: 'assistant', content: item.content.map(({ text }) => text).join(''), created_at }];
    default:
      // These interfaces knew text only.
      return [];
  }
}

function pageParams(query: URLSearchParams, usual: 'asc' | 'desc') {
  const order = query.get('order') ?? usual;
  if (order !== 'asc' && order !== 'desc') throw invalidField('order', 'expected asc or desc.');
  const after = query.get('after');
  return { limit: Number(query.get('limit') ?? PAGE_SIZE), order, ...(after === null ? {} : { after }) } as const;
}
