import { type PostgresPool, transaction } from './pool.ts';

/** Any number that is always the same: who holds it may migrate. */
const LOCK = 0x6b_62_63_68; // "kbch"

/**
 * What turns each version of the schema into the next; `$schema` stands for its name.
 * Add to the end; never change what has been released.
 */
const migrations = [
  `
  -- Counts the changes of all that belongs to a user: an order of them that no clock can upset. Whoever changes
  -- something takes the next number and holds the row until it commits. So nothing appears below what has been read.
  CREATE TABLE $schema.users (
    id text PRIMARY KEY,
    changes bigint NOT NULL
  );

  CREATE TABLE $schema.threads (
    id text PRIMARY KEY,
    user_id text NOT NULL,
    -- The number of its last change.
    changed bigint NOT NULL,
    -- json and not jsonb, which cannot hold U+0000.
    data json NOT NULL
  );
  CREATE INDEX threads_of_user ON $schema.threads (user_id, changed);

  CREATE TABLE $schema.items (
    thread_id text NOT NULL REFERENCES $schema.threads (id) ON DELETE CASCADE,
    id text NOT NULL,
    -- The number of the change that brought it.
    position bigint NOT NULL,
    data json NOT NULL,
    PRIMARY KEY (thread_id, id)
  );
  CREATE INDEX items_of_thread ON $schema.items (thread_id, position);

  CREATE TABLE $schema.feedback (
    thread_id text NOT NULL,
    item_id text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('positive', 'negative')),
    PRIMARY KEY (thread_id, item_id),
    FOREIGN KEY (thread_id, item_id) REFERENCES $schema.items (thread_id, id) ON DELETE CASCADE
  );

  CREATE TABLE $schema.attachments (
    id text COLLATE "C" PRIMARY KEY,
    user_id text NOT NULL,
    -- NULL until a message has taken it.
    thread_id text REFERENCES $schema.threads (id) ON DELETE CASCADE,
    status text NOT NULL CHECK (status IN ('pending', 'uploaded')),
    created_at text COLLATE "C" NOT NULL,
    data json NOT NULL
  );
  CREATE INDEX attachments_of_user ON $schema.attachments (user_id, thread_id, created_at, id);
  CREATE INDEX attachments_of_thread ON $schema.attachments (thread_id);
  CREATE INDEX attachments_unsent ON $schema.attachments (status, created_at, id) WHERE thread_id IS NULL;

  CREATE TABLE $schema.tool_calls (
    user_id text NOT NULL,
    -- No reference: the audit outlives the thread.
    thread_id text NOT NULL,
    call_id text NOT NULL,
    position bigint NOT NULL,
    data json NOT NULL,
    PRIMARY KEY (user_id, thread_id, call_id)
  );
  CREATE INDEX tool_calls_of_user ON $schema.tool_calls (user_id, position);

  -- Who answers which thread. Not logged: a lease is worth nothing after a crash.
  CREATE UNLOGGED TABLE $schema.leases (
    key text PRIMARY KEY,
    owner text NOT NULL,
    holder text NOT NULL,
    expires timestamptz NOT NULL
  );
  CREATE INDEX leases_of_owner ON $schema.leases (owner);

  CREATE FUNCTION $schema.take_lease(wanted text, wanted_by text, taker text, at_most integer, lasts interval)
  RETURNS text LANGUAGE plpgsql AS $$
  BEGIN
    -- One at a time for each owner: else two at once would both find room.
    PERFORM pg_advisory_xact_lock(hashtextextended(wanted_by, 1));
    IF EXISTS (SELECT FROM $schema.leases WHERE key = wanted AND expires > clock_timestamp()) THEN
      RETURN 'held';
    END IF;
    IF (SELECT count(*) FROM $schema.leases WHERE owner = wanted_by AND expires > clock_timestamp()) >= at_most THEN
      RETURN 'full';
    END IF;
    INSERT INTO $schema.leases VALUES (wanted, wanted_by, taker, clock_timestamp() + lasts)
    ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, holder = excluded.holder, expires = excluded.expires;
    RETURN 'taken';
  END $$;
  `,
  `
  -- True where the sweep is deleting the file, which no message can take any more.
  ALTER TABLE $schema.attachments ADD COLUMN claimed boolean NOT NULL DEFAULT false;
  `,
  `
  -- As before, and of two owners who ask for one key at the same moment only one gets it: the lock is each owner's own.
  CREATE OR REPLACE FUNCTION $schema.take_lease(
    wanted text, wanted_by text, taker text, at_most integer, lasts interval
  ) RETURNS text LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(wanted_by, 1));
    IF EXISTS (SELECT FROM $schema.leases WHERE key = wanted AND expires > clock_timestamp()) THEN
      RETURN 'held';
    END IF;
    IF (SELECT count(*) FROM $schema.leases WHERE owner = wanted_by AND expires > clock_timestamp()) >= at_most THEN
      RETURN 'full';
    END IF;
    INSERT INTO $schema.leases AS l VALUES (wanted, wanted_by, taker, clock_timestamp() + lasts)
    ON CONFLICT (key) DO UPDATE SET owner = excluded.owner, holder = excluded.holder, expires = excluded.expires
    WHERE l.expires <= clock_timestamp();
    RETURN CASE WHEN FOUND THEN 'taken' ELSE 'held' END;
  END $$;
  `,
];

/**
 * Brings the tables to the newest version. Instances that start at once wait for the first, and find nothing to do.
 *
 * @throws {Error} where they were made by a newer version than this one.
 */
export async function migrate(pool: PostgresPool, schema: string): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    // Asked first: making what is there already takes a right that the application may not have.
    const { rowCount } = await client.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
    if (!rowCount) await client.query(`CREATE SCHEMA ${schema}`);
    const { rows: found } = await client.query('SELECT to_regclass($1) AS name', [`${schema}.migrations`]);
    if (!found[0]?.['name']) await client.query(`CREATE TABLE ${schema}.migrations (version integer NOT NULL)`);
    const { rows } = await client.query(`SELECT coalesce(max(version), 0) AS version FROM ${schema}.migrations`);
    const version = Number(rows[0]?.['version']);
    if (version > migrations.length) {
      throw new Error(
        `The database has version ${version} of the schema; this version of chat-server knows ${migrations.length}. ` +
          'Update @kb-assistant/chat-server, or use another schema.',
      );
    }
    for (const [index, statements] of migrations.entries()) {
      if (index < version) continue;
      // A function as replacement: "$$" would mean something in a string.
      await client.query(statements.replaceAll('$schema', () => schema));
      await client.query(`INSERT INTO ${schema}.migrations VALUES ($1)`, [index + 1]);
    }
  });
}

/** Migrates once, when it is first needed; again where that failed. */
export function migratedOnce(pool: PostgresPool, schema: string): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () =>
    (done ??= migrate(pool, schema).catch((error: unknown) => {
      done = undefined;
      throw error;
    }));
}
