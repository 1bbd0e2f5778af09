import { expect, test, vi } from 'vitest';
import type { Turn } from '../conversation/turns.ts';
import { TurnWindow } from './turn-window.ts';

const turns = (from: number, to: number): Turn[] =>
  Array.from({ length: to - from }, (_, index) => ({ key: `turn ${from + index}`, question: null, answers: [] }));

/** A window on turns, and its frames. */
function setup() {
  const frames: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => {});
  let asked = 0;
  const window = new TurnWindow(() => void asked++);
  /** Resolves when what waited for the next frame has asked to be drawn. */
  const frame = async () => {
    const before = asked;
    frames.shift()?.();
    await vi.waitFor(() => expect(asked).toBe(before + 1), { interval: 0 });
  };
  return { window, frame, frames };
}

test('a short thread is drawn at once, and settles when it has been laid out', async () => {
  const { window, frame, frames } = setup();
  expect(window.look(turns(0, 3))).toEqual({ first: 0, settled: 3 });
  expect([window.whole, window.first]).toEqual([true, 'turn 0']);
  await frame();
  expect(window.look(turns(0, 3))).toEqual({ first: 0, settled: 3 });
  await frame();
  expect(window.look(turns(0, 3))).toEqual({ first: 0, settled: 0 });
  expect(frames).toEqual([]);
});

test('of a long thread the end is drawn first, and the rest a few turns a frame', async () => {
  const { window, frame, frames } = setup();
  expect(window.look(turns(0, 16))).toEqual({ first: 4, settled: 16 });
  expect(window.whole).toBe(false);
  // Drawn again within the frame, it stays as it is.
  expect(window.look(turns(0, 16))).toEqual({ first: 4, settled: 16 });
  await frame();
  expect(window.look(turns(0, 16))).toEqual({ first: 2, settled: 16 });
  await frame();
  expect(window.look(turns(0, 16))).toEqual({ first: 0, settled: 2 });
  expect(window.whole).toBe(true);
  await frame();
  expect(window.look(turns(0, 16))).toEqual({ first: 0, settled: 0 });
  expect(frames).toEqual([]);
});

test('turns that are added below are drawn at once, and older ones that come above a few a frame', async () => {
  const { window, frame } = setup();
  window.look(turns(10, 12));
  await frame();
  window.look(turns(10, 12));
  await frame();
  expect(window.look(turns(10, 13))).toEqual({ first: 0, settled: 0 });
  expect(window.look(turns(0, 13))).toEqual({ first: 10, settled: 10 });
  expect(window.whole).toBe(false);
  await frame();
  expect(window.look(turns(0, 13))).toEqual({ first: 8, settled: 10 });
});

test('another thread begins anew', async () => {
  const { window, frame } = setup();
  window.look(turns(0, 3));
  await frame();
  window.look(turns(0, 3));
  expect(window.look(turns(100, 120))).toEqual({ first: 8, settled: 20 });
  expect(window.look([])).toEqual({ first: 0, settled: 0 });
});
