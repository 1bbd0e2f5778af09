import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Relay } from '../relay.ts';

/** How long a lease lasts in these tests, where it should run out. */
export const SHORT_LEASE_MS = 300;

/** An instance as a test needs it: what came to it is written down. */
interface Instance {
  relay: Relay;
  messages: string[];
  lost: string[];
}

/**
 * What every relay must do.
 *
 * @param share Makes what some relays share, empty; they are made by what it gives, each as for a process of its own.
 */
export function describeRelayContract(name: string, share: () => Promise<() => Relay> | (() => Relay)): void {
  describe(`${name} keeps the contract of relays`, () => {
    let make: () => Relay;
    let instances: Instance[];
    const start = (): Instance => {
      const instance: Instance = { relay: make(), messages: [], lost: [] };
      instance.relay.open({
        onMessage: (message) => instance.messages.push(message),
        onLost: (key) => instance.lost.push(key),
      });
      instances.push(instance);
      return instance;
    };
    beforeEach(async () => {
      make = await share();
      instances = [];
    });
    afterEach(async () => {
      for (const { relay } of instances) await relay.close();
    });

    it('gives a key to exactly one of many who try at once', async () => {
      const relays = [start(), start(), start()].map(({ relay }) => relay);
      // Several times, because two only seldom come at the very same moment.
      for (let round = 0; round < 20; round++) {
        const key = `thread ${round}`;
        const results = await Promise.all(
          Array.from({ length: 12 }, (_, i) => relays[i % 3]!.take(key, `owner ${i}`, 99)),
        );
        expect(results.toSorted()).toEqual([...Array.from({ length: 11 }, () => 'held'), 'taken']);
        const holder = relays[results.indexOf('taken') % 3]!;
        for (const relay of relays) expect(await relay.holderOf(key)).toBe(holder.id);
      }
    });

    it('gives a key back once, and only by its holder', async () => {
      const [one, two] = [start().relay, start().relay];
      await one.take('thread', 'ada', 9);
      await two.release('thread');
      expect(await two.holderOf('thread')).toBe(one.id);
      await one.release('thread');
      expect(await two.holderOf('thread')).toBeNull();
      expect(await two.take('thread', 'ada', 9)).toBe('taken');
      await one.release('thread');
      expect(await one.holderOf('thread')).toBe(two.id);
    });

    it('counts what an owner holds among all instances', async () => {
      const [one, two] = [start().relay, start().relay];
      expect(await one.take('a', 'ada', 2)).toBe('taken');
      expect(await two.take('b', 'ada', 2)).toBe('taken');
      expect(await two.take('c', 'ada', 2)).toBe('full');
      expect(await two.take('d', 'bob', 2)).toBe('taken');
      await one.release('a');
      expect(await two.take('c', 'ada', 2)).toBe('taken');
    });

    it('lets nobody past the limit who tries many at once', async () => {
      const relays = [start(), start()].map(({ relay }) => relay);
      const results = await Promise.all(Array.from({ length: 10 }, (_, i) => relays[i % 2]!.take(`k${i}`, 'ada', 3)));
      expect(results.filter((result) => result === 'taken')).toHaveLength(3);
    });

    it('carries messages in order, to the instance that they are for, large ones too', async () => {
      const [one, two, three] = [start(), start(), start()];
      // Whoever holds something can be written to.
      await two.relay.take('thread', 'ada', 9);
      const sent = ['"first"', `Größe 日本 \u{1F600} ${'x'.repeat(50_000)}`, '{"last":"\\u0000"}'];
      await Promise.all(sent.map((message) => one.relay.send(two.relay.id, message)));
      await vi.waitFor(() => expect(two.messages).toHaveLength(3), { timeout: 10_000 });
      expect(two.messages).toEqual(sent);
      expect([...one.messages, ...three.messages]).toEqual([]);
    });

    it('keeps any two keys and owners apart, whatever is in them', async () => {
      const { relay } = start();
      const names = ['a', 'a ', 'A', 'a\u0000', '["a","b"]', 'ä', "a'; --", ''];
      for (const each of names) expect(await relay.take(`key ${each}`, each, 1)).toBe('taken');
    });

    it('gives back what it holds when it is closed', async () => {
      const [one, two] = [start().relay, start().relay];
      await one.take('thread', 'ada', 9);
      await one.close();
      expect(await two.take('thread', 'ada', 9)).toBe('taken');
    });
  });
}

/**
 * What every relay between processes must do besides.
 *
 * @param share As for the contract; the relays' leases last `SHORT_LEASE_MS`.
 */
export function describeLeaseContract(
  name: string,
  share: () => Promise<{
    make(): Relay;
    /** Takes a key as a process that is killed right after it. */
    takeAndDie(key: string): Promise<void>;
    /** Gives a key to somebody else, behind the back of its holder. */
    steal(key: string): Promise<void>;
  }>,
): void {
  describe(`${name} keeps the contract of leases`, () => {
    it('frees what a killed process held, and keeps up what a living one holds', async () => {
      const { make, takeAndDie } = await share();
      const relay = make();
      const lost: string[] = [];
      relay.open({ onMessage: () => {}, onLost: (key) => lost.push(key) });
      await relay.take('mine', 'ada', 9);
      await takeAndDie('theirs');
      expect(await relay.take('theirs', 'ada', 9)).toBe('held');
      // By then, several leases of that length have passed.
      await vi.waitFor(async () => expect(await relay.take('theirs', 'ada', 9)).toBe('taken'), { timeout: 10_000 });
      expect(await relay.take('mine', 'ada', 9)).toBe('held');
      expect(lost).toEqual([]);
      await relay.close();
    });

    it('says so where a key is not ours any more', async () => {
      const { make, steal } = await share();
      const relay = make();
      const lost: string[] = [];
      relay.open({ onMessage: () => {}, onLost: (key) => lost.push(key) });
      await relay.take('mine', 'ada', 9);
      await relay.take('other', 'ada', 9);
      await steal('mine');
      await vi.waitFor(() => expect(lost).toEqual(['mine']), { timeout: 10_000 });
      await relay.close();
    });
  });
}
