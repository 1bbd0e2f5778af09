import { afterAll, beforeAll, describe } from 'vitest';
import { RedisServer, whyNoRedis } from '../../session/src/testing/redis-server.ts';
import { describeInstances } from './testing/instances-contract.ts';
import { PostgresServer, whyNoPostgres } from './testing/postgres-server.ts';

const reason = whyNoPostgres() ?? whyNoRedis();

describe.skipIf(reason !== null)(`instances${reason === null ? '' : ` (${reason})`}`, () => {
  let postgres: PostgresServer;
  let redis: RedisServer;
  beforeAll(async () => {
    [postgres, redis] = await Promise.all([PostgresServer.start(), RedisServer.start()]);
  }, 120_000);
  afterAll(() => Promise.all([postgres.stop(), redis.stop()]), 60_000);

  describeInstances('Redis', async () => ({
    postgres: await postgres.createDatabase('test'),
    redisPort: redis.port,
  }));
});
