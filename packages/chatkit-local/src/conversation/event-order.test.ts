import type { ThreadEvent, ThreadItem } from '@kb-assistant/protocol';
import { expect, test } from 'vitest';
import { answer, begin, delta } from '../testing/fake-server.ts';
import { EventOrder } from './event-order.ts';

const done = (id: string, text: string): ThreadEvent => ({ type: 'thread.item.done', item: answer('t', id, text) });

/** What is applied of these events, where these items are there already. */
function applied(events: ThreadEvent[], ...items: ThreadItem[]): ThreadEvent[] {
  const order = new EventOrder();
  const here = new Map(items.map((item) => [item.id, item]));
  return events.flatMap((event) => {
    const next = order.next(event, (id) => here.get(id));
    for (const each of next) if ('item' in each) here.set(each.item.id, each.item);
    return next;
  });
}

test('what comes in order is left as it is', () => {
  const events = [begin('t', 'a'), delta('a', 'One '), delta('a', 'two'), done('a', 'One two'), begin('t', 'b')];
  expect(applied(events)).toEqual(events);
});

test('an update that is ahead of its item waits for it', () => {
  const early = [delta('a', 'One '), delta('a', 'two')];
  expect(applied([...early, begin('t', 'b'), begin('t', 'a')])).toEqual([begin('t', 'b'), begin('t', 'a'), ...early]);
});

test('an update that is ahead of a finished item is in it already', () => {
  expect(applied([delta('a', 'One'), done('a', 'One')])).toEqual([done('a', 'One')]);
});

test.each<[string, ThreadEvent]>([
  ['beginning', begin('t', 'a')],
  ['piece', delta('a', 'One')],
])('a %s that comes after the end is passed over', (_name, late) => {
  expect(applied([begin('t', 'a'), done('a', 'One'), late])).toEqual([begin('t', 'a'), done('a', 'One')]);
});

test('a beginning that is told again takes nothing away of what has come', () => {
  expect(applied([begin('t', 'a')], answer('t', 'a', 'Half an answer'))).toEqual([]);
});

test('a beginning that holds more than is known is how things stand', () => {
  const more: ThreadEvent = { type: 'thread.item.added', item: answer('t', 'a', 'Half an answer') };
  expect(applied([more], answer('t', 'a', 'Half'))).toEqual([more]);
});

test('a widget that is there already may change at any time', () => {
  const widget: ThreadItem = { id: 'w', thread_id: 't', created_at: '', type: 'widget', widget: { type: 'Card' } };
  const update: ThreadEvent = {
    type: 'thread.item.updated',
    item_id: 'w',
    update: { type: 'widget.root.updated', widget: { type: 'Card' } },
  };
  expect(applied([{ type: 'thread.item.done', item: widget }, update])).toHaveLength(2);
});

test('of updates whose items never come, no more than a thousand are kept', () => {
  const early = Array.from({ length: 1_200 }, (_, index) => delta('a', `${index} `));
  expect(applied([...early, begin('t', 'a')])).toHaveLength(1_001);
});
