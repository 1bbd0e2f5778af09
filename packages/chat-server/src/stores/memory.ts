import type { StoredItem } from '@kb-assistant/protocol';
import type { FeedbackKind, PageQuery, Store, ThreadRecord } from '../store.ts';
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

    async listThreads(userId, query) {
      const own = [...threads.values()].filter((entry) => entry.userId === userId);
      own.sort((a, b) => a.position - b.position);
      return copy(toPage('threads', select('threads', own, query), query.limit));
    },

    async deleteThread(userId, threadId) {
      if (entryOf(userId, threadId)) threads.delete(threadId);
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

    async ping() {},
    async close() {},
  };
}

/** What callers get and give is theirs to change. */
const copy = <T>(value: T): T => structuredClone(value);

/** The entries of a page and one more, from a list in ascending order. */
function select<T>(list: 'threads' | 'items', entries: Positioned<T>[], query: PageQuery): Positioned<T>[] {
  const { above, below } = boundsOf(list, query);
  const inside = entries.filter(({ position }) => position > above && position < below);
  if (query.order === 'desc') inside.reverse();
  return inside.slice(0, query.limit + 1);
}
