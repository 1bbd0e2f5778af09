import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { StoredItem } from '@kb-assistant/protocol';
import type { AttachmentRecord, FeedbackKind, PageQuery, Store, ThreadRecord, ToolCallRecord } from '../store.ts';
import { boundsOf, type Positioned, toPage } from './cursor.ts';
import { migrate } from './sqlite-migrations.ts';
import { transaction } from './sqlite-transaction.ts';

/** Another process may be writing to the same file. */
const BUSY_TIMEOUT_MS = 5_000;

export interface SqliteStoreOptions {
  /** The file; made where it is missing, with its folder, and readable by this user only. */
  path: string;
}

/**
 * A store in one SQLite file, by the `node:sqlite` that comes with Node.
 *
 * @throws {Error} where the file cannot be opened, or was written by a newer version.
 * @example
 * const store = sqliteStore({ path: '.data/chat.sqlite' });
 */
export function sqliteStore({ path }: SqliteStoreOptions): Store {
  if (path === ':memory:') throw new Error('sqliteStore: expected the path of a file. In memory: use memoryStore().');
  const db = openDatabase(path);
  const sql = prepare(db);

  let open = true;

  return {
    async loadThread(userId, threadId) {
      return parse<ThreadRecord>(sql.loadThread.get({ threadId, userId: toText(userId) }));
    },

    async saveThread(userId, thread) {
      transaction(db, () => {
        sql.countChange.run();
        const { changes } = sql.saveThread.run({
          threadId: thread.id,
          userId: toText(userId),
          data: JSON.stringify(thread),
        });
        if (changes === 0) throw new Error(`The thread ${thread.id} belongs to another user.`);
      });
    },

    async updateThread(userId, threadId, fields) {
      const owned = { threadId, userId: toText(userId) };
      return transaction(db, () => {
        const before = parse<ThreadRecord>(sql.loadThread.get(owned));
        if (!before) return null;
        const thread = { ...before, ...fields };
        sql.countChange.run();
        sql.saveThread.run({ ...owned, data: JSON.stringify(thread) });
        return thread;
      });
    },

    async listThreads(userId, query) {
      return toPage(
        'threads',
        select('threads', sql.listThreads[query.order], { userId: toText(userId) }, query),
        query.limit,
      );
    },

    async deleteThread(userId, threadId) {
      sql.deleteThread.run({ threadId, userId: toText(userId) });
    },

    async loadItem(userId, threadId, itemId) {
      return parse<StoredItem>(sql.loadItem.get({ threadId, userId: toText(userId), itemId }));
    },

    async listItems(userId, threadId, query) {
      return toPage(
        'items',
        select('items', sql.listItems[query.order], { threadId, userId: toText(userId) }, query),
        query.limit,
      );
    },

    async saveItem(userId, threadId, item) {
      transaction(db, () => {
        const { changes } = sql.saveItem.run({
          threadId,
          userId: toText(userId),
          itemId: item.id,
          data: JSON.stringify(item),
        });
        if (changes === 0) throw new Error(`The user has no thread ${threadId} to save an item in.`);
        sql.countChange.run();
        sql.touchThread.run({ threadId });
      });
    },

    async deleteItem(userId, threadId, itemId) {
      sql.deleteItem.run({ threadId, userId: toText(userId), itemId });
    },

    async saveFeedback(userId, threadId, itemIds, kind) {
      transaction(db, () => {
        for (const itemId of itemIds) sql.saveFeedback.run({ threadId, userId: toText(userId), itemId, kind });
      });
    },

    async loadFeedback(userId, threadId) {
      const rows = sql.loadFeedback.all({ threadId, userId: toText(userId) }) as {
        item_id: string;
        kind: FeedbackKind;
      }[];
      return new Map(rows.map((row) => [row.item_id, row.kind]));
    },

    async saveAttachment(userId, attachment) {
      const { id, thread_id: threadId = null, status, created_at: createdAt } = attachment;
      const row = { id, userId: toText(userId), threadId, status, createdAt, data: JSON.stringify(attachment) };
      const { changes } = sql.saveAttachment.run(row);
      if (changes === 0) {
        throw new Error(
          `The file ${id} belongs to another user or thread, is being deleted, or names no thread of this user.`,
        );
      }
    },

    async takeAttachments(userId, threadId, files) {
      return transaction(db, () => {
        if (!sql.loadThread.get({ threadId, userId: toText(userId) })) {
          throw new Error(`The user has no thread ${threadId} to attach files to.`);
        }
        if (!files.every(({ id }) => sql.isFree.get({ userId: toText(userId), threadId, id }))) return false;
        for (const file of files) {
          const data = JSON.stringify({ ...file, thread_id: threadId });
          sql.takeAttachment.run({ userId: toText(userId), threadId, id: file.id, status: file.status, data });
        }
        return true;
      });
    },

    async loadAttachment(userId, attachmentId) {
      return parse<AttachmentRecord>(sql.loadAttachment.get({ attachmentId, userId: toText(userId) }));
    },

    async listAttachments(userId, threadId) {
      return sql.listAttachments.all({ userId: toText(userId), threadId }).map((row) => parse<AttachmentRecord>(row)!);
    },

    async deleteAttachment(userId, attachmentId) {
      sql.deleteAttachment.run({ attachmentId, userId: toText(userId) });
    },

    async claimUnsentAttachments({ status, createdBefore, limit }) {
      return sql.claimUnsentAttachments
        .all({ status, createdBefore, limit })
        .map((row) => ({ userId: fromText(row['user_id'] as string), attachment: parse<AttachmentRecord>(row)! }));
    },

    async recordToolCall(userId, call) {
      const { thread_id: threadId, call_id: callId } = call;
      sql.recordToolCall.run({ userId: toText(userId), threadId, callId, data: JSON.stringify(call) });
    },

    async listToolCalls(userId, query) {
      const calls = select<ToolCallRecord>('calls', sql.listToolCalls[query.order], { userId: toText(userId) }, query);
      return toPage('calls', calls, query.limit);
    },

    async deleteUser(userId) {
      transaction(db, () => {
        for (const statement of sql.deleteUser) statement.run({ userId: toText(userId) });
      });
    },

    async ping() {
      sql.ping.get();
    },

    async close() {
      if (open) db.close();
      open = false;
    },
  };
}

