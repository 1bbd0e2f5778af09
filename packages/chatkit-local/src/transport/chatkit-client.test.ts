import { afterEach, expect, test, vi } from 'vitest';
import { FakeServer } from '../testing/fake-server.ts';
import { ApiError } from './api-error.ts';
import { retryDelayMs } from './backoff.ts';
import { ChatKitClient } from './chatkit-client.ts';
import type { Clock } from './clock.ts';

class FakeClock implements Clock {
  readonly slept: number[] = [];
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.slept.push(ms);
    signal.throwIfAborted();
  }
  random(): number {
    return 0;
  }
}

afterEach(() => vi.unstubAllGlobals());

function setup() {
  const server = new FakeServer();
  const clock = new FakeClock();
  const client = new ChatKitClient({
    api: () => ({ url: 'https://api.test/chatkit', fetch: server.fetch }),
    locale: () => 'de-CH',
    clock,
  });
  const { signal } = new AbortController();
  const list = () => client.json('threads.list', { order: 'desc' }, signal);
  const create = (onRetry?: (error: ApiError) => void) =>
    client.stream(
      {
        type: 'threads.create',
        params: { input: { content: [{ type: 'input_text', text: 'Hi' }], attachments: [], inference_options: {} } },
      },
      { signal, ...(onRetry ? { onRetry } : {}) },
    );
  return { server, clock, client, signal, list, create };
}

const status = (code: number, body: unknown = null, statusText = '') =>
  new Response(body === null ? 'not json' : JSON.stringify(body), { status: code, statusText });

test('a JSON request is one POST with the locale, and gives the document', async () => {
  const { server, list } = setup();
  server.add('thr_a');
  expect((await list()).data.map(({ id }) => id)).toEqual(['thr_a']);
  expect(server.requests[0]).toMatchObject({ type: 'threads.list', params: { order: 'desc' } });
  expect(server.headers[0]?.get('accept-language')).toBe('de-CH');
  expect(server.headers[0]?.get('content-type')).toBe('application/json');
});

test('a stream resolves at its beginning and gives its events in order', async () => {
  const { create } = setup();
  const types: string[] = [];
  for await (const event of await create()) types.push(event.type);
  expect(types.slice(0, 4)).toEqual(['thread.created', 'thread.item.done', 'stream_options', 'thread.item.added']);
  expect(types.at(-1)).toBe('thread.item.done');
});

test('a failure of the network and a 5xx are tried again, up to five times, 1 s doubling to 10 s', async () => {
  const { server, clock, list } = setup();
  server.failures.push(new TypeError('offline'), status(503), status(500), status(502), new TypeError('offline'));
  await list();
  expect(clock.slept).toEqual([1_000, 2_000, 4_000, 8_000, 10_000]);
  server.failures.push(...Array.from({ length: 6 }, () => status(503)));
  await expect(list()).rejects.toMatchObject({ code: 'http-error', status: 503 });
});

test('at most half of a delay is taken off by chance', () => {
  expect(retryDelayMs(0, 0)).toBe(1_000);
  expect(retryDelayMs(0, 0.999)).toBeGreaterThan(500);
  expect(retryDelayMs(9, 0.5)).toBe(7_500);
});

test('a request for a document tells its retries too', async () => {
  const { server, client, signal } = setup();
  const told: string[] = [];
  server.failures.push(new TypeError('away'));
  await client.json('threads.list', { order: 'desc' }, signal, (error) => told.push(error.code));
  expect(told).toEqual(['network-error']);
});

test('where the browser knows that it is offline, nothing is tried again', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  const { server, clock, list } = setup();
  server.failures.push(new TypeError('offline'));
  await expect(list()).rejects.toMatchObject({ code: 'network-error' });
  expect(clock.slept).toEqual([]);
});

test('a 4xx is final', async () => {
  const { server, clock, list } = setup();
  server.failures.push(status(429, { message: 'Slowly, please' }));
  await expect(list()).rejects.toMatchObject({ message: 'Slowly, please', status: 429 });
  expect(clock.slept).toEqual([]);
});

test.each([
  ['message', status(400, { message: 'Plain' }), 'Plain'],
  ['error.message', status(400, { error: { message: 'Nested' } }), 'Nested'],
  ['the status text', status(404, null, 'Not Found'), 'Not Found'],
  ['the status', status(400, { message: '' }), 'HTTP 400'],
])('a refusal is told by %s', async (_name, response, message) => {
  const { server, list } = setup();
  server.failures.push(response);
  await expect(list()).rejects.toThrow(message);
});

test('the start of a stream is retried, and each retry is told', async () => {
  const { server, create } = setup();
  const told: string[] = [];
  server.failures.push(new TypeError('offline'), status(503, { message: 'Busy' }));
  await create((error) => told.push(error.code));
  expect(told).toEqual(['network-error', 'http-error']);
  expect(server.threads).toHaveLength(1);
});

test('a stream that breaks after it has begun is not started again', async () => {
  const { server, create } = setup();
  server.answers((reply) => reply.break());
  const events = await create();
  await expect(
    events
      .next()
      .then(() => events.next())
      .then(() => events.next())
      .then(() => events.next()),
  ).rejects.toThrow();
  expect(server.asked('threads.create')).toHaveLength(1);
});

test('an answer to a stream that is none is refused with what was got', async () => {
  const { server, create } = setup();
  server.failures.push(new Response('<html>', { headers: { 'content-type': 'text/html' } }));
  await expect(create()).rejects.toThrow('text/html; expected text/event-stream');
});

test('waiting for a retry ends as soon as it is aborted', async () => {
  const { server, client } = setup();
  const control = new AbortController();
  server.failures.push(new TypeError('offline'));
  const listing = client.json('threads.list', { order: 'desc' }, control.signal);
  control.abort(new Error('gone'));
  await expect(listing).rejects.toThrow('gone');
});

test('a stream that is cut anywhere, between bytes of a letter too, gives the same events', async () => {
  const { server, create } = setup();
  const events = [
    { type: 'thread.item.updated', item_id: 'a', update: { type: 'x', delta: 'Grüße 👋🏽' } },
    { type: 'progress_update', text: 'é' },
  ];
  const bytes = new TextEncoder().encode(events.map((event) => `data: ${JSON.stringify(event)}\r\n\r\n`).join(''));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  server.failures.push(new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } }));
  const got: unknown[] = [];
  for await (const event of await create()) got.push(event);
  expect(got).toEqual(events);
});

test('an answer is ended from afar only where the server has shown that it knows of that', async () => {
  const { server, client } = setup();
  server.add('t1');
  await client.endAnswer('t1');
  await client.endAnswer('t1');
  expect(server.askedOfTurns).toEqual(['GET t1']);
});

test('a server that knows of it is told at once', async () => {
  const { server, client, create } = setup();
  server.resumable = true;
  server.answers(() => {});
  await create();
  await client.endAnswer('thr_1');
  await client.endAnswer('thr_1');
  expect(server.askedOfTurns).toEqual(['GET thr_1', 'DELETE thr_1', 'DELETE thr_1']);
});
