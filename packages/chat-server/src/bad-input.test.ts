import type { RequestType } from '@kb-assistant/protocol';
import { describe, expect, it } from 'vitest';
import { memoryRateLimiter } from '../../session/src/limits/memory-rate-limiter.ts';
import { memoryStore } from './stores/memory.ts';
import { ADA, BOB, deferred, eventsOf, inputOf, only, testServer, upToFirstText } from './testing/test-server.ts';

describe('a person who asks for too much', () => {
  it('gets so many answers at once, in all threads together, and then 429', async () => {
    const gate = deferred();
    const server = testServer({
      limits: { turnsPerUser: 2 },
      agent: async function* () {
        yield 'Well';
        await gate.promise;
      },
    });
    const one = await upToFirstText(server);
    const two = await upToFirstText(server);
    const third = await server.ask('Too much');
    expect(third.status).toBe(429);
    expect(third.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await third.json()).toMatchObject({
      error: { code: 'too-many-turns', message: expect.stringContaining('2') },
    });
    // Nothing of it is stored, and nobody else is held up.
    expect((await server.store.listThreads(ADA, { limit: 9, order: 'asc' })).data).toHaveLength(2);
    const his = await server.ask('Hello', undefined, BOB);
    expect(his.status).toBe(200);
    await his.body?.cancel();

    gate.resolve();
    while (await one.stream.next());
    while (await two.stream.next());
    expect((await eventsOf(await server.ask('Now'))).length).toBeGreaterThan(0);
  });

  it.each<[string, RequestType, object]>([
    ['dictations', 'input.transcribe', { audio_base64: 'AAAA', mime_type: 'audio/mp4' }],
    ['actions without a stream', 'threads.sync_custom_action', { action: { type: 'save' } }],
  ])('gets so many %s at once, and then 429', async (_what, type, params) => {
    const gate = deferred();
    const server = testServer({
      limits: { turnsPerUser: 2 },
      transcribe: async () => (await gate.promise, 'words'),
      onSyncAction: () => gate.promise,
    });
    const { threadId } = await server.askNew('Hello');
    const his = await server.askNew('Hello', BOB);
    const ask = (user = ADA) =>
      server.post(type, { thread_id: user === ADA ? threadId : his.threadId, ...params }, { user });
    const first = [ask(), ask()];
    const third = await ask();
    expect(third.status).toBe(429);
    expect(third.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await third.json()).toMatchObject({ error: { code: 'too-many-turns' } });
    // Nobody else is held up, and there is room again when they are over.
    const others = ask(BOB);
    gate.resolve();
    for (const response of [...first, others, ask()]) expect((await response).status).toBe(200);
  });

  it('gets so many answers, actions and dictations in a while, and then 429', async () => {
    let now = 0;
    const server = testServer({
      rateLimit: memoryRateLimiter({ limit: 3, windowMs: 60_000, now: () => now }),
      transcribe: () => 'words',
      onSyncAction: () => {},
    });
    const { threadId } = await server.askNew('Hello');
    const action = { thread_id: threadId, action: { type: 'save' } };
    const recording = { audio_base64: 'AAAA', mime_type: 'audio/mp4' };
    expect((await server.post('threads.sync_custom_action', action)).status).toBe(200);
    expect((await server.post('input.transcribe', recording)).status).toBe(200);
    now = 20_000;
    for (const ask of [
      () => server.ask('Hello'),
      () => server.post('threads.sync_custom_action', action),
      () => server.post('input.transcribe', recording),
    ]) {
      const refused = await ask();
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40']);
      expect(await refused.json()).toMatchObject({ error: { code: 'rate-limited' } });
    }
    // What was said can be read all the same, others are counted by themselves, and time goes by.
    expect((await server.post('threads.get_by_id', { thread_id: threadId })).status).toBe(200);
    expect((await server.askNew('Hello', BOB)).events.length).toBeGreaterThan(2);
    now = 60_000;
    expect((await eventsOf(await server.ask('Hello'))).length).toBeGreaterThan(2);
  });

  it('reads one answer so many times at once, and then 429', async () => {
    const gate = deferred();
    const server = testServer({
      resumable: true,
      limits: { readersPerAnswer: 2 },
      agent: async function* () {
        yield 'Well';
        await gate.promise;
      },
    });
    const { stream, threadId } = await upToFirstText(server);
    const comeBack = () =>
      server.send(
        new Request(`http://localhost/?thread_id=${threadId}`, { headers: { Authorization: `Bearer ${ADA}` } }),
      );
    const second = await comeBack();
    const third = await comeBack();
    expect(third.status).toBe(429);
    expect(third.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await third.json()).toMatchObject({
      error: { code: 'too-many-readers', message: expect.stringContaining('2') },
    });
    // One that leaves makes room, and those who are there read on to the end.
    await second.body?.cancel();
    const fourth = await comeBack();
    expect(fourth.status).toBe(200);
    gate.resolve();
    const told = only(await eventsOf(fourth), 'thread.item.done').at(-1)!;
    expect(told.item).toMatchObject({ content: [{ text: 'Well' }] });
    while (await stream.next());
  });

  it('is told the limit of a message', async () => {
    const response = await testServer({ limits: { messageLength: 5 } }).post('threads.create', {
      input: inputOf('123456'),
    });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { message: string }).message).toContain('at most 5 characters');
  });
});

describe('a thread whose id is endless', () => {
  const endlessId = 'thr_'.padEnd(100_000, 'x');

  it.each(['POST', 'GET', 'DELETE'])('is not there for %s, and gets into no log', async (method) => {
    const server = testServer({ resumable: true });
    const response =
      method === 'POST'
        ? await server.post('threads.add_user_message', { thread_id: endlessId, input: inputOf('Hello') })
        : await server.send(
            new Request(`http://localhost/?thread_id=${endlessId}`, {
              method,
              headers: { Authorization: `Bearer ${ADA}` },
            }),
          );
    expect(response.status).toBe(method === 'POST' ? 400 : 404);
    expect(JSON.stringify(server.log).length).toBeLessThan(1_000);
  });
});

describe('a store that fails in the middle of an answer', () => {
  it('ends it with an error and a retry, and fails the health probe for as long as it is away', async () => {
    const inner = memoryStore();
    let away = false;
    const whileThere = <T>(work: () => Promise<T>): Promise<T> =>
      away ? Promise.reject(new Error('connection lost')) : work();
    const server = testServer({
      store: {
        ...inner,
        saveItem: (...args) => whileThere(() => inner.saveItem(...args)),
        loadThread: (...args) => whileThere(() => inner.loadThread(...args)),
        ping: () => whileThere(() => inner.ping()),
      },
      agent: async function* () {
        yield 'Half';
        away = true;
        yield ' of it';
      },
    });
    const health = async () => (await server.send(new Request('http://localhost/'))).status;
    expect(await health()).toBe(200);
    const { events } = await server.askNew('Hello');
    expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(JSON.stringify(events)).not.toContain('connection lost');
    expect(await health()).toBe(503);
    away = false;
    expect(await health()).toBe(200);
  });
});
