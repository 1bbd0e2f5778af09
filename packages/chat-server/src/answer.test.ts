import type { ThreadEvent } from '@kb-assistant/protocol';
import { reduceThread } from '@kb-assistant/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Agent, Turn } from './agent.ts';
import { AgentError } from './errors.ts';
import type { Store } from './store.ts';
import { memoryStore } from './stores/memory.ts';
import {
  ADA,
  aborted,
  deferred,
  endless,
  eventsOf,
  idle,
  itemsOf,
  namesOf,
  only,
  outcomesOf,
  reading,
  source,
  streamedText,
  testServer,
  upToFirstText,
} from './testing/test-server.ts';

/** Says some of an answer, and throws. */
const failing = (before: string[], cause: unknown): Agent =>
  async function* (turn: Turn) {
    yield turn.progress('Working…');
    yield* before;
    throw cause;
  };

describe('an answer', () => {
  const agent: Agent = async function* (turn) {
    yield turn.progress('Searching…', 'search');
    yield turn.progress('Reading…');
    yield 'Refunds take ';
    yield '';
    yield 'five days.';
    yield turn.source(source);
    yield turn.effect('highlight', { id: 7 });
    yield turn.effect('blink');
    yield turn.notice('warning', 'Over **soon**', 'Sale');
    yield turn.notice('info', 'No title');
    yield ' Always.';
  };

  it('has its events in the order of the protocol', async () => {
    const { events } = await testServer({ agent }).askNew('How long do refunds take?');
    expect(namesOf(events)).toEqual([
      'thread.created',
      'thread.item.done',
      'stream_options',
      'progress_update',
      'progress_update',
      'thread.item.added',
      'assistant_message.content_part.added',
      'assistant_message.content_part.text_delta',
      'assistant_message.content_part.text_delta',
      'assistant_message.content_part.annotation_added',
      'client_effect',
      'client_effect',
      'notice',
      'notice',
      'assistant_message.content_part.text_delta',
      'assistant_message.content_part.done',
      'thread.item.done',
      'thread.updated',
    ]);
    expect(events[0]).toMatchObject({ thread: { status: { type: 'active' }, items: { data: [], has_more: false } } });
    expect(events[2]).toEqual({ type: 'stream_options', stream_options: { allow_cancel: true } });
    expect(events[3]).toEqual({ type: 'progress_update', text: 'Searching…', icon: 'search' });
    expect(events[4]).toEqual({ type: 'progress_update', text: 'Reading…' });
    expect(only(events, 'client_effect')).toEqual([
      { type: 'client_effect', name: 'highlight', data: { id: 7 } },
      { type: 'client_effect', name: 'blink', data: {} },
    ]);
    expect(only(events, 'notice')).toEqual([
      { type: 'notice', level: 'warning', message: 'Over **soon**', title: 'Sale' },
      { type: 'notice', level: 'info', message: 'No title' },
    ]);
    expect(streamedText(events)).toBe('Refunds take five days. Always.');
  });

  it('ends in the item that its updates add up to, with the source where it was cited', async () => {
    const server = testServer({ agent });
    const { events, threadId } = await server.askNew('How long do refunds take?');
    const done = events.findLastIndex((event) => event.type === 'thread.item.done');
    const written = events.slice(0, done).reduce<ReturnType<typeof reduceThread>>(reduceThread, null);
    const { item } = events[done] as ThreadEvent<'thread.item.done'>;
    expect(written?.items.data.at(-1)).toEqual(item);
    expect(item).toEqual({
      type: 'assistant_message',
      id: expect.stringMatching(/^msg_/),
      thread_id: threadId,
      created_at: expect.any(String),
      content: [
        {
          type: 'output_text',
          text: 'Refunds take five days. Always.',
          annotations: [{ type: 'annotation', source, index: 'Refunds take five days.'.length }],
        },
      ],
    });
    expect((await itemsOf(server, threadId)).at(-1)).toEqual(item);
  });

  it('is, byte for byte, one line of data and an empty line for each event', async () => {
    const response = await testServer({ now: () => 0 }).ask('Grüße\n\ndata: x');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    const ids = new Map<string, string>();
    const wire = (await response.text()).replace(
      /(thr|msg)_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g,
      (id, prefix) => ids.get(id) ?? ids.set(id, `${prefix}_${ids.size}`).get(id)!,
    );
    const at = '"created_at":"1970-01-01T00:00:00.000Z"';
    const question = 'Grüße\\n\\ndata: x';
    const thread = `"id":"thr_0",${at},"status":{"type":"active"}`;
    const answer = `You asked: ${question}`;
    const update = (fields: string) =>
      `{"type":"thread.item.updated","item_id":"msg_2","update":{"type":"assistant_message.content_part.${fields}}}`;
    expect(wire).toBe(
      [
        `{"type":"thread.created","thread":{${thread},"items":{"data":[],"has_more":false}}}`,
        `{"type":"thread.item.done","item":{"type":"user_message","id":"msg_1","thread_id":"thr_0",${at},` +
          `"content":[{"type":"input_text","text":"${question}"}],"attachments":[],"inference_options":{}}}`,
        '{"type":"stream_options","stream_options":{"allow_cancel":true}}',
        `{"type":"thread.item.added","item":{"type":"assistant_message","id":"msg_2","thread_id":"thr_0",${at},"content":[]}}`,
        update('added","content_index":0,"content":{"type":"output_text","text":"","annotations":[]}'),
        update(`text_delta","content_index":0,"delta":"${answer}"`),
        update(`done","content_index":0,"content":{"type":"output_text","text":"${answer}","annotations":[]}`),
        `{"type":"thread.item.done","item":{"type":"assistant_message","id":"msg_2","thread_id":"thr_0",${at},` +
          `"content":[{"type":"output_text","text":"${answer}","annotations":[]}]}}`,
        `{"type":"thread.updated","thread":{${thread},"title":"Grüße data: x","items":{"data":[],"has_more":false}}}`,
      ]
        .map((json) => `data: ${json}\n\n`)
        .join(''),
    );
  });

  it('of an agent that says nothing has no message', async () => {
    const server = testServer({ agent: async function* () {} });
    const { events, threadId } = await server.askNew('Hello');
    expect(namesOf(events).slice(2)).toEqual(['stream_options', 'thread.updated']);
    expect(await itemsOf(server, threadId)).toHaveLength(1);
  });

  it('that is blank is taken back', async () => {
    const server = testServer({
      agent: async function* () {
        yield ' \n';
      },
    });
    const { events, threadId } = await server.askNew('Hello');
    expect(only(events, 'thread.item.removed')).toEqual([
      { type: 'thread.item.removed', item_id: only(events, 'thread.item.added')[0]!.item.id },
    ]);
    expect(await itemsOf(server, threadId)).toHaveLength(1);
  });

  it('is asked of the agent only as fast as the client takes it', async () => {
    let yielded = 0;
    const server = testServer({
      agent: async function* () {
        for (;;) {
          yielded++;
          yield 'word ';
        }
      },
    });
    const body = (await server.ask('Hello')).body!.getReader();
    await body.read();
    await idle();
    // What comes at once goes in one piece, of a bounded size; the next one waits until it is asked for.
    const asked = yielded;
    expect(asked).toBeLessThan(1_000);
    await idle();
    expect(yielded).toBe(asked);
    await body.read();
    expect(yielded).toBeGreaterThan(asked);
    expect(yielded).toBeLessThan(2_000);
    await body.cancel();
  });
});

