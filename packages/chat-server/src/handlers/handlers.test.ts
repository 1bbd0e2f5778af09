import type { Page, StoredItem, Thread, ThreadItem } from '@kb-assistant/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  ADA,
  aborted,
  BOB,
  eventsOf,
  inputOf,
  isText,
  only,
  reading,
  type TestServer,
  testServer,
} from '../testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = testServer();
});

const json = async <T>(response: Promise<Response>): Promise<T> => {
  const answer = await response;
  expect(answer.status).toBe(200);
  return (await answer.json()) as T;
};
const codeOf = async (response: Promise<Response>): Promise<string> =>
  ((await (await response).json()) as { error: { code: string } }).error.code;

/** A thread in the store whose items have these ids; those that start with "h" are hidden. */
async function threadWith(...ids: string[]): Promise<string> {
  await server.store.saveThread(ADA, {
    id: 'thr_1',
    created_at: '2026-01-01T00:00:00.000Z',
    status: { type: 'active' },
    metadata: { plan: 'secret' },
  });
  for (const id of ids) {
    const base = { id, thread_id: 'thr_1', created_at: '2026-01-01T00:00:00.000Z' };
    const item: StoredItem = id.startsWith('h')
      ? { ...base, type: 'hidden_context_item', content: 'hidden' }
      : { ...base, type: 'assistant_message', content: [{ type: 'output_text', text: id, annotations: [] }] };
    await server.store.saveItem(ADA, 'thr_1', item);
  }
  return 'thr_1';
}
const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i + 1}`);
const idsOf = (page: Page<{ id: string }>) => page.data.map(({ id }) => id);

describe('threads.get_by_id', () => {
  it('gives the thread with its first items, without what only the server may know', async () => {
    const thread_id = await threadWith(...numbered('a', 21));
    const thread = await json<Thread>(server.post('threads.get_by_id', { thread_id }));
    expect(thread).toMatchObject({ id: thread_id, status: { type: 'active' }, items: { has_more: true } });
    expect(thread).not.toHaveProperty('metadata');
    expect(idsOf(thread.items)).toEqual(numbered('a', 20));
  });
});

describe('items.list', () => {
  const list = (params: { limit?: number; order?: 'asc' | 'desc'; after?: string }) =>
    json<Page<ThreadItem>>(server.post('items.list', { thread_id: 'thr_1', ...params }));

  it('gives the newest 20 where nothing else is asked for', async () => {
    await threadWith(...numbered('a', 25));
    const page = await list({});
    expect(idsOf(page)).toEqual(numbered('a', 25).toReversed().slice(0, 20));
    expect(idsOf(await list({ after: page.after! }))).toEqual(['a5', 'a4', 'a3', 'a2', 'a1']);
  });

  it('goes on from the first page of the thread', async () => {
    await threadWith(...numbered('a', 25));
    const { items } = await json<Thread>(server.post('threads.get_by_id', { thread_id: 'thr_1' }));
    expect(idsOf(await list({ order: 'asc', after: items.after! }))).toEqual(['a21', 'a22', 'a23', 'a24', 'a25']);
  });

  it('fills its pages although hidden items lie between', async () => {
    await threadWith('h1', 'a1', 'h2', 'h3', 'a2', 'a3', 'h4', 'a4', 'h5');
    const first = await list({ limit: 2, order: 'asc' });
    expect(idsOf(first)).toEqual(['a1', 'a2']);
    expect(first.has_more).toBe(true);
    const second = await list({ limit: 2, order: 'asc', after: first.after! });
    expect(idsOf(second)).toEqual(['a3', 'a4']);
    expect(second).not.toHaveProperty('after');
    expect(second.has_more).toBe(false);
  });

  it('promises no more where all that is left is hidden, however much that is', async () => {
    await threadWith('a1', ...numbered('h', 120));
    expect(await list({ limit: 1, order: 'asc' })).toMatchObject({ has_more: false });
    expect(await list({ limit: 1, order: 'desc' })).toMatchObject({ data: [{ id: 'a1' }], has_more: false });
  });

  it('gives an empty page of a thread in which all is hidden', async () => {
    await threadWith('h1', 'h2');
    expect(await list({ limit: 1 })).toEqual({ data: [], has_more: false });
  });
});

describe('threads.list', () => {
  it('gives the threads of whoever asks, newest first, without their items', async () => {
    const first = await server.askNew('One');
    const second = await server.askNew('Two');
    await server.askNew('Three', BOB);
    const page = await json<Page<Thread>>(server.post('threads.list', { limit: 1 }));
    expect(page).toMatchObject({
      data: [{ id: second.threadId, title: 'Two', items: { data: [], has_more: false } }],
      has_more: true,
    });
    expect(page.data[0]).not.toHaveProperty('metadata');
    expect(idsOf(await json(server.post('threads.list', { limit: 1, after: page.after! })))).toEqual([first.threadId]);
  });
});

describe('threads.update', () => {
  it('renames a thread, on one line', async () => {
    const { threadId } = await server.askNew('One');
    const thread = await json<Thread>(server.post('threads.update', { thread_id: threadId, title: ' My\n  thread ' }));
    expect(thread).toMatchObject({ id: threadId, title: 'My thread' });
    expect((await server.store.loadThread(ADA, threadId))?.title).toBe('My thread');
  });

  it.each([
    ['', 'expected some text'],
    [' \n', 'expected some text'],
    ['x'.repeat(201), 'at most 200 characters; it has 201'],
  ])('refuses %j', async (title, problem) => {
    const { threadId } = await server.askNew('One');
    const response = await server.post('threads.update', { thread_id: threadId, title });
    expect(response.status).toBe(400);
    expect((await response.json()).message).toMatch(new RegExp(`^params.title: .*${problem}`));
    expect((await server.store.loadThread(ADA, threadId))?.title).toBe('One');
  });
});

describe('threads.delete', () => {
  it('removes a thread for good', async () => {
    const { threadId } = await server.askNew('One');
    expect(await json(server.post('threads.delete', { thread_id: threadId }))).toEqual({});
    expect((await server.post('threads.get_by_id', { thread_id: threadId })).status).toBe(404);
    expect((await server.post('threads.delete', { thread_id: threadId })).status).toBe(404);
  });

  it('ends the answer that is being given in it, and nothing of that comes back', async () => {
    server = testServer({
      agent: async function* (turn) {
        yield 'Well';
        await aborted(turn.signal);
        yield 'never';
      },
    });
    const stream = reading(await server.ask('One'));
    const created = await stream.until((event) => event.type === 'thread.created');
    const thread_id = created.type === 'thread.created' ? created.thread.id : '';
    await stream.until(isText);
    expect(await json(server.post('threads.delete', { thread_id }))).toEqual({});
    expect(await stream.next()).toEqual({ type: 'error', code: 'stream.error', allow_retry: false });
    expect(await stream.next()).toBeNull();
    expect(await server.store.loadThread(ADA, thread_id)).toBeNull();
    expect(server.log).toContainEqual(expect.objectContaining({ event: 'turn', outcome: 'thread-deleted' }));
  });
});

describe('items.feedback', () => {
  it('is kept, and the last one counts', async () => {
    const thread_id = await threadWith('a1', 'a2');
    await json(server.post('items.feedback', { thread_id, item_ids: ['a1', 'a2'], kind: 'positive' }));
    expect(await json(server.post('items.feedback', { thread_id, item_ids: ['a2'], kind: 'negative' }))).toEqual({});
    expect(Object.fromEntries(await server.store.loadFeedback(ADA, thread_id))).toEqual({
      a1: 'positive',
      a2: 'negative',
    });
  });

  it('is refused as a whole where one item is not there, or hidden', async () => {
    const thread_id = await threadWith('a1', 'h1');
    for (const id of ['a9', 'h1']) {
      const response = server.post('items.feedback', { thread_id, item_ids: ['a1', id], kind: 'positive' });
      expect(await codeOf(response)).toBe('item-not-found');
    }
    expect(await server.store.loadFeedback(ADA, thread_id)).toEqual(new Map());
  });

  it.each([0, 101])('is refused for %i items', async (count) => {
    const thread_id = await threadWith('a1');
    const response = await server.post('items.feedback', {
      thread_id,
      item_ids: numbered('a', count),
      kind: 'positive',
    });
    expect(response.status).toBe(400);
  });
});

describe('a message', () => {
  const add = (threadId: string, input: object) =>
    server.post('threads.add_user_message', { thread_id: threadId, input: input });

  it('is stored with its tags, its quote and its options, without what the client made up', async () => {
    const content = [
      { type: 'input_text', text: 'Who is ' },
      { type: 'input_tag', id: 'u1', text: 'Grace', data: { team: 'navy' }, group: 'people', interactive: true },
    ];
    const input = { content, quoted_text: 'Amazing', inference_options: { model: 'm', tool_choice: { id: 't' } } };
    const { threadId } = await server.askNew('Hello');
    const events = await eventsOf(await add(threadId, { ...input, id: 'msg_mine', created_at: 'yesterday' }));
    const message = only(events, 'thread.item.done')[0]!.item;
    expect(message).toEqual({
      ...input,
      type: 'user_message',
      id: expect.stringMatching(/^msg_/),
      thread_id: threadId,
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      attachments: [],
    });
    expect(await server.store.loadItem(ADA, threadId, message.id)).toEqual(message);
  });

  it('may have up to the limit of characters, its quote included', async () => {
    server = testServer({ limits: { messageLength: 10 } });
    const { threadId } = await server.askNew('1234567890');
    const tooLong = [inputOf('12345678901'), { ...inputOf('12345'), quoted_text: '123456' }];
    for (const input of tooLong) {
      const response = await add(threadId, input);
      expect(response.status).toBe(400);
      expect((await response.json()).message).toContain('at most 10 characters, quoted text included; it has 11');
    }
    expect((await server.store.listItems(ADA, threadId, { limit: 9, order: 'asc' })).data).toHaveLength(2);
  });

  it.each(['locked', 'closed'] as const)('is refused by a %s thread, and so is a retry', async (type) => {
    const { threadId, messageId } = await server.askNew('Hello');
    const record = (await server.store.loadThread(ADA, threadId))!;
    await server.store.saveThread(ADA, { ...record, status: { type, reason: 'Solved' } });
    const responses = [
      await add(threadId, inputOf('More')),
      await server.post('threads.retry_after_item', { thread_id: threadId, item_id: messageId }),
    ];
    for (const response of responses) {
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({
        error: { code: `thread-${type}`, message: expect.stringContaining('Solved') },
      });
    }
    expect((await server.store.listItems(ADA, threadId, { limit: 9, order: 'asc' })).data).toHaveLength(2);
    // The refusal has given the thread free again.
    await server.store.saveThread(ADA, record);
    expect((await eventsOf(await server.ask('More', threadId))).length).toBeGreaterThan(0);
  });
});

describe('threads.retry_after_item', () => {
  it('removes what came after the message, tells so, and answers anew', async () => {
    let answers = 0;
    server = testServer({
      agent: async function* (turn) {
        yield `Answer ${++answers} to ${turn.text}, after ${(await turn.history()).length}`;
      },
    });
    const { threadId, messageId, events } = await server.askNew('One');
    const firstAnswer = only(events, 'thread.item.done')[1]!.item.id;
    const more = only(await eventsOf(await server.ask('Two', threadId)), 'thread.item.done');

    const retried = await eventsOf(
      await server.post('threads.retry_after_item', { thread_id: threadId, item_id: messageId }),
    );
    expect(retried[0]?.type).toBe('stream_options');
    expect(only(retried, 'thread.item.removed').map((event) => event.item_id)).toEqual([
      more[1]!.item.id,
      more[0]!.item.id,
      firstAnswer,
    ]);
    const { data } = await server.store.listItems(ADA, threadId, { limit: 9, order: 'asc' });
    expect(data.map(({ type }) => type)).toEqual(['user_message', 'assistant_message']);
    expect(data[1]).toMatchObject({ content: [{ text: 'Answer 3 to One, after 0' }] });
  });

  it('leaves what came before the message', async () => {
    const { threadId } = await server.askNew('One');
    const [second] = only(await eventsOf(await server.ask('Two', threadId)), 'thread.item.done');
    const retry = { thread_id: threadId, item_id: second!.item.id };
    await eventsOf(await server.post('threads.retry_after_item', retry));
    const { data } = await server.store.listItems(ADA, threadId, { limit: 9, order: 'asc' });
    expect(data.map((item) => ((item as { content: unknown }).content as { text: string }[])[0]!.text)).toEqual([
      'One',
      'You asked: One',
      'Two',
      'You asked: Two',
    ]);
  });

  it('removes hidden items too, without a word of them', async () => {
    const { threadId, messageId } = await server.askNew('One');
    await server.store.saveItem(ADA, threadId, {
      type: 'hidden_context_item',
      id: 'h1',
      thread_id: threadId,
      created_at: '2026-01-01T00:00:00.000Z',
      content: 'x',
    });
    const response = await server.post('threads.retry_after_item', { thread_id: threadId, item_id: messageId });
    expect(await response.text()).not.toContain('h1');
    expect(await server.store.loadItem(ADA, threadId, 'h1')).toBeNull();
  });

  it('refuses an item that is not there, and one that no person wrote', async () => {
    const { threadId, events } = await server.askNew('One');
    const retry = (item_id: string) => server.post('threads.retry_after_item', { thread_id: threadId, item_id });
    expect(await codeOf(retry('msg_9'))).toBe('item-not-found');
    const response = await retry(only(events, 'thread.item.done')[1]!.item.id);
    expect(response.status).toBe(400);
    expect((await response.json()).message).toContain('params.item_id');
    expect((await server.store.listItems(ADA, threadId, { limit: 9, order: 'asc' })).data).toHaveLength(2);
  });
});

it.each([
  ['threads.custom_action', { thread_id: 't', action: { type: 'a' } }, 'onAction'],
  ['threads.sync_custom_action', { thread_id: 't', action: { type: 'a' } }, 'onSyncAction'],
  ['attachments.create', { name: 'a', size: 1, mime_type: 'text/plain' }, 'attachments'],
  ['attachments.delete', { attachment_id: 'a' }, 'attachments'],
  ['input.transcribe', { audio_base64: '', mime_type: 'audio/mp4' }, 'transcribe'],
] as const)('%s names the option that a server was made without', async (type, params, option) => {
  const response = await server.post(type, params);
  expect(response.status).toBe(501);
  expect(await response.json()).toMatchObject({
    error: { code: 'not-supported', message: expect.stringContaining(`\`${option}\``) },
  });
});
