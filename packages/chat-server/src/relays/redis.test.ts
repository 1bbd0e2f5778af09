import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe } from 'vitest';
import { RedisServer, whyNoRedis } from '../../../session/src/testing/redis-server.ts';
import { describeLeaseContract, describeRelayContract, SHORT_LEASE_MS } from '../testing/relay-contract.ts';
import { redisRelay } from './redis.ts';

const reason = whyNoRedis();

describe.skipIf(reason !== null)(`Redis${reason === null ? '' : ` (${reason})`}`, () => {
  let server: RedisServer;
  let client: Redis;
  let prefixes = 0;
  beforeAll(async () => {
    server = await RedisServer.start();
    client = new Redis(server.port, '127.0.0.1');
  }, 120_000);
  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });

  describeRelayContract('redisRelay', () => {
    const prefix = `test-${++prefixes}`;
    return () => redisRelay({ client, prefix });
  });

  describeLeaseContract('redisRelay', async () => {
    const prefix = `test-${++prefixes}`;
    return {
      make: () => redisRelay({ client, prefix, leaseMs: SHORT_LEASE_MS }),
      takeAndDie: async (key) => void (await client.set(`${prefix}:lease:${key}`, 'killed', 'PX', SHORT_LEASE_MS)),
      steal: async (key) => void (await client.set(`${prefix}:lease:${key}`, 'thief')),
    };
  });
});