describe('what is sent', () => {
  it('has been stored before, each time', async () => {
    const order: string[] = [];
    const inner = memoryStore();
    const store: Store = {
      ...inner,
      async saveThread(userId, thread) {
        // What was said before is on its way by then: events go in one piece only where nothing is waited for.
        await idle();
        await inner.saveThread(userId, thread);
        order.push(`stored thread "${thread.title ?? ''}"`);
      },
      async updateThread(userId, threadId, fields) {
        await idle();
        const thread = await inner.updateThread(userId, threadId, fields);
        order.push(`stored thread "${thread?.title ?? ''}"`);
        return thread;
      },
      async saveItem(userId, threadId, item) {
        await idle();
        await inner.saveItem(userId, threadId, item);
        order.push(`stored ${item.type}`);
      },
      async deleteItem(userId, threadId, itemId) {
        await inner.deleteItem(userId, threadId, itemId);
        order.push(`removed ${itemId}`);
      },
    };
    const server = testServer({
      store,
      agent: async function* (turn) {
        yield 'Hi';
        yield turn.title('Named');
      },
    });
    const read = async (response: Response): Promise<ThreadEvent[]> => {
      const events: ThreadEvent[] = [];
      const stream = reading(response);
      for (let event = await stream.next(); event; event = await stream.next()) {
        events.push(event);
        if (event.type === 'thread.item.done') order.push(`sent ${event.item.type}`);
        else if (event.type === 'thread.item.removed') order.push(`sent removal of ${event.item_id}`);
        else if (event.type.startsWith('thread.') && 'thread' in event) {
          order.push(`sent thread "${event.thread.title ?? ''}"`);
        }
      }
      return events;
    };
    const [question, answer] = only(await read(await server.ask('Hello')), 'thread.item.done').map(({ item }) => item);
    expect(order).toEqual([
      'stored thread ""',
      'stored user_message',
      'sent thread ""',
      'sent user_message',
      'stored thread "Named"',
      'sent thread "Named"',
      'stored assistant_message',
      'sent assistant_message',
    ]);

    order.length = 0;
    const params = { thread_id: question!.thread_id, item_id: question!.id };
    await read(await server.post('threads.retry_after_item', params));
    expect(order.slice(0, 2)).toEqual([`removed ${answer!.id}`, `sent removal of ${answer!.id}`]);
  });
});

