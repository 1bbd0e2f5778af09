import type { DatabaseSync } from 'node:sqlite';

/** All of it or nothing, and no other writer in between. The work must not wait for anything. */
export function transaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      db.exec('ROLLBACK');
    } catch {
      // Some failures (a full disk) have rolled back already; the first error is the one that says why.
    }
    throw error;
  }
}
