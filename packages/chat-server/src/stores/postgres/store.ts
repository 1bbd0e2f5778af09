import type { Page, StoredItem } from '@kb-assistant/protocol';
import type { AttachmentRecord, FeedbackKind, PageQuery, Store, ThreadRecord, ToolCallRecord } from '../../store.ts';
import { boundsOf, type Positioned, toPage } from '../cursor.ts';
import { migratedOnce } from './migrations.ts';
import { fromText, openPool, type PostgresPlace, toText, transaction } from './pool.ts';

/** Foreign key violation: the thread went while its item was being saved. */
const GONE = '23503';

/**
 * A store in PostgreSQL 12 or newer, for any number of instances, through the package `pg`, which you install beside
 * this one. Its tables are made and brought up to date by themselves, on the first use.
 *
 * @throws {TypeError} where an option cannot be used.
 * @example
 * const store = postgresStore({ database: process.env.DATABASE_URL! });
 */
export function postgresStore(options: PostgresPlace): Store {
  const { pool, schema, close } = openPool(options);
  const ready = migratedOnce(pool, schema);
  const sql = statements(schema);

  const query = async (text: string, ...values: unknown[]) => {
    await ready();
    return pool.query(text, values);
  };
  const load = async <T>(text: string, ...values: unknown[]): Promise<T | null> =>
    ((await query(text, ...values)).rows[0]?.['data'] as T | undefined) ?? null;

  const list = async <T>(
    name: 'threads' | 'items' | 'calls',
    text: Record<PageQuery['order'], string>,
    page: PageQuery,
    ...owner: string[]
  ): Promise<Page<T>> => {
    const { above, below } = boundsOf(name, page);
    const { rows } = await query(text[page.order], above, below, page.limit + 1, ...owner);
    const entries = rows.map((row): Positioned<T> => ({
      position: Number(row['position']),
      value: row['data'] as T,
    }));
    return toPage(name, entries, page.limit);
  };

  return {
    loadThread: (userId, threadId) => load<ThreadRecord>(sql.loadThread, toText(userId), toText(threadId)),

    async saveThread(userId, thread) {
      const values = [toText(userId), toText(thread.id), JSON.stringify(thread)];
      const { rowCount } = await query(sql.saveThread, ...values);
      if (!rowCount) throw new Error(`The thread ${thread.id} belongs to another user.`);
    },

    async updateThread(userId, threadId, fields) {
      await ready();
      const owned = [toText(userId), toText(threadId)];
      return transaction(pool, async (client) => {
        // First, as every change does: from here on nobody else changes anything of this user.
        const { rows: counted } = await client.query(sql.countChange, owned.slice(0, 1));
        const { rows } = await client.query(sql.loadThread, owned);
        const before = rows[0]?.['data'] as ThreadRecord | undefined;
        if (!before) return null;
        const thread = { ...before, ...fields };
        const values = [...owned, counted[0]?.['changes'], JSON.stringify(thread)];
        const { rowCount } = await client.query(sql.updateThread, values);
        return rowCount ? thread : null;
      });
    },

    listThreads: (userId, page) => list<ThreadRecord>('threads', sql.listThreads, page, toText(userId)),

    async deleteThread(userId, threadId) {
      await query(sql.deleteThread, toText(userId), toText(threadId));
    },

    loadItem: (userId, threadId, itemId) =>
      load<StoredItem>(sql.loadItem, toText(userId), toText(threadId), toText(itemId)),

    listItems: (userId, threadId, page) =>
      list<StoredItem>('items', sql.listItems, page, toText(userId), toText(threadId)),

    async saveItem(userId, threadId, item) {
      const values = [toText(userId), toText(threadId), toText(item.id), JSON.stringify(item)];
      const { rowCount } = await query(sql.saveItem, ...values).catch((error: unknown) => {
        if ((error as { code?: unknown }).code === GONE) return { rowCount: 0 };
        throw error;
      });
      if (!rowCount) throw new Error(`The user has no thread ${threadId} to save an item in.`);
    },

    async deleteItem(userId, threadId, itemId) {
      await query(sql.deleteItem, toText(userId), toText(threadId), toText(itemId));
    },

    async saveFeedback(userId, threadId, itemIds, kind) {
      const ids = [...new Set(itemIds)].map(toText);
      await query(sql.saveFeedback, toText(userId), toText(threadId), ids, kind);
    },

    async loadFeedback(userId, threadId) {
      const { rows } = await query(sql.loadFeedback, toText(userId), toText(threadId));
      return new Map(rows.map((row) => [fromText(row['item_id'] as string), row['kind'] as FeedbackKind]));
    },

    async saveAttachment(userId, attachment) {
      const { id, thread_id: threadId, status, created_at: createdAt } = attachment;
      const thread = threadId === undefined ? null : toText(threadId);
      const values = [toText(userId), thread, toText(id), status, createdAt, JSON.stringify(attachment)];
      const { rowCount } = await query(sql.saveAttachment, ...values).catch((error: unknown) => {
        if ((error as { code?: unknown }).code === GONE) return { rowCount: 0 };
        throw error;
      });
      if (!rowCount) {
        throw new Error(
          `The file ${id} belongs to another user or thread, is being deleted, or names no thread of this user.`,
        );
      }
    },

    async takeAttachments(userId, threadId, files) {
      await ready();
      const [user, thread] = [toText(userId), toText(threadId)];
      return transaction(pool, async (client) => {
        // The thread is held, too: one that is deleted meanwhile would have no files to take along.
        const { rows: threads } = await client.query(sql.holdThread, [user, thread]);
        if (threads.length === 0) throw new Error(`The user has no thread ${threadId} to attach files to.`);
        const ids = files.map(({ id }) => toText(id));
        // Whoever wants one of them waits here for whoever came first, and then finds it taken.
        const { rows } = await client.query(sql.holdAttachments, [user, ids]);
        const owners = new Map(rows.map((row) => [row['id'], row['thread_id']]));
        if (!ids.every((id) => owners.has(id) && (owners.get(id) ?? thread) === thread)) return false;
        for (const file of files) {
          const data = JSON.stringify({ ...file, thread_id: threadId });
          await client.query(sql.takeAttachment, [user, thread, toText(file.id), file.status, data]);
        }
        return true;
      });
    },

    loadAttachment: (userId, attachmentId) =>
      load<AttachmentRecord>(sql.loadAttachment, toText(userId), toText(attachmentId)),

    async listAttachments(userId, threadId) {
      const { rows } = await query(sql.listAttachments, toText(userId), threadId === null ? null : toText(threadId));
      return rows.map((row) => row['data'] as AttachmentRecord);
    },

    async deleteAttachment(userId, attachmentId) {
      await query(sql.deleteAttachment, toText(userId), toText(attachmentId));
    },

    async claimUnsentAttachments({ status, createdBefore, limit }) {
      const { rows } = await query(sql.claimUnsentAttachments, status, createdBefore, limit);
      return rows.map((row) => ({
        userId: fromText(row['user_id'] as string),
        attachment: row['data'] as AttachmentRecord,
      }));
    },

    async recordToolCall(userId, call) {
      const values = [toText(userId), toText(call.thread_id), toText(call.call_id), JSON.stringify(call)];
      await query(sql.recordToolCall, ...values);
    },

    listToolCalls: (userId, page) => list<ToolCallRecord>('calls', sql.listToolCalls, page, toText(userId)),

    async deleteUser(userId) {
      await ready();
      await transaction(pool, async (client) => {
        for (const text of sql.deleteUser) await client.query(text, [toText(userId)]);
      });
    },

    async ping() {
      await query(sql.ping);
    },

    close,
  };
}