describe('the title of a new thread', () => {
  const titled = (agent: Agent, text = 'How do I\nreset my password?') => testServer({ agent }).askNew(text);
  const titlesOf = (events: ThreadEvent[]) => only(events, 'thread.updated').map(({ thread }) => thread.title);

  it('comes from its first message, and not from the ones after it', async () => {
    const server = testServer();
    const { events, threadId } = await server.askNew('How do I\nreset my password?');
    expect(titlesOf(events)).toEqual(['How do I reset my password?']);
    expect(titlesOf(await eventsOf(await server.ask('And on mobile?', threadId)))).toEqual([]);
  });

  it('is the one that the agent gives, where it gives one', async () => {
    const { events } = await titled(async function* (turn) {
      yield turn.title(' Password\nreset ');
      yield 'Like this';
    });
    expect(titlesOf(events)).toEqual(['Password reset']);
    expect(namesOf(events).indexOf('thread.updated')).toBeLessThan(namesOf(events).indexOf('thread.item.added'));
  });

  it('is not the one that the agent gives where that is blank, and is cut where that is endless', async () => {
    const blank = await titled(async function* (turn) {
      yield turn.title('  ');
    });
    expect(titlesOf(blank.events)).toEqual(['How do I reset my password?']);
    const long = await titled(async function* (turn) {
      yield turn.title('word '.repeat(100));
    });
    expect(titlesOf(long.events)[0]!.length).toBeLessThanOrEqual(200);
  });

  it('is left alone where the person has named the thread meanwhile', async () => {
    const gate = deferred();
    const server = testServer({
      agent: async function* () {
        yield 'Well';
        await gate.promise;
      },
    });
    const { stream, threadId } = await upToFirstText(server);
    await server.post('threads.update', { thread_id: threadId, title: 'Mine' });
    gate.resolve();
    while (await stream.next());
    expect((await server.store.loadThread(ADA, threadId))?.title).toBe('Mine');
  });

  it('is there after an answer that failed or was stopped, too', async () => {
    const failed = await titled(failing([], new Error('no')));
    expect(titlesOf(failed.events)).toEqual(['How do I reset my password?']);

    const server = testServer({ agent: endless });
    const { stream, threadId } = await upToFirstText(server);
    await stream.leave();
    expect((await server.store.loadThread(ADA, threadId))?.title).toBe('Hello');
  });
});

