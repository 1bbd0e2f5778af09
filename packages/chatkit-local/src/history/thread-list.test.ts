import { expect, test } from 'vitest';
import { emitOn } from '../element/events.ts';
import { en } from '../strings/en.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { ChatKitClient } from '../transport/chatkit-client.ts';
import { ThreadList } from './thread-list.ts';

function setup(count: number) {
  const server = new FakeServer();
  server.pageSize = 3;
  for (let index = 0; index < count; index++) server.add(`t${index}`);
  const told: unknown[] = [];
  const target = new EventTarget();
  for (const type of ['chatkit.history.open', 'chatkit.history.close']) {
    target.addEventListener(type, () => told.push(type));
  }
  const list = new ThreadList({
    client: new ChatKitClient({ api: () => ({ url: '/api', fetch: server.fetch }), locale: () => 'en' }),
    emit: emitOn(target),
    strings: () => en,
    changed: () => {},
    renamed: (id, title) => void told.push(['renamed', id, title]),
    deleted: (id) => void told.push(['deleted', id]),
  });
  const ids = () => list.state.threads?.map(({ id }) => id);
  return { server, list, told, ids };
}

const refusal = () => new Response('{"message":"Not yours"}', { status: 403 });

test('the newest threads come first, page by page', async () => {
  const { list, ids } = setup(7);
  await list.reload();
  expect(ids()).toEqual(['t6', 't5', 't4']);
  await list.loadMore();
  await list.loadMore();
  expect(ids()).toEqual(['t6', 't5', 't4', 't3', 't2', 't1', 't0']);
  expect(list.state.after).toBeNull();
});

test('opening and closing is told once each', () => {
  const { list, told } = setup(0);
  list.show();
  list.show();
  list.hide();
  list.hide();
  expect(told).toEqual(['chatkit.history.open', 'chatkit.history.close']);
});

test('a new title is shown at once and stored', async () => {
  const { list, server, told } = setup(1);
  await list.reload();
  const renaming = list.rename('t0', '  Better  ');
  expect(list.state.threads?.[0]?.title).toBe('Better');
  await renaming;
  expect(server.threads[0]?.title).toBe('Better');
  expect(told).toContainEqual(['renamed', 't0', 'Better']);
});

test('a title that is empty or the same asks the server nothing', async () => {
  const { list, server } = setup(1);
  await list.reload();
  await list.rename('t0', ' ');
  await list.rename('t0', 'Title of t0');
  expect(server.asked('threads.update')).toEqual([]);
});

test('what the server refuses is taken back, with its reason', async () => {
  const { list, server, ids } = setup(2);
  await list.reload();
  server.failures.push(refusal());
  await list.rename('t0', 'Better');
  expect(list.state.threads?.find(({ id }) => id === 't0')?.title).toBe('Title of t0');
  expect(list.state.failure).toBe('Not yours');
  server.failures.push(refusal());
  await list.delete('t1');
  expect(ids()).toEqual(['t1', 't0']);
});

test('a deleted thread is gone', async () => {
  const { list, ids, told } = setup(2);
  await list.reload();
  await list.delete('t1');
  expect(ids()).toEqual(['t0']);
  expect(told).toContainEqual(['deleted', 't1']);
});

test('a list that does not come says why', async () => {
  const { list, server } = setup(1);
  server.failures.push(refusal());
  await list.reload();
  expect(list.state).toMatchObject({ threads: null, loading: false, failure: 'Not yours' });
});
