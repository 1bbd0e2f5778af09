import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PostgresServer, whyNoPostgres } from '../../testing/postgres-server.ts';
import { describeLeaseContract, describeRelayContract, SHORT_LEASE_MS } from '../../testing/relay-contract.ts';
import { postgresRelay } from './index.ts';

const reason = whyNoPostgres();

describe.skipIf(reason !== null)(`PostgreSQL${reason === null ? '' : ` (${reason})`}`, () => {
  let server: PostgresServer;
  let databases = 0;
  const newDatabase = () => server.createDatabase(`test_${++databases}`);
  beforeAll(async () => {
    server = await PostgresServer.start();
  }, 120_000);
  afterAll(() => server.stop(), 60_000);

  describeRelayContract('postgresRelay', async () => {
    const database = await newDatabase();
    return () => postgresRelay({ database });
  });

  describeLeaseContract('postgresRelay', async () => {
    const database = await newDatabase();
    const query = async (text: string, values: unknown[]) => {
      const client = new Client({ connectionString: database });
      await client.connect();
      await client.query(text, values);
      await client.end();
    };
    return {
      make: () => postgresRelay({ database, leaseMs: SHORT_LEASE_MS }),
      takeAndDie: (key) =>
        query("SELECT kb_chat.take_lease($1, 'ada', 'killed', 9, $2::interval)", [key, `${SHORT_LEASE_MS} ms`]),
      steal: (key) => query("UPDATE kb_chat.leases SET holder = 'thief', expires = 'infinity' WHERE key = $1", [key]),
    };
  });

  it('is heard again after its connection broke', async () => {
    const database = await newDatabase();
    const [one, two] = [postgresRelay({ database }), postgresRelay({ database })];
    const messages: string[] = [];
    one.open({ onMessage: () => {}, onLost: () => {} });
    two.open({ onMessage: (message) => messages.push(message), onLost: () => {} });
    await two.take('thread', 'ada', 9);
    const client = new Client({ connectionString: database });
    await client.connect();
    await client.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    await client.end();
    await vi.waitFor(
      async () => {
        await one.send(two.id, 'still there?').catch(() => {});
        expect(messages).toContain('still there?');
      },
      { timeout: 5_000, interval: 100 },
    );
    await Promise.all([one.close(), two.close()]);
  });
});