describe('an agent that throws', () => {
  it('before its first text leaves the question, and offers to try again', async () => {
    const cause = new Error('upstream said: key sk-123 is invalid');
    const server = testServer({ agent: failing([], cause) });
    const { events, threadId } = await server.askNew('Hello');
    expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(JSON.stringify(events)).not.toContain('sk-123');
    expect((await itemsOf(server, threadId)).map(({ type }) => type)).toEqual(['user_message']);
    expect(server.log.at(-1)).toMatchObject({ level: 'error', event: 'turn', outcome: 'failed', threadId, cause });
  });

  it('in the middle of its text leaves what was said, whole, and a retry replaces it', async () => {
    let agent = failing(['Half of '], new Error('no'));
    const server = testServer({ agent: (turn) => agent(turn) });
    const { events, threadId, messageId } = await server.askNew('Hello');
    expect(namesOf(events).slice(-4)).toEqual([
      'assistant_message.content_part.done',
      'thread.item.done',
      'thread.updated',
      'error',
    ]);
    expect((await itemsOf(server, threadId))[1]).toMatchObject({ content: [{ text: 'Half of ' }] });

    agent = async function* () {
      yield 'All of it';
    };
    const retry = { thread_id: threadId, item_id: messageId };
    const retried = await eventsOf(await server.post('threads.retry_after_item', retry));
    expect(streamedText(retried)).toBe('All of it');
    const items = await itemsOf(server, threadId);
    expect(items).toHaveLength(2);
    expect(items[1]).toMatchObject({ content: [{ text: 'All of it' }] });
  });

  it('before it yields anything, or makes no iterable at all, is the same', async () => {
    const agents = [
      () => {
        throw new Error('no');
      },
      () => undefined,
      () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(undefined) }) }),
    ];
    for (const agent of agents) {
      const { events } = await testServer({ agent: agent as unknown as Agent }).askNew('Hello');
      expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    }
  });

  it.each([7, null, undefined, { kind: 'dance' }, { type: 'error' }])('or yields %j fails', async (output) => {
    const server = testServer({
      agent: async function* () {
        yield output as unknown as string;
      },
    });
    expect((await server.askNew('Hello')).events.at(-1)).toMatchObject({ type: 'error', code: 'stream.error' });
    expect(server.log.at(-1)?.cause).toBeInstanceOf(TypeError);
  });

  it.each([
    ['a cycle', () => Object.assign([], { 0: globalThis })],
    ['a BigInt', () => 1n],
    [
      'a trap',
      () => ({
        toJSON: () => {
          throw new Error('no');
        },
      }),
    ],
  ])('or yields data with %s fails, and the thread is free', async (_, data) => {
    const server = testServer({
      agent: async function* (turn) {
        yield turn.effect('draw', { data: data() });
      },
    });
    const { events, threadId } = await server.askNew('Hello');
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'stream.error' });
    expect((await server.ask('Again', threadId)).status).toBe(200);
  });

  it('does not throw over data that JSON leaves out: it is left out', async () => {
    const server = testServer({
      agent: async function* (turn) {
        yield 'See';
        yield turn.source({ ...source, description: undefined, open: () => {} } as unknown as typeof source);
      },
    });
    const { threadId } = await server.askNew('Hello');
    expect((await itemsOf(server, threadId))[1]).toMatchObject({
      content: [{ annotations: [{ type: 'annotation', source, index: 3 }] }],
    });
  });

  it.each([true, false])('an AgentError tells the person, and whether to try again: %s', async (allowRetry) => {
    const server = testServer({
      agent: failing([], new AgentError('You have used up today’s questions.', { allowRetry })),
    });
    expect((await server.askNew('Hello')).events.at(-1)).toEqual({
      type: 'error',
      code: 'custom',
      message: 'You have used up today’s questions.',
      allow_retry: allowRetry,
    });
  });

  it('gives the thread free again', async () => {
    const server = testServer({ agent: failing([], new Error('no')) });
    const { threadId } = await server.askNew('Hello');
    expect((await eventsOf(await server.ask('Again', threadId))).at(-1)?.type).toBe('error');
  });
});

