import type { ThreadItem } from '@kb-assistant/protocol';
import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

const item = (type: ThreadItem['type'], id: string) => ({ id, type }) as ThreadItem;

const asked = (id: string) => item('user_message', id);
const said = (id: string) => item('assistant_message', id);

/** The same item, which counts how often it is looked at. */
function counting(each: ThreadItem, count: { reads: number }): ThreadItem {
  return new Proxy(each, {
    get: (target, name) => {
      count.reads++;
      return Reflect.get(target, name) as unknown;
    },
  });
}

const keysOf = (turns: ReturnType<Turns['of']>) =>
  turns.map(({ key, answers }) => [key, ...answers.map(({ id }) => id)]);

test('a turn is a question with all that was answered to it; a thread may begin with an answer', () => {
  const items = [said('hello'), asked('q1'), said('a1'), item('workflow', 'w1'), asked('q2'), asked('q3'), said('a3')];
  const turns = new Turns().of(items);
  expect(keysOf(turns)).toEqual([['hello', 'hello'], ['q1', 'a1', 'w1'], ['q2'], ['q3', 'a3']]);
  expect(turns.map(({ question }) => question?.id)).toEqual([undefined, 'q1', 'q2', 'q3']);
  expect(turns.map(({ plain }) => plain)).toEqual([true, false, true, true]);
  expect(new Turns().of([])).toEqual([]);
});

test('a turn stays the same object until one of its items changes', () => {
  const turns = new Turns();
  const [q1, a1, q2, a2, q3] = [asked('q1'), said('a1'), asked('q2'), said('a2'), asked('q3')];
  const before = turns.of([q1, a1, q2, a2, q3]);
  const grown = turns.of([q1, a1, q2, a2, q3, said('a3')]);
  expect(grown.slice(0, 2)).toEqual(before.slice(0, 2));
  expect([grown[0] === before[0], grown[1] === before[1], grown[2] === before[2]]).toEqual([true, true, false]);
  const mended = turns.of([q1, a1, q2, said('a2'), q3, said('a3')]);
  expect([mended[0] === before[0], mended[1] === before[1]]).toEqual([true, false]);
});

test('what is taken away, put before or put between is seen', () => {
  const turns = new Turns();
  const [q1, a1, q2, a2] = [asked('q1'), said('a1'), asked('q2'), said('a2')];
  turns.of([q1, a1, q2, a2]);
  expect(keysOf(turns.of([q1, a1, q2]))).toEqual([['q1', 'a1'], ['q2']]);
  expect(keysOf(turns.of([q1, a1]))).toEqual([['q1', 'a1']]);
  expect(keysOf(turns.of([q1, a1, a2]))).toEqual([['q1', 'a1', 'a2']]);
  expect(keysOf(turns.of([said('a0'), q1, a1]))).toEqual([
    ['a0', 'a0'],
    ['q1', 'a1'],
  ]);
  expect(keysOf(turns.of([q2]))).toEqual([['q2']]);
});

test('while an answer grows, the items before it are not even looked at, however many there are', () => {
  const readsWith = (count: number): number => {
    const reading = { reads: 0 };
    const items = Array.from({ length: count }, (_, index) =>
      counting(index % 2 === 0 ? asked(`q${index}`) : said(`a${index}`), reading),
    );
    const turns = new Turns();
    turns.of(items);
    reading.reads = 0;
    turns.of([...items.slice(0, -1), counting(said('grown'), reading)]);
    return reading.reads;
  };
  expect(readsWith(1_000)).toBe(readsWith(10));
  expect(readsWith(1_000)).toBeGreaterThan(0);
});