function openDatabase(path: string): DatabaseSync {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // SQLite gives its side files the mode of the main one, which must therefore exist with the right one.
  closeSync(openSync(path, 'a', 0o600));
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    // With a write-ahead log, readers and the writer do not wait for each other. NORMAL loses nothing when the
    // process is killed; at worst the last moments when the power fails.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function prepare(db: DatabaseSync) {
  const owned = 'EXISTS (SELECT 1 FROM threads WHERE id = :threadId AND user_id = :userId)';
  const thisChange = '(SELECT count FROM changes)';
  const listThreads = (order: string) =>
    db.prepare(
      `SELECT changed AS position, data FROM threads
       WHERE user_id = :userId AND changed > :above AND changed < :below ORDER BY changed ${order} LIMIT :count`,
    );
  const listItems = (order: string) =>
    db.prepare(
      `SELECT position, data FROM items
       WHERE thread_id = :threadId AND ${owned} AND position > :above AND position < :below
       ORDER BY position ${order} LIMIT :count`,
    );
  const listToolCalls = (order: string) =>
    db.prepare(
      `SELECT position, data FROM tool_calls
       WHERE user_id = :userId AND position > :above AND position < :below ORDER BY position ${order} LIMIT :count`,
    );
  return {
    countChange: db.prepare('UPDATE changes SET count = count + 1'),
    loadThread: db.prepare('SELECT data FROM threads WHERE id = :threadId AND user_id = :userId'),
    saveThread: db.prepare(
      `INSERT INTO threads (id, user_id, changed, data) VALUES (:threadId, :userId, ${thisChange}, :data)
       ON CONFLICT (id) DO UPDATE SET changed = excluded.changed, data = excluded.data
       WHERE user_id = excluded.user_id`,
    ),
    touchThread: db.prepare(`UPDATE threads SET changed = ${thisChange} WHERE id = :threadId`),
    listThreads: { asc: listThreads('ASC'), desc: listThreads('DESC') },
    deleteThread: db.prepare('DELETE FROM threads WHERE id = :threadId AND user_id = :userId'),
    loadItem: db.prepare(`SELECT data FROM items WHERE thread_id = :threadId AND id = :itemId AND ${owned}`),
    listItems: { asc: listItems('ASC'), desc: listItems('DESC') },
    saveItem: db.prepare(
      `INSERT INTO items (thread_id, id, data) SELECT :threadId, :itemId, :data WHERE ${owned}
       ON CONFLICT (thread_id, id) DO UPDATE SET data = excluded.data`,
    ),
    deleteItem: db.prepare(`DELETE FROM items WHERE thread_id = :threadId AND id = :itemId AND ${owned}`),
    saveFeedback: db.prepare(
      `INSERT INTO feedback (thread_id, item_id, kind)
       SELECT thread_id, id, :kind FROM items WHERE thread_id = :threadId AND id = :itemId AND ${owned}
       ON CONFLICT (thread_id, item_id) DO UPDATE SET kind = excluded.kind`,
    ),
    loadFeedback: db.prepare(`SELECT item_id, kind FROM feedback WHERE thread_id = :threadId AND ${owned}`),
    saveAttachment: db.prepare(
      `INSERT INTO attachments (id, user_id, thread_id, status, created_at, data)
       SELECT :id, :userId, :threadId, :status, :createdAt, :data WHERE :threadId IS NULL OR ${owned}
       ON CONFLICT (id) DO UPDATE SET
         thread_id = excluded.thread_id, status = excluded.status, created_at = excluded.created_at, data = excluded.data
       WHERE user_id = excluded.user_id AND claimed = 0 AND (thread_id IS NULL OR thread_id = excluded.thread_id)`,
    ),
    isFree: db.prepare(
      `SELECT 1 FROM attachments
       WHERE id = :id AND user_id = :userId AND claimed = 0 AND (thread_id IS NULL OR thread_id = :threadId)`,
    ),
    takeAttachment: db.prepare(
      'UPDATE attachments SET thread_id = :threadId, status = :status, data = :data WHERE id = :id AND user_id = :userId',
    ),
    loadAttachment: db.prepare(
      'SELECT data FROM attachments WHERE id = :attachmentId AND user_id = :userId AND claimed = 0',
    ),
    listAttachments: db.prepare(
      'SELECT data FROM attachments WHERE user_id = :userId AND thread_id IS :threadId ORDER BY created_at, id',
    ),
    deleteAttachment: db.prepare('DELETE FROM attachments WHERE id = :attachmentId AND user_id = :userId'),
    claimUnsentAttachments: db.prepare(
      `UPDATE attachments SET claimed = 1 WHERE id IN (
         SELECT id FROM attachments
         WHERE thread_id IS NULL AND status = :status AND created_at < :createdBefore
         ORDER BY created_at, id LIMIT :limit
       ) RETURNING user_id, data`,
    ),
    recordToolCall: db.prepare(
      `INSERT INTO tool_calls (user_id, thread_id, call_id, data) VALUES (:userId, :threadId, :callId, :data)
       ON CONFLICT (user_id, thread_id, call_id) DO UPDATE SET data = excluded.data`,
    ),
    listToolCalls: { asc: listToolCalls('ASC'), desc: listToolCalls('DESC') },
    // Items and feedback go with their threads.
    deleteUser: ['threads', 'attachments', 'tool_calls'].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE user_id = :userId`),
    ),
    ping: db.prepare('SELECT 1 FROM threads LIMIT 1'),
  };
}

/** Begins what stands for an id that SQLite could not tell from others. No text of people's begins with it. */
const MARK = '\uFFFF';

/** An id as SQLite can hold it: it writes every half of a surrogate pair alike. Ordinary ids stay as they are. */
const toText = (id: string): string =>
  id.isWellFormed() && !id.startsWith(MARK) ? id : `${MARK}${JSON.stringify(id)}`;
const fromText = (text: string): string =>
  text.startsWith(MARK) ? (JSON.parse(text.slice(MARK.length)) as string) : text;

const parse = <T>(row: Record<string, unknown> | undefined): T | null =>
  row === undefined ? null : (JSON.parse(row['data'] as string) as T);

/** The entries of a page and one more. */
function select<T>(
  list: 'threads' | 'items' | 'calls',
  statement: StatementSync,
  owner: Record<string, string>,
  query: PageQuery,
): Positioned<T>[] {
  const rows = statement.all({ ...owner, ...boundsOf(list, query), count: query.limit + 1 });
  return rows.map((row) => ({ position: row['position'] as number, value: JSON.parse(row['data'] as string) as T }));
}