describe('a store that fails in the middle of an answer', () => {
  it('ends it with an error and a retry, and the thread is free', async () => {
    const inner = memoryStore();
    let broken = true;
    const cause = new Error('disk full');
    const store: Store = {
      ...inner,
      saveItem: (userId, threadId, item) =>
        broken && item.type === 'assistant_message' ? Promise.reject(cause) : inner.saveItem(userId, threadId, item),
    };
    const server = testServer({ store });
    const { events, threadId } = await server.askNew('Hello');
    expect(events.at(-1)).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(only(events, 'thread.item.done')).toHaveLength(1);
    expect(server.log.at(-1)).toMatchObject({ outcome: 'failed', cause });
    broken = false;
    expect(streamedText(await eventsOf(await server.ask('Again', threadId)))).toBe('You asked: Again');
  });

  it('before it has begun is an error with a status, and the thread is free', async () => {
    const inner = memoryStore();
    let broken = false;
    const store: Store = {
      ...inner,
      saveItem: (...args) => (broken ? Promise.reject(new Error('disk full')) : inner.saveItem(...args)),
    };
    const server = testServer({ store });
    const { threadId } = await server.askNew('Hello');
    broken = true;
    expect((await server.ask('Again', threadId)).status).toBe(500);
    broken = false;
    expect((await server.ask('Again', threadId)).status).toBe(200);
  });
});

describe('an answer that takes too long', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is broken off with an error and a retry; what was said is kept', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const reasons: unknown[] = [];
    const waiting = deferred();
    const server = testServer({
      agent: async function* (turn) {
        yield 'Well';
        waiting.resolve();
        await aborted(turn.signal);
        reasons.push((turn.signal.reason as DOMException).name);
        throw turn.signal.reason;
      },
    });
    const { stream, threadId } = await upToFirstText(server);
    const rest = stream.until((event) => event.type === 'error');
    await waiting.promise;
    vi.advanceTimersByTime(5 * 60_000);
    expect(await rest).toEqual({ type: 'error', code: 'stream.error', allow_retry: true });
    expect(await stream.next()).toBeNull();
    expect(reasons).toEqual(['TimeoutError']);
    expect(await itemsOf(server, threadId)).toMatchObject([{}, { content: [{ text: 'Well' }] }]);
    expect(outcomesOf(server)).toEqual(['timed-out']);
  });

  it('gives its thread free even where nobody reads the stream', async () => {
    const ended = deferred();
    const server = testServer({
      limits: { turnMs: 1 },
      agent: endless,
      log: (entry) => entry.event === 'turn' && ended.resolve(),
    });
    const unread = await server.ask('Hello');
    await ended.promise;
    const { data } = await server.store.listThreads(ADA, { limit: 1, order: 'desc' });
    const next = await server.ask('Again', data[0]!.id);
    expect(next.status).toBe(200);
    await next.body!.cancel();
    // Whoever comes back later still finds how it ended.
    expect((await eventsOf(unread)).at(-1)?.type).toBe('error');
  });
});
