import { v7 } from 'uuid';
import { LEASE_MS, type Relay, type RelayEvents, type TakeResult } from '../relay.ts';
import { HeldKeys } from './held-keys.ts';

/** The part of an `ioredis` client that is used here. */
export interface RedisClient {
  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown>;
  get(key: string): Promise<string | null>;
  publish(channel: string, message: string): Promise<number>;
  subscribe(channel: string): Promise<unknown>;
  duplicate(): RedisClient;
  on(event: 'message', listener: (channel: string, message: string) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  disconnect(): void;
}

export interface RedisRelayOptions {
  /** A client of `ioredis`. Yours to connect and to close; messages come over a duplicate of it. */
  client: RedisClient;
  /** Put before each key in Redis. Two servers that share one Redis need two. Default `kb-chat`. */
  prefix?: string;
  /** How long a killed instance holds its threads, in milliseconds. Default 10,000. */
  leaseMs?: number;
}

// KEYS: the lease, the leases of its owner. ARGV: the holder, the lease's milliseconds, the key, the owner's limit.
const TAKE = `
  if redis.call('EXISTS', KEYS[1]) == 1 then return 'held' end
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
  if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[4]) then return 'full' end
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  redis.call('ZADD', KEYS[2], now + ARGV[2], ARGV[3])
  redis.call('PEXPIRE', KEYS[2], ARGV[2])
  return 'taken'`;

// As above, without the limit. A lease that is gone is made anew: Redis may have lost it, and nobody has it.
const RENEW = `
  local holder = redis.call('GET', KEYS[1])
  if holder and holder ~= ARGV[1] then return 0 end
  local time = redis.call('TIME')
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2], ARGV[3])
  redis.call('PEXPIRE', KEYS[2], ARGV[2])
  return 1`;

const RELEASE = `
  if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('DEL', KEYS[1])
  redis.call('ZREM', KEYS[2], ARGV[2])
  return 1`;

/**
 * Lets instances of a server share who answers which thread through one Redis, by the package `ioredis`, which you
 * install beside this one.
 *
 * @example
 * const relay = redisRelay({ client: new Redis(process.env.REDIS_URL!) });
 */
export function redisRelay({ client, prefix = 'kb-chat', leaseMs = LEASE_MS }: RedisRelayOptions): Relay {
  const id = v7();
  const leaseOf = (key: string) => `${prefix}:lease:${key}`;
  const leasesOf = (owner: string) => `${prefix}:owner:${owner}`;
  const inboxOf = (instance: string) => `${prefix}:to:${instance}`;

  const held = new HeldKeys(leaseMs, async (owners) => {
    const kept = await Promise.all(
      Array.from(owners, async ([key, owner]) => {
        const renewed = await client.eval(RENEW, 2, leaseOf(key), leasesOf(owner), id, leaseMs, key);
        return renewed === 1 ? [key] : [];
      }),
    );
    return new Set(kept.flat());
  });
  const owners = new Map<string, string>();
  let inbox: RedisClient | undefined;
  let listening: Promise<unknown> = Promise.resolve();

  const release = async (key: string): Promise<void> => {
    const owner = owners.get(key);
    owners.delete(key);
    await held.letGo(key);
    if (owner !== undefined) await client.eval(RELEASE, 2, leaseOf(key), leasesOf(owner), id, key);
  };

  return {
    id,
    leaseMs,
    open(events: RelayEvents) {
      held.onLost = (key) => {
        owners.delete(key);
        events.onLost(key);
      };
      inbox = client.duplicate();
      // It connects again by itself, and subscribes again.
      inbox.on('error', () => {});
      inbox.on('message', (_, message) => events.onMessage(message));
      listening = inbox.subscribe(inboxOf(id));
      // Whoever waits for it hears of it; nobody else needs to.
      listening.catch(() => {});
    },
    async take(key, owner, atMost) {
      // Whoever learns from the lease whom to write to must be heard.
      await listening;
      const args = [id, leaseMs, key, atMost];
      const result = (await client.eval(TAKE, 2, leaseOf(key), leasesOf(owner), ...args)) as TakeResult;
      if (result === 'taken') {
        owners.set(key, owner);
        held.add(key, owner);
      }
      return result;
    },
    release,
    holderOf: (key) => client.get(leaseOf(key)),
    async send(instance, message) {
      await client.publish(inboxOf(instance), message);
    },
    async close() {
      await Promise.allSettled([...owners.keys()].map(release));
      held.stop();
      inbox?.disconnect();
    },
  };
}