function statements(schema: string) {
  const threads = `${schema}.threads`;
  const items = `${schema}.items`;
  /** Of statements whose first parameters are the user and the thread. */
  const owned = `EXISTS (SELECT FROM ${threads} WHERE id = $2 AND user_id = $1)`;
  const listThreads = (order: string) =>
    `SELECT changed AS position, data FROM ${threads}
     WHERE user_id = $4 AND changed > $1 AND changed < $2 ORDER BY changed ${order} LIMIT $3`;
  const listItems = (order: string) =>
    `SELECT position, data FROM ${items}
     WHERE thread_id = $5 AND EXISTS (SELECT FROM ${threads} WHERE id = $5 AND user_id = $4)
     AND position > $1 AND position < $2 ORDER BY position ${order} LIMIT $3`;
  const listToolCalls = (order: string) =>
    `SELECT position, data FROM ${schema}.tool_calls
     WHERE user_id = $4 AND position > $1 AND position < $2 ORDER BY position ${order} LIMIT $3`;
  const countChange = `
      INSERT INTO ${schema}.users AS u VALUES ($1, 1)
      ON CONFLICT (id) DO UPDATE SET changes = u.changes + 1 RETURNING changes`;
  return {
    loadThread: `SELECT data FROM ${threads} WHERE id = $2 AND user_id = $1`,
    saveThread: `
      WITH counted AS (${countChange})
      INSERT INTO ${threads} AS t (id, user_id, changed, data) SELECT $2, $1, changes, $3 FROM counted
      ON CONFLICT (id) DO UPDATE SET changed = excluded.changed, data = excluded.data
      WHERE t.user_id = excluded.user_id`,
    countChange: `UPDATE ${schema}.users SET changes = changes + 1 WHERE id = $1 RETURNING changes`,
    updateThread: `UPDATE ${threads} SET changed = $3, data = $4 WHERE id = $2 AND user_id = $1`,
    listThreads: { asc: listThreads('ASC'), desc: listThreads('DESC') },
    deleteThread: `DELETE FROM ${threads} WHERE id = $2 AND user_id = $1`,
    loadItem: `SELECT data FROM ${items} WHERE thread_id = $2 AND id = $3 AND ${owned}`,
    listItems: { asc: listItems('ASC'), desc: listItems('DESC') },
    saveItem: `
      WITH counted AS (
        UPDATE ${schema}.users SET changes = changes + 1 WHERE id = $1 AND ${owned} RETURNING changes
      ), touched AS (
        UPDATE ${threads} SET changed = changes FROM counted WHERE id = $2 AND user_id = $1
      )
      INSERT INTO ${items} (thread_id, id, position, data) SELECT $2, $3, changes, $4 FROM counted
      ON CONFLICT (thread_id, id) DO UPDATE SET data = excluded.data`,
    deleteItem: `DELETE FROM ${items} WHERE thread_id = $2 AND id = $3 AND ${owned}`,
    saveFeedback: `
      INSERT INTO ${schema}.feedback (thread_id, item_id, kind)
      SELECT thread_id, id, $4 FROM ${items} WHERE thread_id = $2 AND id = ANY ($3::text[]) AND ${owned}
      ON CONFLICT (thread_id, item_id) DO UPDATE SET kind = excluded.kind`,
    loadFeedback: `SELECT item_id, kind FROM ${schema}.feedback WHERE thread_id = $2 AND ${owned}`,
    saveAttachment: `
      INSERT INTO ${schema}.attachments AS a (id, user_id, thread_id, status, created_at, data)
      SELECT $3, $1, $2, $4, $5, $6 WHERE $2::text IS NULL OR ${owned}
      ON CONFLICT (id) DO UPDATE SET
        thread_id = excluded.thread_id, status = excluded.status, created_at = excluded.created_at, data = excluded.data
      WHERE a.user_id = excluded.user_id AND NOT a.claimed AND (a.thread_id IS NULL OR a.thread_id = excluded.thread_id)`,
    holdThread: `SELECT id FROM ${threads} WHERE id = $2 AND user_id = $1 FOR KEY SHARE`,
    // In one order, so that no two wait for each other.
    holdAttachments: `
      SELECT id, thread_id FROM ${schema}.attachments
      WHERE user_id = $1 AND id = ANY ($2::text[]) AND NOT claimed ORDER BY id FOR UPDATE`,
    takeAttachment: `
      UPDATE ${schema}.attachments SET thread_id = $2, status = $4, data = $5 WHERE id = $3 AND user_id = $1`,
    loadAttachment: `SELECT data FROM ${schema}.attachments WHERE id = $2 AND user_id = $1 AND NOT claimed`,
    listAttachments: `
      SELECT data FROM ${schema}.attachments
      WHERE user_id = $1 AND thread_id IS NOT DISTINCT FROM $2::text ORDER BY created_at, id`,
    deleteAttachment: `DELETE FROM ${schema}.attachments WHERE id = $2 AND user_id = $1`,
    // What a message is taking at this moment is passed over.
    claimUnsentAttachments: `
      UPDATE ${schema}.attachments SET claimed = true WHERE id IN (
        SELECT id FROM ${schema}.attachments
        WHERE thread_id IS NULL AND status = $1 AND created_at < $2
        ORDER BY created_at, id LIMIT $3 FOR UPDATE SKIP LOCKED
      ) RETURNING user_id, data`,
    recordToolCall: `
      WITH counted AS (${countChange})
      INSERT INTO ${schema}.tool_calls (user_id, thread_id, call_id, position, data)
      SELECT $1, $2, $3, changes, $4 FROM counted
      ON CONFLICT (user_id, thread_id, call_id) DO UPDATE SET data = excluded.data`,
    listToolCalls: { asc: listToolCalls('ASC'), desc: listToolCalls('DESC') },
    // Items and feedback go with their threads. The count of changes goes last: whoever writes meanwhile waits for it.
    deleteUser: [
      `UPDATE ${schema}.users SET changes = changes + 1 WHERE id = $1`,
      ...['attachments', 'tool_calls', 'threads'].map((table) => `DELETE FROM ${schema}.${table} WHERE user_id = $1`),
      `DELETE FROM ${schema}.users WHERE id = $1`,
    ],
    ping: `SELECT FROM ${threads} LIMIT 1`,
  };
}
