import type { Relay, Store } from '@kb-assistant/chat-server';

export interface Storage {
  store: Store;
  /** What the processes that share the store tell each other by; absent where there can be only one. */
  relay?: Relay;
  /** Ends all connections. After the app, which closes the relay. */
  close(): Promise<void>;
}

/**
 * Where conversations are kept: `DATABASE_URL`, a PostgreSQL that several of these processes may share, with
 * `REDIS_URL` for what they tell each other, where there is one; else a file.
 */
export async function openStorage(
  file: string,
  { DATABASE_URL: database, REDIS_URL: redis }: NodeJS.ProcessEnv = process.env,
): Promise<Storage> {
  if (!database) {
    const { sqliteStore } = await import('@kb-assistant/chat-server/sqlite');
    const store = sqliteStore({ path: file });
    return { store, close: () => store.close() };
  }
  const { postgresRelay, postgresStore } = await import('@kb-assistant/chat-server/postgres');
  const store = postgresStore({ database });
  if (!redis) return { store, relay: postgresRelay({ database }), close: () => store.close() };
  const { redisRelay } = await import('@kb-assistant/chat-server/redis');
  const { Redis } = await import('ioredis');
  const client = new Redis(redis);
  const close = async () => {
    client.disconnect();
    await store.close();
  };
  return { store, relay: redisRelay({ client }), close };
}
