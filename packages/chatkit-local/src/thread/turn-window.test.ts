import type { UserMessageItem } from '@kb-assistant/protocol';
import { expect, test, vi } from 'vitest';
import { TurnWindow } from './turn-window.ts';

/** Questions of a thread, each of which is a turn. */
const questions = (from: number, to: number): UserMessageItem[] =>
  Array.from({ length: to - from }, (_, index) => ({
    id: `turn ${from + index}`,
    thread_id: 't',
    created_at: '',
    type: 'user_message',
    content: [],
    attachments: [],
    inference_options: {},
  }));

/** Neither quick nor slow. */
const USUAL_MS = 6;

/** A window on turns, and its frames. */
function setup() {
  const frames: (() => void)[] = [];
  const tasks: (() => void)[] = [];
  let nowMs = 0;
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => {});
  vi.stubGlobal('performance', { now: () => nowMs });
  vi.stubGlobal('setTimeout', (run: () => void, ms = 0) => (ms === 0 ? tasks.push(run) : 0));
  vi.stubGlobal('clearTimeout', () => {});
  let asked = 0;
  const window = new TurnWindow(() => void asked++);
  /** What is drawn: its first turn, how many there are, and which chunks are settled. */
  const look = (items: UserMessageItem[], pending = false) => {
    const chunks = window.look(items, pending);
    return {
      first: window.first,
      count: chunks.reduce((sum, { turns }) => sum + turns.length, 0),
      chunks: chunks.map(({ key, settled }) => (settled ? `${key} settled` : String(key))).join(', '),
    };
  };
  /** Resolves when what waited for the next frame has asked to be drawn, which takes as long as it is said to. */
  const frame = async (tookMs = USUAL_MS) => {
    const before = asked;
    frames.shift()?.();
    await vi.waitFor(() => expect(asked).toBe(before + 1), { interval: 0 });
    nowMs += tookMs;
    tasks.shift()?.();
  };
  return { window, look, frame, frames };
}

test('a short thread is drawn at once, and settles when it has been laid out, all but its end', async () => {
  const { window, look, frame, frames } = setup();
  expect(look(questions(0, 12))).toEqual({ first: 'turn 0', count: 12, chunks: '0, 1' });
  expect(window.whole).toBe(true);
  await frame();
  expect(look(questions(0, 12)).chunks).toBe('0, 1');
  await frame();
  expect(look(questions(0, 12)).chunks).toBe('0 settled, 1');
  expect(frames).toEqual([]);
});

test('of a long thread the end is drawn first, and the rest a few turns a frame', async () => {
  const { window, look, frame, frames } = setup();
  const items = questions(0, 24);
  expect(look(items)).toEqual({ first: 'turn 12', count: 12, chunks: '0, 1' });
  expect(window.whole).toBe(false);
  // Drawn again within the frame, it stays as it is.
  expect(look(items)).toEqual({ first: 'turn 12', count: 12, chunks: '0, 1' });
  await frame();
  expect(look(items)).toEqual({ first: 'turn 10', count: 14, chunks: '-1, 0, 1' });
  await frame();
  expect(look(items)).toEqual({ first: 'turn 8', count: 16, chunks: '-1, 0 settled, 1' });
  for (let count = 18; count <= 24; count += 2) {
    await frame();
    expect(look(items).count).toBe(count);
  }
  expect(window.whole).toBe(true);
  await frame();
  expect(look(items)).toEqual({ first: 'turn 0', count: 24, chunks: '-2 settled, -1 settled, 0 settled, 1' });
  expect(frames).toEqual([]);
});

test('where frames are slow, each draws fewer turns, and one at least; where they are quick, more', async () => {
  const { look, frame } = setup();
  const items = questions(0, 100);
  let before = look(items).count;
  const drawn: number[] = [];
  for (const tookMs of [USUAL_MS, 20, 20, 20, USUAL_MS, 1, 1, 1, USUAL_MS, USUAL_MS]) {
    await frame(tookMs);
    const { count } = look(items);
    drawn.push(count - before);
    before = count;
  }
  expect(drawn).toEqual([2, 1, 1, 1, 1, 2, 3, 4, 4, 4]);
});

test('turns that are added below are drawn at once, and older ones that come above a few a frame', async () => {
  const { window, look, frame } = setup();
  look(questions(20, 22));
  await frame();
  look(questions(20, 22));
  await frame();
  expect(look(questions(20, 23))).toEqual({ first: 'turn 20', count: 3, chunks: '0' });
  expect(look(questions(20, 23), true).count).toBe(4);
  expect(look(questions(0, 23))).toEqual({ first: 'turn 20', count: 3, chunks: '0' });
  expect(window.whole).toBe(false);
  await frame();
  expect(look(questions(0, 23))).toEqual({ first: 'turn 18', count: 5, chunks: '-1, 0' });
});

test('no turn is moved to another chunk by what comes above and below', async () => {
  const { window, frame } = setup();
  const places = new Map<string, number>();
  for (const [from, to] of [
    [20, 22],
    [18, 22],
    [18, 31],
    [0, 31],
    [0, 40],
  ] as const) {
    const items = questions(from, to);
    for (let count = 0; count < 10; count++) {
      for (const { key, turns } of window.look(items, false)) {
        for (const turn of turns) expect(key).toBe(places.get(turn.key) ?? key);
        for (const turn of turns) places.set(turn.key, key);
      }
      if (window.whole) break;
      await frame();
    }
  }
  expect(places.size).toBe(40);
  expect(Math.max(...[...Map.groupBy(places.values(), (key) => key).values()].map(({ length }) => length))).toBe(8);
});

test('another thread begins anew', async () => {
  const { look, frame } = setup();
  look(questions(0, 3));
  await frame();
  look(questions(0, 3));
  expect(look(questions(100, 120))).toEqual({ first: 'turn 108', count: 12, chunks: '0, 1' });
  expect(look([])).toEqual({ first: null, count: 0, chunks: '' });
  expect(look([], true)).toEqual({ first: 'pending', count: 1, chunks: '0' });
});
