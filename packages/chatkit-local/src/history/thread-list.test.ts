import { expect, test } from 'vitest';
import { emitOn } from '../element/events.ts';
import { en } from '../strings/en.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { ChatKitClient } from '../transport/chatkit-client.ts';
import { ThreadList } from './thread-list.ts';

function setup(count: number, changed: (list: ThreadList) => void = () => {}) {
  const server = new FakeServer();
  server.pageSize = 3;
  for (let index = 0; index < count; index++) server.add(`t${index}`);
  const told: unknown[] = [];
  const target = new EventTarget();
  for (const type of ['chatkit.history.open', 'chatkit.history.close']) {
    target.addEventListener(type, () => told.push(type));
  }
  const clock = { sleep: () => Promise.resolve(), random: () => 0 };
  const list: ThreadList = new ThreadList({
    client: new ChatKitClient({ api: () => ({ url: '/api', fetch: server.fetch }), locale: () => 'en', clock }),
    emit: emitOn(target),
    strings: () => en,
    changed: () => changed(list),
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

test('what was changed outlives a list that is read again, and shows in it', async () => {
  const { list, ids, server, told } = setup(3);
  await list.reload();
  const reading = list.reload();
  const changing = [list.rename('t0', 'Better'), list.delete('t1')];
  // This page was read before the changes.
  await reading;
  expect(ids()).toEqual(['t2', 't0']);
  await Promise.all([list.reload(), ...changing]);
  expect(list.state).toMatchObject({ failure: null, threads: [{ id: 't2' }, { id: 't0', title: 'Better' }] });
  expect(told).toEqual([
    ['renamed', 't0', 'Better'],
    ['deleted', 't1'],
  ]);
  expect(server.threads).toHaveLength(2);
  await list.reload();
  expect(ids()).toEqual(['t2', 't0']);
});

test('only the row of a change that failed is taken back', async () => {
  const { list, server, ids } = setup(2);
  await list.reload();
  server.failures.push(refusal());
  await Promise.all([list.delete('t0'), list.delete('t1')]);
  expect(ids()).toEqual(['t0']);
});

test('a change that failed for no reason that could be told has words of its own', async () => {
  const { list, server } = setup(1);
  await list.reload();
  server.failures.push(new Response('<html>'));
  await list.rename('t0', 'Better');
  expect(list.state.failure).toBe(en.changeFailed);
});

test('released, it gives a change up without a word', async () => {
  const { list, ids, told } = setup(1);
  await list.reload();
  const deleting = list.delete('t0');
  list.release();
  await deleting;
  expect(list.state.failure).toBeNull();
  expect(ids()).toEqual(['t0']);
  expect(told).toEqual([]);
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

test('while the list is asked for again the person is told', async () => {
  const told = new Set<boolean>();
  const { list, server } = setup(1, ({ state }) => void told.add(state.retrying));
  server.failures.push(new TypeError('away'));
  await list.reload();
  expect([...told]).toEqual([false, true]);
  expect(list.state.retrying).toBe(false);
});
