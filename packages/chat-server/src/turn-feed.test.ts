import { reduceThread, type Thread, type ThreadEvent } from '@kb-assistant/protocol';
import { describe, expect, it } from 'vitest';
import { TurnFeed, type Watcher } from './turn-feed.ts';

const thread: Thread = {
  id: 't1',
  created_at: '2026-01-01T00:00:00.000Z',
  status: { type: 'active' },
  items: { data: [], has_more: false },
};
const message = (id: string, text = '') => ({
  type: 'assistant_message' as const,
  id,
  thread_id: 't1',
  created_at: '2026-01-01T00:00:00.000Z',
  content: text === '' ? [] : [{ type: 'output_text' as const, text, annotations: [] }],
});
const delta = (item_id: string, text: string): ThreadEvent => ({
  type: 'thread.item.updated',
  item_id,
  update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: text },
});
const readAll = async (watcher: Watcher): Promise<ThreadEvent[]> => {
  const all: ThreadEvent[] = [];
  for (let events = await watcher.next(); events; events = await watcher.next()) all.push(...events);
  return all;
};
const threadOf = (events: ThreadEvent[]) => events.reduce(reduceThread, null as Thread | null);

const answer: ThreadEvent[] = [
  { type: 'thread.created', thread },
  { type: 'stream_options', stream_options: { allow_cancel: true } },
  { type: 'progress_update', text: 'Searching' },
  { type: 'thread.item.added', item: message('m1') },
  delta('m1', 'Hello '),
  { type: 'client_effect', name: 'confetti', data: {} },
  { type: 'notice', level: 'info', message: 'Slow today' },
  delta('m1', 'there'),
  { type: 'thread.item.done', item: message('m1', 'Hello there') },
  { type: 'thread.item.added', item: message('m2') },
  { type: 'thread.item.removed', item_id: 'm2' },
  { type: 'thread.updated', thread: { ...thread, title: 'Greeting' } },
];

describe('a feed', () => {
  it('tells one who is there from the beginning every event, in order', async () => {
    const feed = new TurnFeed();
    const read = readAll(feed.watch());
    for (const event of answer) {
      feed.push(event);
      await Promise.resolve();
    }
    feed.end();
    expect(await read).toEqual(answer);
  });

  it.each(answer.map((_, index) => index))(
    'tells one who comes after %i events what makes the same thread',
    async (at) => {
      const feed = new TurnFeed();
      for (const event of answer.slice(0, at)) feed.push(event);
      const read = readAll(feed.watch());
      for (const event of answer.slice(at)) feed.push(event);
      feed.end();
      expect(threadOf(await read)).toEqual(threadOf(answer));
    },
  );

  it('tells one who comes at the end how it went, effects left out', async () => {
    const feed = new TurnFeed();
    for (const event of answer) feed.push(event);
    feed.push({ type: 'error', code: 'stream.error', allow_retry: true });
    feed.end();
    const names = (await readAll(feed.watch())).map(({ type }) => type);
    expect(names).toEqual([
      'thread.created',
      'stream_options',
      'thread.item.removed',
      'thread.item.done',
      'notice',
      'error',
    ]);
  });

  it('holds neither the answer nor another reader up for a slow one, who gets few events and the whole text', async () => {
    const feed = new TurnFeed();
    const [slow, quick] = [feed.watch(), feed.watch()];
    feed.push({ type: 'thread.created', thread });
    feed.push({ type: 'thread.item.added', item: message('m1') });
    const first = await slow.next();
    const seen: ThreadEvent[] = [...(await quick.next())!];
    for (let i = 0; i < 10_000; i++) {
      feed.push(delta('m1', `${i} `));
      seen.push(...(await quick.next())!);
    }
    feed.end();
    const rest = await readAll(slow);
    expect(rest.length).toBeLessThan(300);
    expect(threadOf([...first!, ...rest])).toEqual(threadOf(seen));
    expect(threadOf(seen)?.items.data).toHaveLength(1);
  });

  it('ends for one who leaves, and knows how many are left', async () => {
    const feed = new TurnFeed();
    expect([feed.hasBegun, feed.readers]).toEqual([false, 0]);
    const watcher = feed.watch();
    const waiting = watcher.next();
    expect([feed.hasBegun, feed.readers]).toEqual([true, 1]);
    watcher.leave();
    expect(await waiting).toBeNull();
    expect([feed.hasBegun, feed.readers]).toEqual([true, 0]);
  });
});
