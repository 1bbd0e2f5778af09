import type { Relay, Store } from '@kb-assistant/chat-server';

/**
 * Where conversations are kept: `DATABASE_URL`, a PostgreSQL that several of these processes may share, with
 * `REDIS_URL` for what they tell each other, where there is one; else a file.
 */
export async function openStorage(file: string): Promise<{ store: Store; relay?: Relay }> {
  const { DATABASE_URL: database, REDIS_URL: redis } = process.env;
  if (!database) {
    const { sqliteStore } = await import('@kb-assistant/chat-server/sqlite');
    return { store: sqliteStore({ path: file }) };
  }
  const { postgresRelay, postgresStore } = await import('@kb-assistant/chat-server/postgres');
  const store = postgresStore({ database });
  if (!redis) return { store, relay: postgresRelay({ database }) };
  const { redisRelay } = await import('@kb-assistant/chat-server/redis');
  const { Redis } = await import('ioredis');
  return { store, relay: redisRelay({ client: new Redis(redis) }) };
}
