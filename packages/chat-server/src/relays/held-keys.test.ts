import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { deferred } from '../testing/test-server.ts';
import { HeldKeys } from './held-keys.ts';

const LEASE_MS = 3_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('keys that are held', () => {
  it('are kept up as long as they are held, and not longer', async () => {
    const renewed: string[][] = [];
    const held = new HeldKeys(LEASE_MS, async (owners) => {
      renewed.push([...owners.keys()]);
      return new Set(owners.keys());
    });
    held.add('one', 'ada');
    held.add('two', 'ada');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await held.letGo('one')).toBe(true);
    expect(await held.letGo('one')).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(renewed).toEqual([['one', 'two'], ['two']]);
    held.stop();
  });

  it('are let go when nothing that is on its way keeps them up any more', async () => {
    // A renewal that arrives after the key was given back would make its lease anew, and nobody would end that.
    const onItsWay = deferred();
    const held = new HeldKeys(LEASE_MS, async (owners) => {
      await onItsWay.promise;
      return new Set(owners.keys());
    });
    held.add('one', 'ada');
    held.add('two', 'ada');
    await vi.advanceTimersByTimeAsync(1_000);
    let isFree = false;
    const free = held.letGo('one').then(() => (isFree = true));
    await vi.advanceTimersByTimeAsync(10);
    expect(isFree).toBe(false);
    onItsWay.resolve();
    await free;
    held.stop();
  });

  it('are let go at once where the renewal on its way does not name them, and where it fails', async () => {
    const onItsWay = deferred();
    const held = new HeldKeys(LEASE_MS, async () => {
      await onItsWay.promise;
      throw new Error('away');
    });
    held.add('one', 'ada');
    await vi.advanceTimersByTimeAsync(1_000);
    held.add('late', 'ada');
    expect(await held.letGo('late')).toBe(true);
    const one = held.letGo('one');
    onItsWay.resolve();
    expect(await one).toBe(true);
    held.stop();
  });

  it('are lost when their time is up, though whoever is asked to keep them up never answers', async () => {
    const lost: string[] = [];
    const held = new HeldKeys(LEASE_MS, () => new Promise(() => {}));
    held.onLost = (key) => lost.push(key);
    held.add('one', 'ada');
    await vi.advanceTimersByTimeAsync(LEASE_MS - 1);
    expect(lost).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(lost).toEqual(['one']);
    // What hung holds up nothing that comes after it.
    expect(await held.letGo('one')).toBe(false);
    held.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are asked for again where that failed, as long as there is time', async () => {
    const lost: string[] = [];
    let isAway = true;
    const held = new HeldKeys(LEASE_MS, async (owners) => {
      if (isAway) throw new Error('away');
      return new Set(owners.keys());
    });
    held.onLost = (key) => lost.push(key);
    held.add('one', 'ada');
    await vi.advanceTimersByTimeAsync(2_500);
    isAway = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(lost).toEqual([]);
    isAway = true;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(lost).toEqual(['one']);
    held.stop();
  });
});
