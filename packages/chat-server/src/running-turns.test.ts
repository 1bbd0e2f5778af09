import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunningTurns } from './running-turns.ts';

const options = { waitMs: 1_000, limitMs: 300_000 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a turn', () => {
  it('holds its thread for as long as it lasts, and leaves no timer behind', async () => {
    const turns = new RunningTurns();
    const first = await turns.begin('ada', 't1', options);
    expect(turns.get('ada', 't1')).toBe(first);

    const second = turns.begin('ada', 't1', options);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await second).toBeNull();

    first!.end();
    await first!.ended;
    expect(turns.get('ada', 't1')).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('hands its thread to one of those who wait', async () => {
    const turns = new RunningTurns();
    const first = await turns.begin('ada', 't1', options);
    const waiting = [turns.begin('ada', 't1', options), turns.begin('ada', 't1', options)];
    first!.end();
    const [second, third] = await Promise.all(waiting);
    expect(second).not.toBeNull();
    expect(third).toBeNull();
    second!.end();
    await second!.ended;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is stopped when its time is up, and only the first reason counts', async () => {
    const turn = await new RunningTurns().begin('ada', 't1', options);
    await vi.advanceTimersByTimeAsync(299_999);
    expect(turn!.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(turn!.stopReason).toBe('timed-out');
    expect(turn!.signal.reason).toMatchObject({ name: 'TimeoutError' });
    turn!.stop('stopped');
    expect(turn!.stopReason).toBe('timed-out');
  });

  it('of one user does not hold the thread of that name of another', async () => {
    const turns = new RunningTurns();
    await turns.begin('ada', 't1', options);
    expect(await turns.begin('bob', 't1', options)).not.toBeNull();
    expect(turns.get('eve', 't1')).toBeUndefined();
  });
});
