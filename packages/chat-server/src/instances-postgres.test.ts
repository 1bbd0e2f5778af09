import { afterAll, beforeAll, describe } from 'vitest';
import { describeInstances } from './testing/instances-contract.ts';
import { PostgresServer, whyNoPostgres } from './testing/postgres-server.ts';

const reason = whyNoPostgres();

describe.skipIf(reason !== null)(`instances${reason === null ? '' : ` (${reason})`}`, () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await PostgresServer.start();
  }, 120_000);
  afterAll(() => postgres.stop(), 60_000);

  describeInstances('PostgreSQL', async () => ({ postgres: await postgres.createDatabase('test') }));
});
