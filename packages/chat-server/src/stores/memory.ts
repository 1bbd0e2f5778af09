import type { StoredItem } from '@kb-assistant/protocol';
import type { AttachmentRecord, FeedbackKind, PageQuery, Store, ThreadRecord, ToolCallRecord } from '../store.ts';
import { boundsOf, type Positioned, toPage } from './cursor.ts';

interface Entry extends Positioned<ThreadRecord> {
  userId: string;
  /** In the order they were first saved in: a `Map` keeps the place of a key that is set again. */
  items: Map<string, Positioned<StoredItem>>;
  feedback: Map<string, FeedbackKind>;
}

/**
 * A store that forgets everything when the process ends. For tests and trials.
 *
 * @example
 * const store = memoryStore();
 */
export function memoryStore(): Store {
  const threads = new Map<string, Entry>();
  const attachments = new Map<string, { userId: string; attachment: AttachmentRecord; claimed?: boolean }>();
  /** By user, and then by thread and call. */
  const toolCalls = new Map<string, Map<string, Positioned<ToolCallRecord>>>();
  let lastPosition = 0;

  const entryOf = (userId: string, threadId: string): Entry | undefined => {
    const entry = threads.get(threadId);
    return entry?.userId === userId ? entry : undefined;
  };

  return {
    async loadThread(userId, threadId) {
      return copy(entryOf(userId, threadId)?.value ?? null);
    },

    async saveThread(userId, thread) {
      const before = threads.get(thread.id);
      if (before && before.userId !== userId) throw new Error(`The thread ${thread.id} belongs to another user.`);
      threads.set(thread.id, {
        userId,
        items: new Map(),
        feedback: new Map(),
        ...before,
        position: ++lastPosition,
        value: copy(thread),
      });
    },

    async updateThread(userId, threadId, fields) {
      const entry = entryOf(userId, threadId);
      if (!entry) return null;
      entry.value = { ...entry.value, ...copy(fields) };
      entry.position = ++lastPosition;
      return copy(entry.value);
    },

    async listThreads(userId, query) {
      const own = [...threads.values()].filter((entry) => entry.userId === userId);
      own.sort((a, b) => a.position - b.position);
      return copy(toPage('threads', select('threads', own, query), query.limit));
    },

    async deleteThread(userId, threadId) {
      if (!entryOf(userId, threadId)) return;
      threads.delete(threadId);
      for (const [id, { attachment }] of attachments) if (attachment.thread_id === threadId) attachments.delete(id);
    },

    async loadItem(userId, threadId, itemId) {
      return copy(entryOf(userId, threadId)?.items.get(itemId)?.value ?? null);
    },

    async listItems(userId, threadId, query) {
      const items = [...(entryOf(userId, threadId)?.items.values() ?? [])];
      return copy(toPage('items', select('items', items, query), query.limit));
    },

    async saveItem(userId, threadId, item) {
      const entry = entryOf(userId, threadId);
      if (!entry) throw new Error(`The user has no thread ${threadId} to save an item in.`);
      const position = entry.items.get(item.id)?.position ?? ++lastPosition;
      entry.items.set(item.id, { position, value: copy(item) });
      entry.position = ++lastPosition;
    },

    async deleteItem(userId, threadId, itemId) {
      const entry = entryOf(userId, threadId);
      entry?.items.delete(itemId);
      entry?.feedback.delete(itemId);
    },

    async saveFeedback(userId, threadId, itemIds, kind) {
      const entry = entryOf(userId, threadId);
      for (const id of itemIds) if (entry?.items.has(id)) entry.feedback.set(id, kind);
    },

    async loadFeedback(userId, threadId) {
      return new Map(entryOf(userId, threadId)?.feedback);
    },

    async saveAttachment(userId, attachment) {
      const before = attachments.get(attachment.id);
      if (before && before.userId !== userId) throw new Error(`The file ${attachment.id} belongs to another user.`);
      const { thread_id } = attachment;
      if (before?.claimed) throw new Error(`The file ${attachment.id} is being deleted.`);
      const taken = before?.attachment.thread_id;
      if (taken !== undefined && taken !== thread_id) throw new Error(`Another thread has the file ${attachment.id}.`);
      if (thread_id !== undefined && !entryOf(userId, thread_id)) {
        throw new Error(`The user has no thread ${thread_id} to attach a file to.`);
      }
      attachments.set(attachment.id, { userId, attachment: copy(attachment) });
    },

    async takeAttachments(userId, threadId, files) {
      if (!entryOf(userId, threadId)) throw new Error(`The user has no thread ${threadId} to attach files to.`);
      const free = files.every(({ id }) => {
        const found = attachments.get(id);
        if (found?.userId !== userId || found.claimed) return false;
        return (found.attachment.thread_id ?? threadId) === threadId;
      });
      if (!free) return false;
      for (const file of files) {
        attachments.set(file.id, { userId, attachment: copy({ ...file, thread_id: threadId }) });
      }
      return true;
    },

    async loadAttachment(userId, attachmentId) {
      const found = attachments.get(attachmentId);
      return found?.userId === userId && !found.claimed ? copy(found.attachment) : null;
    },

    async listAttachments(userId, threadId) {
      const own = [...attachments.values()].filter(
        (each) => each.userId === userId && (each.attachment.thread_id ?? null) === threadId,
      );
      return own.map(({ attachment }) => copy(attachment)).toSorted(byAge);
    },

    async deleteAttachment(userId, attachmentId) {
      if (attachments.get(attachmentId)?.userId === userId) attachments.delete(attachmentId);
    },

    async claimUnsentAttachments({ status, createdBefore, limit }) {
      const unsent = [...attachments.values()]
        .filter(
          ({ attachment }) =>
            attachment.thread_id === undefined && attachment.status === status && attachment.created_at < createdBefore,
        )
        .toSorted((a, b) => byAge(a.attachment, b.attachment))
        .slice(0, limit);
      for (const each of unsent) each.claimed = true;
      return copy(unsent.map(({ userId, attachment }) => ({ userId, attachment })));
    },

    async recordToolCall(userId, call) {
      const own = toolCalls.get(userId) ?? new Map<string, Positioned<ToolCallRecord>>();
      toolCalls.set(userId, own);
      const key = JSON.stringify([call.thread_id, call.call_id]);
      own.set(key, { position: own.get(key)?.position ?? ++lastPosition, value: copy(call) });
    },

    async listToolCalls(userId, query) {
      const own = [...(toolCalls.get(userId)?.values() ?? [])];
      return copy(toPage('calls', select('calls', own, query), query.limit));
    },

    async deleteUser(userId) {
      for (const [id, entry] of threads) if (entry.userId === userId) threads.delete(id);
      for (const [id, entry] of attachments) if (entry.userId === userId) attachments.delete(id);
      toolCalls.delete(userId);
    },

    async ping() {},
    async close() {},
  };
}

/** What callers get and give is theirs to change. */
const copy = <T>(value: T): T => structuredClone(value);

const byAge = (a: AttachmentRecord, b: AttachmentRecord): number =>
  a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : a.id < b.id ? -1 : 1;

/** The entries of a page and one more, from a list in ascending order. */
function select<T>(list: 'threads' | 'items' | 'calls', entries: Positioned<T>[], query: PageQuery): Positioned<T>[] {
  const { above, below } = boundsOf(list, query);
  const inside = entries.filter(({ position }) => position > above && position < below);
  if (query.order === 'desc') inside.reverse();
  return inside.slice(0, query.limit + 1);
}
