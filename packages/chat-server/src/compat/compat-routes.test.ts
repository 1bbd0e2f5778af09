import { readEvents, SseSplitter } from '@kb-assistant/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryRateLimiter } from '../../../session/src/limits/memory-rate-limiter.ts';
import type { Agent } from '../agent.ts';
import { ADA, aborted, BOB, outcomesOf, type TestServer, testServer } from '../testing/test-server.ts';
import { type CompatOptions, compatRoutes } from './index.ts';

const BASE = '/api/v1/chatkit';
const agent: Agent = async function* (turn) {
  const before = (await turn.history()).filter(({ type }) => type === 'user_message').length;
  yield `${before}: `;
  yield turn.text;
};
const authenticate = (request: Request) => {
  const id = /^Bearer (\w+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  return id === undefined ? null : { user: { id } };
};

let server: TestServer;
let compat: ReturnType<typeof compatRoutes>;
let logged: unknown[];

function open(options: Parameters<typeof testServer>[0] = {}, more: Partial<CompatOptions> = {}) {
  server = testServer({ agent, authenticate, allowedOrigins: ['https://old.example'], ...options });
  logged = [];
  compat = compatRoutes({
    chat: server.send,
    store: server.store,
    authenticate,
    basePath: `${BASE}/`,
    log: (entry) => logged.push(entry),
    ...more,
  });
}
beforeEach(() => open());

const call = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  user: string | null = ADA,
) =>
  compat(
    new Request(`http://localhost:8000${BASE}${path}`, {
      method,
      headers: {
        ...(user === null ? {} : { Authorization: `Bearer ${user}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
const fromOld = { Origin: 'https://old.example' };
const json = async (response: Response) => (await response.json()) as Record<string, any>;
const messages = (...texts: string[]) => ({ messages: texts.map((content) => ({ role: 'user', content })) });

describe('a limit on how often somebody may ask', () => {
  it('counts threads that begin without a message with all else, each user for themselves', async () => {
    const rateLimit = memoryRateLimiter({ limit: 2 });
    open({ rateLimit }, { rateLimit });
    expect((await call('POST', '/threads', {})).status).toBe(201);
    expect((await call('POST', '/message', { message: 'Hello' })).status).toBe(200);
    const refused = await call('POST', '/threads', {}, fromOld);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await json(refused)).toMatchObject({ error: { code: 'rate-limited' } });
    expect((await call('POST', '/threads', {}, {}, BOB)).status).toBe(201);
    expect((await json(await call('GET', '/threads')))['data']).toHaveLength(2);
  });
});

describe('threads over REST', () => {
  const newThread = async (user = ADA): Promise<string> =>
    (await json(await call('POST', '/threads', { metadata: {} }, {}, user)))['id'] as string;

  it('begin without a message, are asked, listed, read and deleted, as the old curl lines did', async () => {
    const created = await call('POST', '/threads', { metadata: { source: 'web' } });
    expect(created.status).toBe(201);
    const thread = await json(created);
    expect(thread).toEqual({
      id: expect.stringMatching(/^thr_/),
      created_at: expect.any(String),
      status: 'active',
      metadata: { source: 'web' },
    });
    const answer = await json(await call('POST', `/threads/${thread.id}/messages`, { content: 'List my tasks' }));
    expect(answer).toMatchObject({
      id: expect.stringMatching(/^msg_/),
      thread_id: thread.id,
      role: 'assistant',
      content: '0: List my tasks',
      user_message: { role: 'user', content: 'List my tasks' },
    });
    await call('POST', `/threads/${thread.id}/messages`, { content: 'Again' });

    const page = await json(await call('GET', `/threads/${thread.id}/messages?limit=3`));
    expect(page.data.map(({ role, content }: { role: string; content: string }) => `${role}: ${content}`)).toEqual([
      'user: List my tasks',
      'assistant: 0: List my tasks',
      'user: Again',
    ]);
    const rest = await json(await call('GET', `/threads/${thread.id}/messages?limit=3&after=${page.after}`));
    expect(rest).toMatchObject({ data: [{ content: '1: Again' }], has_more: false });

    expect(await json(await call('GET', `/threads/${thread.id}`))).toMatchObject({
      id: thread.id,
      title: 'List my tasks',
      messages: [{}, {}, {}, {}],
    });
    expect((await json(await call('GET', '/threads'))).data).toMatchObject([{ id: thread.id }]);
    expect(await json(await call('DELETE', `/threads/${thread.id}`))).toEqual({ id: thread.id, deleted: true });
    expect((await call('GET', `/threads/${thread.id}`)).status).toBe(404);
  });

  it('keep what the browser says of a thread apart from what the server knows of it', async () => {
    const { id } = await json(await call('POST', '/threads', { metadata: { plan: 'forged' } }));
    expect((await server.store.loadThread(ADA, id))?.metadata).toEqual({ client: { plan: 'forged' } });
  });

  it('take a title within the limits of the chat server, and leave nothing where it is refused', async () => {
    expect(await json(await call('POST', '/threads', { title: ' Tasks\nof today ' }))).toMatchObject({
      title: 'Tasks of today',
    });
    const refused = await call('POST', '/threads', { title: 'x'.repeat(201) });
    expect([refused.status, (await json(refused)).error.code]).toEqual([400, 'invalid-request']);
    expect((await json(await call('GET', '/threads'))).data).toHaveLength(1);
  });

  it.each<[method: string, path: string, body?: object]>([
    ['GET', ''],
    ['DELETE', ''],
    ['GET', '/messages'],
    ['POST', '/messages', { content: 'Let me in' }],
  ])('of somebody else are not there for %s {id}%s', async (method, path, body) => {
    const hers = await newThread();
    const response = await call(method, `/threads/${hers}${path}`, body, {}, BOB);
    expect(response.status).toBe(404);
    expect((await json(response)).error.code).toBe('thread-not-found');
    expect((await json(await call('GET', '/threads', undefined, {}, BOB))).data).toEqual([]);
    expect(await server.store.loadThread(ADA, hers)).not.toBeNull();
  });

  it.each<[method: string, path: string, body?: object]>([
    ['POST', '/threads', {}],
    ['GET', '/threads'],
    ['GET', '/threads/thr_1'],
    ['POST', '/threads/thr_1/messages', { content: 'x' }],
    ['POST', '/', messages('x')],
    ['POST', '/message', { message: 'x' }],
  ])('and all else ask who is asking: %s %s', async (method, path, body) => {
    expect((await call(method, path, body, {}, null)).status).toBe(401);
  });

  it('read nothing of strangers', async () => {
    let read = false;
    const body = new ReadableStream({ pull: () => void (read = true) }, { highWaterMark: 0 });
    for (const path of ['', '/message', '/threads', '/threads/thr_1/messages']) {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, duplex: 'half' };
      const response = await compat(new Request(`http://localhost${BASE}${path}`, init));
      expect([path, response.status, read]).toEqual([path, 401, false]);
    }
  });

  it('say that an answer failed', async () => {
    open({
      agent: async function* () {
        yield 'Half';
        throw new Error('no');
      },
    });
    const response = await call('POST', `/threads/${await newThread()}/messages`, { content: 'x' });
    expect(response.status).toBe(500);
    expect((await json(response)).error.code).toBe('internal-error');
  });
});

describe('{ messages, stream }', () => {
  it('is answered by a chat completion, in a conversation that the header names', async () => {
    const first = await call('POST', '', messages('Add a task'));
    const conversation = first.headers.get('x-conversation-id')!;
    expect(await json(first)).toEqual({
      id: expect.stringMatching(/^msg_/),
      object: 'chat.completion',
      created: expect.any(Number),
      model: 'kb-assistant',
      choices: [{ index: 0, message: { role: 'assistant', content: '0: Add a task' }, finish_reason: 'stop' }],
    });
    const second = await call('POST', '/', messages('Add a task', 'And another'), {
      'X-Conversation-Id': conversation,
    });
    expect(second.headers.get('x-conversation-id')).toBe(conversation);
    expect((await json(second)).choices[0].message.content).toBe('1: And another');
    const his = await call('POST', '/', messages('x'), { 'X-Conversation-Id': conversation }, BOB);
    expect(his.status).toBe(404);
  });

  it('streams its chunks, and ends in [DONE]', async () => {
    const response = await call('POST', '', { ...messages('Hi'), stream: true });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('x-conversation-id')).toMatch(/^thr_/);
    expect(response.headers.get('access-control-expose-headers')).toBe('X-Conversation-Id');
    const data = new SseSplitter().push(await response.text());
    expect(data.at(-1)).toBe('[DONE]');
    const chunks = data.slice(0, -1).map((each) => JSON.parse(each));
    expect(chunks.map(({ choices }) => choices[0])).toEqual([
      { index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null },
      { index: 0, delta: { content: '0: ' }, finish_reason: null },
      { index: 0, delta: { content: 'Hi' }, finish_reason: null },
      { index: 0, delta: {}, finish_reason: 'stop' },
    ]);
    expect(new Set(chunks.map(({ id, object }) => `${object} ${id}`)).size).toBe(1);
  });

  it('takes the text of parts', async () => {
    const content = [{ type: 'text', text: 'One ' }, { type: 'image_url' }, { type: 'text', text: 'two' }];
    const response = await call('POST', '', {
      messages: [
        { role: 'user', content },
        { role: 'assistant', content: 'x' },
      ],
    });
    expect((await json(response)).choices[0].message.content).toBe('0: One two');
  });

  it('stops the answer when its reader leaves', async () => {
    open({
      agent: async function* (turn) {
        yield 'Once';
        await aborted(turn.signal);
      },
    });
    const response = await call('POST', '', { ...messages('Hi'), stream: true });
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    await expect.poll(() => outcomesOf(server)).toEqual(['stopped']);
  });

  it('tells of a failure in the stream', async () => {
    open({
      agent: async function* () {
        yield 'Half';
        throw new Error('key sk-123');
      },
    });
    const text = await (await call('POST', '', { ...messages('Hi'), stream: true })).text();
    expect(text).toContain('"error":{"code":"stream.error"');
    expect(text).not.toContain('sk-123');
  });

  it.each([{ messages: 'x' }, { messages: [] }, { messages: [{ role: 'user', content: 7 }] }, { messages: [null] }])(
    'that is %j is refused',
    async (body) => {
      const response = await call('POST', '', body);
      expect(response.status).toBe(400);
      expect((await json(response)).message).toContain('messages');
    },
  );
});

