import type { DatabaseSync } from 'node:sqlite';
import { transaction } from './sqlite-transaction.ts';

/**
 * What turns each version of the schema into the next. The file's `user_version` counts how many it has had.
 * Add to the end; never change what has been released.
 */
const migrations = [
  `
  -- One row that counts the changes of all threads: a total order of them that no clock can upset.
  CREATE TABLE changes (count INTEGER NOT NULL) STRICT;
  INSERT INTO changes VALUES (0);

  CREATE TABLE threads (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    -- The count of its last change.
    changed INTEGER NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data))
  ) STRICT;
  CREATE INDEX threads_of_user ON threads (user_id, changed);

  CREATE TABLE items (
    -- AUTOINCREMENT: a position is never given twice, so a cursor never points at something newer.
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id TEXT NOT NULL REFERENCES threads (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data)),
    UNIQUE (thread_id, id)
  ) STRICT;
  CREATE INDEX items_of_thread ON items (thread_id, position);

  CREATE TABLE feedback (
    thread_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('positive', 'negative')),
    PRIMARY KEY (thread_id, item_id),
    FOREIGN KEY (thread_id, item_id) REFERENCES items (thread_id, id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  `,
  `
  CREATE TABLE attachments (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL,
    -- NULL until a message has taken it.
    thread_id TEXT REFERENCES threads (id) ON DELETE CASCADE,
    status TEXT NOT NULL CHECK (status IN ('pending', 'uploaded')),
    created_at TEXT NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data))
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX attachments_of_user ON attachments (user_id, thread_id, created_at, id);
  CREATE INDEX attachments_of_thread ON attachments (thread_id);
  CREATE INDEX attachments_unsent ON attachments (status, created_at, id) WHERE thread_id IS NULL;
  `,
  `
  CREATE TABLE tool_calls (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL,
    -- No reference: the audit outlives the thread.
    thread_id TEXT NOT NULL,
    call_id TEXT NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data)),
    UNIQUE (user_id, thread_id, call_id)
  ) STRICT;
  CREATE INDEX tool_calls_of_user ON tool_calls (user_id, position);
  `,
  `
  -- 1 where the sweep is deleting the file, which no message can take any more.
  ALTER TABLE attachments ADD COLUMN claimed INTEGER NOT NULL DEFAULT 0;
  `,
];

/**
 * Brings a database to the newest version of the schema.
 *
 * @throws {Error} where it has been written by a newer version than this one.
 */
export function migrate(db: DatabaseSync): void {
  // Two processes may start at once: the second waits here, and then finds nothing left to do.
  transaction(db, () => {
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version > migrations.length) {
      throw new Error(
        `The database has version ${version} of the schema; this version of chat-server knows ${migrations.length}. ` +
          'Update @kb-assistant/chat-server, or use another file.',
      );
    }
    for (const statements of migrations.slice(version)) db.exec(statements);
    db.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}
