import type { ThreadEvent } from '@kb-assistant/protocol';
import { describe, expect, it } from 'vitest';
import { memoryStore } from './stores/memory.ts';
import {
  ADA,
  aborted,
  deferred,
  endless,
  eventsOf,
  idle,
  inputOf,
  isText,
  itemsOf,
  outcomesOf,
  reading,
  source,
  streamedText,
  testServer,
  upToFirstText,
} from './testing/test-server.ts';

describe('a person who goes away', () => {
  it('stops the agent, keeps what was said with its sources, and leaves a hidden note', async () => {
    const finished = deferred<unknown>();
    const server = testServer({
      agent: async function* (turn) {
        try {
          yield* endless(turn);
          yield 'never';
        } finally {
          finished.resolve((turn.signal.reason as DOMException).name);
        }
      },
    });
    const { stream, threadId } = await upToFirstText(server);
    await stream.next();
    await stream.leave();

    expect(await finished.promise).toBe('AbortError');
    const [question, partial, note, ...rest] = await itemsOf(server, threadId);
    expect(question?.type).toBe('user_message');
    expect(partial).toMatchObject({
      type: 'assistant_message',
      content: [{ text: 'Once upon a time', annotations: [{ source, index: 16 }] }],
    });
    expect(note).toEqual({
      type: 'sdk_hidden_context',
      id: expect.stringMatching(/^shcx_/),
      thread_id: threadId,
      created_at: expect.any(String),
      content: expect.stringContaining('stopped'),
    });
    expect(rest).toEqual([]);
    expect(outcomesOf(server)).toEqual(['stopped']);
  });

  it('never sees the note, though the agent of the next turn does', async () => {
    const histories: string[][] = [];
    let agent = endless;
    const server = testServer({ agent: (turn) => agent(turn) });
    const { stream, threadId } = await upToFirstText(server);
    await stream.leave();

    agent = async function* (turn) {
      histories.push((await turn.history()).map(({ type }) => type));
      yield 'Fine';
    };
    const events = await eventsOf(await server.ask('Go on', threadId));
    expect(histories).toEqual([['user_message', 'assistant_message', 'sdk_hidden_context']]);
    const seen = [
      JSON.stringify(events),
      await (await server.post('threads.get_by_id', { thread_id: threadId })).text(),
      await (await server.post('items.list', { thread_id: threadId })).text(),
    ].join();
    expect(seen).not.toMatch(/shcx_|sdk_hidden_context/);
  });

  it.each(['nothing', 'only blanks'])('after %s leaves the note alone', async (what) => {
    const begun = deferred();
    const server = testServer({
      agent: async function* (turn) {
        if (what === 'only blanks') yield ' ';
        begun.resolve();
        await aborted(turn.signal);
      },
    });
    const response = await server.ask('Hello');
    const stream = reading(response);
    const created = await stream.next();
    const pending = stream.until(() => false).catch(() => {});
    await begun.promise;
    await stream.leave();
    await pending;
    const { id } = (created as ThreadEvent<'thread.created'>).thread;
    expect((await itemsOf(server, id)).map(({ type }) => type)).toEqual(['user_message', 'sdk_hidden_context']);
  });

  it('is noticed by the signal of the request, too', async () => {
    const gone = new AbortController();
    const server = testServer({ agent: endless });
    const response = await server.post('threads.create', { input: inputOf('Hello') }, { signal: gone.signal });
    const stream = reading(response);
    const created = await stream.next();
    await stream.until(isText);
    gone.abort();
    while (await stream.next());
    const { id } = (created as ThreadEvent<'thread.created'>).thread;
    expect((await itemsOf(server, id)).map(({ type }) => type)).toEqual([
      'user_message',
      'assistant_message',
      'sdk_hidden_context',
    ]);
  });

  it('before the stream was read at all has asked, and the agent never hears of it', async () => {
    let asked = false;
    const server = testServer({
      agent: async function* () {
        asked = true;
        yield 'never';
      },
    });
    await (await server.ask('Hello')).body!.cancel();
    expect(asked).toBe(false);
    const { data } = await server.store.listThreads(ADA, { limit: 9, order: 'desc' });
    expect((await itemsOf(server, data[0]!.id)).map(({ type }) => type)).toEqual([
      'user_message',
      'sdk_hidden_context',
    ]);
  });

  it('while the question is being stored has asked, and does not hold the thread although nobody reads', async () => {
    const gone = new AbortController();
    const inner = memoryStore();
    const ended = deferred();
    const server = testServer({
      store: {
        ...inner,
        async saveItem(...args) {
          gone.abort();
          await inner.saveItem(...args);
        },
      },
      log: (entry) => {
        if (entry.event === 'turn' && entry.outcome === 'stopped') ended.resolve();
      },
    });
    await server.post('threads.create', { input: inputOf('Hello') }, { signal: gone.signal });
    await ended.promise;
  });

  it('is not waited for by an agent that pays no attention, nor is the thread held', async () => {
    const server = testServer({
      agent: async function* (turn) {
        yield 'Well';
        if (turn.text === 'Hello') await new Promise(() => {});
      },
    });
    const { stream, threadId } = await upToFirstText(server);
    const hanging = stream.next();
    await stream.leave();
    expect(await hanging).toBeNull();
    expect(streamedText(await eventsOf(await server.ask('Again', threadId)))).toBe('Well');
  });

  it('does not hear what the agent throws while it cleans up; the log does', async () => {
    const cause = new Error('cleanup');
    const logged = deferred();
    const server = testServer({
      agent: async function* () {
        try {
          yield 'one';
          await idle();
          yield 'two';
        } finally {
          // eslint-disable-next-line no-unsafe-finally
          throw cause;
        }
      },
      log: (entry) => {
        if (entry.event === 'agent-cleanup' && entry.cause === cause) logged.resolve();
      },
    });
    const { stream } = await upToFirstText(server);
    await stream.leave();
    await logged.promise;
  });
});