describe('POST /message', () => {
  it('is answered by the events of the protocol, in a new thread or in one that is named', async () => {
    const first = [];
    for await (const event of readEvents((await call('POST', '/message', { message: 'Hi' })).body!)) first.push(event);
    const created = first[0];
    expect(created?.type).toBe('thread.created');
    const thread_id = created?.type === 'thread.created' ? created.thread.id : '';
    const next = await call('POST', '/message', { message: 'More', thread_id });
    expect(await next.text()).toContain('1: ');
    expect((await call('POST', '/message', { message: 7 })).status).toBe(400);
    expect((await call('POST', '/message', { message: 'x', thread_id: 7 })).status).toBe(400);
  });
});

describe('all other requests', () => {
  it('of the protocol go through', async () => {
    const response = await call('POST', '', { type: 'threads.list', params: {} });
    expect(await json(response)).toEqual({ data: [], has_more: false });
  });

  it('ask after the server’s health', async () => {
    expect((await call('GET', '/health')).status).toBe(200);
    open({ store: { ...server.store, ping: () => Promise.reject(new Error('down')) } });
    expect((await call('GET', '/health')).status).toBe(503);
  });

  it.each([
    ['GET', '/nothing'],
    ['GET', '/metrics'],
    ['DELETE', '/?thread_id=thr_1'],
    ['PUT', '/threads'],
    ['GET', '/threads/a/b/c/d'],
    ['POST', '/threads/%E0%A4%A/other'],
  ])('%s %s lead nowhere', async (method, path) => {
    const response = await call(method, path);
    expect(response.status).toBe(404);
    expect((await json(response)).error.code).toBe('route-not-found');
  });

  it('keep the limits of the server: origins, types, sizes, JSON', async () => {
    const listed = await call('GET', '/threads', undefined, { Origin: 'https://old.example' });
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://old.example');
    const other = await call('GET', '/threads', undefined, { Origin: 'https://evil.example' });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    expect((await call('OPTIONS', '/threads', undefined, { Origin: 'https://evil.example' })).status).toBe(403);

    const headers = { Authorization: 'Bearer ada', 'Content-Type': 'text/plain' };
    const post = (body: string, type = 'application/json') =>
      compat(
        new Request(`http://localhost${BASE}/message`, {
          method: 'POST',
          headers: { ...headers, 'Content-Type': type },
          body,
        }),
      );
    expect((await post('{}', 'text/plain')).status).toBe(415);
    expect((await post('{')).status).toBe(400);
    expect((await post('[]')).status).toBe(400);
    expect((await post(`"${'x'.repeat(1024 * 1024)}"`)).status).toBe(413);
  });

  it.each([
    ['who has no session', 401, () => call('POST', '/message', { message: 'Hello' }, fromOld, null)],
    ['what is no request', 400, () => call('POST', '/message', { message: 5 }, fromOld)],
    ['what is not there', 404, () => call('GET', '/nothing', undefined, fromOld)],
  ])('let a page of a listed origin read why it was refused: %s', async (_what, status, ask) => {
    const response = await ask();
    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBe('https://old.example');
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it('let no other page read it', async () => {
    const response = await call('GET', '/nothing', undefined, { Origin: 'https://evil.example' });
    expect(response.status).toBe(404);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('log what fails here, without a word of it to the client', async () => {
    open({ store: { ...server.store, saveThread: () => Promise.reject(new Error('password of the database')) } });
    const response = await call('POST', '/threads', {});
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('password');
    expect(logged).toMatchObject([{ event: 'compat', status: 500, cause: { message: 'password of the database' } }]);
  });
});
