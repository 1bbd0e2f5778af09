import { encodeEvent, type ThreadEvent } from '@kb-assistant/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '../config/types.ts';
import { SessionClient } from '../session/client.ts';
import { AssistantError } from '../shared/errors.ts';
import type { AuthFetcher } from '../session/types.ts';
import { createChatFetch } from './chat-fetch.ts';
import type { ObservedMessage } from './message-observer.ts';

const sent: { url: string; headers: Headers; body: unknown; credentials: RequestCredentials | undefined }[] = [];
const answers: (() => Response)[] = [];

beforeEach(() => {
  vi.stubGlobal('fetch', (input: string | URL, init: RequestInit = {}) => {
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : init.body;
    sent.push({ url: String(input), headers: new Headers(init.headers), body, credentials: init.credentials });
    return Promise.resolve(answers.shift()?.() ?? Response.json({}));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  sent.length = 0;
  answers.length = 0;
});

interface Setup {
  secrets?: (string | AssistantError)[];
  auth?: AuthFetcher;
  context?: Context;
  credentials?: RequestCredentials;
  uploadUrl?: string;
}

function chat(options: Setup = {}) {
  const { secrets, auth = null, context = null, ...rest } = options;
  const next = async (): Promise<string> => {
    const secret = secrets?.shift() ?? '';
    if (typeof secret !== 'string') throw secret;
    return secret;
  };
  const session = secrets ? new SessionClient({ fetcher: next }) : null;
  const messages: ObservedMessage[] = [];
  const gone: string[] = [];
  const errors: string[] = [];
  const reaches: boolean[] = [];
  const steps: [string, object | undefined][] = [];
  const fetch = createChatFetch({
    connection: () => ({
      ...rest,
      apiUrl: 'https://chat.example/api',
      session,
      auth,
      context,
      noSession: 'Not connected.',
    }),
    onMessage: (message) => messages.push(message),
    onError: ({ code }) => errors.push(code),
    onThreadGone: (threadId) => gone.push(threadId),
    onReach: (reached) => reaches.push(reached),
    trace: (step, data) => steps.push([step, data]),
  });
  const post = (request: object, url = 'https://chat.example/api') =>
    fetch(url, { method: 'POST', body: JSON.stringify(request), headers: { 'content-type': 'application/json' } });
  return { fetch, post, messages, gone, errors, reaches, steps };
}

const stream = (...events: ThreadEvent[]) =>
  new Response(events.map(encodeEvent).join(''), { headers: { 'content-type': 'text/event-stream' } });
const list = { type: 'threads.list', params: {} };

describe('createChatFetch', () => {
  it('carries the session', async () => {
    const { post } = chat({ secrets: ['one'] });
    await post(list);
    expect(sent[0]?.headers.get('authorization')).toBe('Bearer one');
    expect(sent[0]?.headers.get('content-type')).toBe('application/json');
  });

  it('replaces a refused session and sends the same again, once', async () => {
    const { post } = chat({ secrets: ['one', 'two', 'three'] });
    answers.push(
      () => new Response(null, { status: 401 }),
      () => new Response(null, { status: 401 }),
    );
    expect((await post(list)).status).toBe(401);
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer one', 'Bearer two']);
    expect(sent[1]?.body).toEqual(list);
  });

  it('says who is asking, where there is no session', async () => {
    const { post } = chat({ auth: () => ({ 'x-tenant': 'acme' }) });
    await post(list);
    expect(sent[0]?.headers.get('x-tenant')).toBe('acme');
  });

  it('gives no other origin any credentials', async () => {
    const auth = vi.fn(() => 'token');
    const { post } = chat({ secrets: ['one'], auth });
    await post(list, 'https://storage.example/upload');
    expect(sent[0]?.headers.get('authorization')).toBeNull();
    expect(auth).not.toHaveBeenCalled();
  });

  it('adds what the page wants the agent to know, as it is now', async () => {
    let page = 'start';
    const { post } = chat({ context: () => ({ page }) });
    await post(list);
    page = 'pricing';
    await post(list);
    expect(sent.map(({ body }) => body)).toEqual([
      { ...list, metadata: { page: 'start' } },
      { ...list, metadata: { page: 'pricing' } },
    ]);
  });

  it('tells of a message and of its answer, and passes every byte on', async () => {
    const { post, messages } = chat();
    const base = { id: 'msg_1', thread_id: 'thr_1', created_at: '2026-11-01T00:00:00Z' };
    const events: ThreadEvent[] = [
      { type: 'progress_update', text: 'Searching…' },
      {
        type: 'thread.item.done',
        item: {
          ...base,
          type: 'assistant_message',
          content: [{ type: 'output_text', text: 'Hello!', annotations: [] }],
        },
      },
      { type: 'thread.item.done', item: { ...base, type: 'end_of_turn' } },
    ];
    answers.push(() => stream(...events));
    const response = await post({
      type: 'threads.add_user_message',
      params: { thread_id: 'thr_1', input: { content: [{ type: 'input_text', text: 'Hi' }] } },
    });
    expect(await response.text()).toBe(events.map(encodeEvent).join(''));
    expect(messages).toEqual([
      { role: 'user', text: 'Hi', threadId: 'thr_1' },
      { role: 'assistant', text: 'Hello!', threadId: 'thr_1' },
    ]);
  });

  it('tells of a message once the server has taken it, and not for each try', async () => {
    const { post, messages } = chat();
    const create = { type: 'threads.create', params: { input: { content: [{ type: 'input_text', text: 'Hi' }] } } };
    answers.push(() => new Response(null, { status: 503 }));
    await post(create);
    expect(messages).toEqual([]);
    await post(create);
    expect(messages).toHaveLength(1);
  });

  it.each<[string, Parameters<typeof chat>[0], string]>([
    ['no session', { secrets: [new AssistantError('session-refused')] }, 'session-refused'],
    ['nobody to ask as', { auth: () => Promise.reject(new Error('signed out')) }, 'auth-failed'],
  ])(
    'answers %s with an error that is final and in words, asks nothing, and tells the page',
    async (_, options, code) => {
      const { post, errors } = chat(options);
      const response = await post(list);
      expect(response.status).toBe(424);
      expect(await response.json()).toEqual({
        error: { code, message: 'Not connected.' },
        message: 'Not connected.',
      });
      expect([errors, sent]).toEqual([[code], []]);
    },
  );

  it('leaves what the network does to the renderer', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    const { post, errors } = chat({ secrets: ['one'] });
    await expect(post(list)).rejects.toThrow('Failed to fetch');
    expect(errors).toEqual([]);
  });

  it('keeps the metadata that a request has, and sends it without a context that throws', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    await chat({ context: { page: 'start' } }).post({ ...list, metadata: { from: 'chat' } });
    const broken = chat({
      context: () => {
        throw new Error('no such page');
      },
    });
    expect((await broken.post(list)).status).toBe(200);
    expect(sent.map(({ body }) => body)).toEqual([{ ...list, metadata: { from: 'chat', page: 'start' } }, list]);
    vi.restoreAllMocks();
  });

  it('leaves bytes alone that it cannot read', async () => {
    const { post, messages } = chat();
    answers.push(() => new Response('data: {oops\n\n', { headers: { 'content-type': 'text/event-stream' } }));
    expect(await (await post(list)).text()).toBe('data: {oops\n\n');
    expect(messages).toEqual([]);
  });

  it('tells when the server has no such thread', async () => {
    const { post, gone } = chat();
    answers.push(() => new Response(null, { status: 404 }));
    await post({ type: 'threads.get_by_id', params: { thread_id: 'thr_9' } });
    expect(gone).toEqual(['thr_9']);
  });

  it('sends what is no chat request as it is', async () => {
    const { fetch } = chat({ context: { page: 'start' } });
    const body = new FormData();
    await fetch('https://chat.example/upload', { method: 'POST', body });
    expect(sent[0]?.body).toBe(body);
  });

  it('sends cookies where the site says so, and leaves it to ChatKit where not', async () => {
    await chat({ credentials: 'include' }).post(list);
    await chat().post(list);
    expect(sent.map(({ credentials }) => credentials)).toEqual(['include', undefined]);
  });

  it('identifies itself to the place for uploads that the site names, and says what for', async () => {
    const auth = vi.fn(() => ({ 'x-tenant': 'acme' }));
    const { fetch } = chat({ auth, uploadUrl: 'https://files.example/up' });
    await fetch('https://files.example/up', { method: 'POST', body: new FormData() });
    expect(auth).toHaveBeenCalledWith(expect.objectContaining({ purpose: 'upload', url: 'https://files.example/up' }));
    expect(sent[0]?.headers.get('x-tenant')).toBe('acme');
  });

  it('tells whether the server was reached, and each try without a word of the message', async () => {
    const { post, reaches, steps } = chat({ secrets: ['one-long-secret', 'two-long-secret'] });
    answers.push(() => new Response(null, { status: 401 }));
    const input = { content: [{ type: 'input_text', text: 'my question' }] };
    await post({ type: 'threads.create', params: { input } }, 'https://chat.example/api?key=hidden');
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await post(list).catch(() => {});
    const url = 'https://chat.example/api?key=hidd…';
    expect(steps).toMatchObject([
      ['request', { type: 'threads.create', url, attempt: 1, status: 401, ms: expect.any(Number) }],
      ['request', { type: 'threads.create', url, attempt: 2, status: 200 }],
      ['request', { type: 'threads.list', error: 'TypeError' }],
    ]);
    expect(JSON.stringify(steps)).not.toMatch(/question|secret|hidden/);
    expect(reaches).toEqual([true, true, false]);
  });
});
