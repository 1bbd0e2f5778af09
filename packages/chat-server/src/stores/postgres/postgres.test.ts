import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttachmentRecord, ThreadRecord } from '../../store.ts';
import { PostgresServer, whyNoPostgres } from '../../testing/postgres-server.ts';
import { describeStoreContract } from '../../testing/store-contract.ts';
import { postgresStore } from './index.ts';

const reason = whyNoPostgres();

describe.skipIf(reason !== null)(`PostgreSQL${reason === null ? '' : ` (${reason})`}`, () => {
  let server: PostgresServer;
  let databases = 0;
  const newDatabase = () => server.createDatabase(`test_${++databases}`);
  beforeAll(async () => {
    server = await PostgresServer.start();
  }, 120_000);
  afterAll(() => server.stop(), 60_000);

  // A schema for each test: making a database takes a while.
  let shared: string;
  let schemas = 0;
  beforeAll(async () => {
    shared = await newDatabase();
  });
  describeStoreContract('postgresStore', () => postgresStore({ database: shared, schema: `test_${++schemas}` }));

  describe('postgresStore', () => {
    it('makes its tables once, however many instances start at once', async () => {
      const database = await newDatabase();
      const stores = Array.from({ length: 5 }, () => postgresStore({ database }));
      await Promise.all(stores.map((store) => store.ping()));
      const { rows } = await query(database, 'SELECT version FROM kb_chat.migrations');
      expect(rows.map(({ version }: { version: number }) => version)).toEqual(
        Array.from({ length: rows.length }, (_, index) => index + 1),
      );
      await Promise.all(stores.map((store) => store.close()));
    });

    it('holds everything when it is opened again, and shows one instance what another wrote', async () => {
      const database = await newDatabase();
      const one = postgresStore({ database });
      await one.saveThread('ada', thread('t1'));
      await one.close();
      const [two, three] = [postgresStore({ database }), postgresStore({ database })];
      await two.saveItem('ada', 't1', note('t1', 'h1'));
      expect(await three.loadItem('ada', 't1', 'h1')).toEqual(note('t1', 'h1'));
      expect(await three.loadThread('ada', 't1')).toEqual(thread('t1'));
      await Promise.all([two.close(), three.close()]);
    });

    it('brings the tables of an older version up to date by itself, and keeps what is in them', async () => {
      const database = await newDatabase();
      const store = postgresStore({ database });
      await store.saveThread('ada', thread('t1'));
      await store.saveAttachment('ada', file);
      await store.close();
      // As that version left them.
      await query(database, 'ALTER TABLE kb_chat.attachments DROP COLUMN claimed');
      await query(database, 'DELETE FROM kb_chat.migrations WHERE version >= 2');
      const after = postgresStore({ database });
      expect(await after.takeAttachments('ada', 't1', [file])).toBe(true);
      expect(await after.loadAttachment('ada', file.id)).toEqual({ ...file, thread_id: 't1' });
      await after.close();
    });

    it('leaves the tables of a newer version alone', async () => {
      const database = await newDatabase();
      const store = postgresStore({ database });
      await store.ping();
      await store.close();
      await query(database, 'INSERT INTO kb_chat.migrations VALUES (99)');
      const older = postgresStore({ database });
      await expect(older.ping()).rejects.toThrow(/version 99 of the schema/);
      await older.close();
    });

    it('keeps two assistants apart in two schemas of one database, and leaves a pool that it was given open', async () => {
      const pool = new Pool({ connectionString: await newDatabase() });
      const [one, two] = [
        postgresStore({ database: pool, schema: 'one' }),
        postgresStore({ database: pool, schema: 'two' }),
      ];
      await one.saveThread('ada', thread('t1'));
      expect(await two.loadThread('ada', 't1')).toBeNull();
      await one.close();
      await two.ping();
      await pool.end();
    });

    it.each(['', 'Public', 'a; DROP SCHEMA public', 'x'.repeat(50)])('refuses the schema %j', (schema) => {
      expect(() => postgresStore({ database: 'postgres://localhost/x', schema })).toThrow(/schema: expected/);
    });

    it('gives a reader every item of a thread that many instances write to, in one order', async () => {
      const database = await newDatabase();
      const writers = Array.from({ length: 4 }, () => postgresStore({ database }));
      const reader = postgresStore({ database });
      await reader.saveThread('ada', thread('t1'));

      const written = Promise.all(
        writers.map(async (store, writer) => {
          for (let i = 0; i < 50; i++) await store.saveItem('ada', 't1', note('t1', `${writer}-${i}`));
        }),
      );
      const state = { writing: true };
      void written.then(() => (state.writing = false));
      // What a cursor has passed stays passed: nothing may appear before it later.
      const seen: string[] = [];
      let after: string | undefined;
      while (state.writing || seen.length < 200) {
        // Asked before: the last item may be written while the page without it is on its way.
        const { writing } = state;
        const page = await reader.listItems('ada', 't1', { limit: 3, order: 'asc', after });
        // The last page names no cursor; the items after it are found from the page before.
        if (page.after === undefined) {
          if (!writing) {
            seen.push(...page.data.map(({ id }) => id));
            break;
          }
          continue;
        }
        seen.push(...page.data.map(({ id }) => id));
        after = page.after;
      }
      const all = await reader.listItems('ada', 't1', { limit: 1_000, order: 'asc' });
      expect(seen).toEqual(all.data.map(({ id }) => id));
      expect(new Set(seen).size).toBe(200);
      await Promise.all([reader, ...writers].map((store) => store.close()));
    });

    it('shows every thread to a reader while many are made at once', async () => {
      const store = postgresStore({ database: await newDatabase() });
      await Promise.all(Array.from({ length: 60 }, (_, i) => store.saveThread('ada', thread(`t${i}`))));
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.listThreads('ada', { limit: 7, order: 'desc', after });
        seen.push(...page.data.map(({ id }) => id));
        after = page.after;
      } while (after !== undefined);
      expect(new Set(seen).size).toBe(60);
      await store.close();
    });

    it('fails while the database is away, and goes on when it is back', async () => {
      const own = await PostgresServer.start();
      try {
        const store = postgresStore({ database: await own.createDatabase('away') });
        await store.saveThread('ada', thread('t1'));
        await own.kill();
        await expect(store.ping()).rejects.toThrow();
        await expect(store.loadThread('ada', 't1')).rejects.toThrow();
        await own.restart();
        await store.ping();
        expect(await store.loadThread('ada', 't1')).toEqual(thread('t1'));
        await store.close();
      } finally {
        await own.stop();
      }
    }, 60_000);
  });
});

async function query(database: string, text: string) {
  const client = new Client({ connectionString: database });
  await client.connect();
  const result = await client.query(text);
  await client.end();
  return result;
}

const thread = (id: string): ThreadRecord => ({
  id,
  created_at: '2026-01-01T00:00:00.000Z',
  status: { type: 'active' },
  metadata: { plan: 'pro' },
});

const file: AttachmentRecord = {
  id: 'atc_1',
  type: 'file',
  name: 'a.txt',
  mime_type: 'text/plain',
  size: 1,
  status: 'uploaded',
  created_at: '2026-01-01T00:00:00.000Z',
};

const note = (threadId: string, id: string) => ({
  type: 'sdk_hidden_context' as const,
  id,
  thread_id: threadId,
  created_at: '2026-01-01T00:00:00.000Z',
  content: 'stopped',
});
