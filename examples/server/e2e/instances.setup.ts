import { RedisServer, whyNoRedis } from '../../../packages/session/src/testing/redis-server.ts';
import { PostgresServer, whyNoPostgres } from '../../../packages/chat-server/src/testing/postgres-server.ts';

/** Starts what the servers of the project `e2e-instances` share, once for all its files. */
export async function setup(): Promise<(() => Promise<unknown>) | undefined> {
  // Then its tests skip themselves, and say why.
  if (whyNoPostgres() ?? whyNoRedis()) return undefined;
  const [postgres, redis] = await Promise.all([PostgresServer.start(), RedisServer.start()]);
  process.env['KB_E2E_POSTGRES'] = await postgres.createDatabase('e2e');
  process.env['KB_E2E_REDIS'] = `redis://127.0.0.1:${redis.port}`;
  return () => Promise.all([postgres.stop(), redis.stop()]);
}
