import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Relay } from '@kb-assistant/chat-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { PostgresServer, whyNoPostgres } from '../../../packages/chat-server/src/testing/postgres-server.ts';
import { RedisServer, whyNoRedis } from '../../../packages/session/src/testing/redis-server.ts';
import { openStorage, type Storage } from './storage.ts';

const folder = mkdtempSync(join(tmpdir(), 'kb-storage-'));
const opened: Storage[] = [];
const open = async (env: NodeJS.ProcessEnv): Promise<Storage> => {
  const storage = await openStorage(join(folder, 'chat.sqlite'), env);
  storage.relay?.open({ onMessage: () => {}, onLost: () => {} });
  opened.push(storage);
  return storage;
};
afterEach(async () => {
  for (const { relay, close } of opened.splice(0)) {
    await relay?.close();
    await close();
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const thread = { id: 'thr_1', created_at: '', status: { type: 'active' as const }, metadata: {} };
/** Who gets the same thread, of those who ask for it one after the other. */
const takers = async (...relays: (Relay | undefined)[]) => {
  const results: unknown[] = [];
  for (const relay of relays) results.push(await relay?.take('thread', 'ada', 9));
  return results;
};

it('is a file where nothing else is said, which one process has for itself', async () => {
  const { store, relay } = await open({});
  await store.saveThread('ada', thread);
  expect(relay).toBeUndefined();
  expect(await (await open({ DATABASE_URL: '', REDIS_URL: '' })).store.loadThread('ada', 'thr_1')).toEqual(thread);
});

const reason = whyNoPostgres() ?? whyNoRedis();
describe.skipIf(reason !== null)(`with PostgreSQL and Redis${reason === null ? '' : ` (${reason})`}`, () => {
  let postgres: PostgresServer;
  let redis: RedisServer;
  let DATABASE_URL: string;
  beforeAll(async () => {
    [postgres, redis] = await Promise.all([PostgresServer.start(), RedisServer.start()]);
    DATABASE_URL = await postgres.createDatabase('storage');
  }, 120_000);
  afterAll(() => Promise.all([postgres.stop(), redis.stop()]), 60_000);

  it('is the database of DATABASE_URL, which processes share, and tell each other by', async () => {
    const [one, two] = [await open({ DATABASE_URL }), await open({ DATABASE_URL })];
    await one.store.saveThread('ada', thread);
    expect(await two.store.loadThread('ada', 'thr_1')).toEqual(thread);
    expect(await takers(one.relay, two.relay)).toEqual(['taken', 'held']);
  });

  it('goes by REDIS_URL for what they tell each other, where there is one', async () => {
    const REDIS_URL = `redis://127.0.0.1:${redis.port}`;
    const [one, two] = [await open({ DATABASE_URL, REDIS_URL }), await open({ DATABASE_URL, REDIS_URL })];
    const other = await open({ DATABASE_URL });
    expect(await takers(one.relay, two.relay, other.relay)).toEqual(['taken', 'held', 'taken']);
  });
});
