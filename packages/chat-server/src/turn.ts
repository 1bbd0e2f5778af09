import type { StoredItem, UserMessageContent, UserMessageItem } from '@kb-assistant/protocol';
import type { Turn } from './agent.ts';
import type { User } from './authenticate.ts';
import type { Store, ThreadRecord } from './store.ts';
import { newestFirst } from './threads.ts';

const HISTORY_LIMIT = 50;

/** The text of a message: its segments joined, tags as their text. */
export const textOf = (content: UserMessageContent[]): string =>
  content
    .map((part) => part.text)
    .join('')
    .trim();

/** What an agent is given to answer a message. */
export function createTurn(facts: {
  store: Store;
  record: ThreadRecord;
  message: UserMessageItem;
  user: User;
  locale: string;
  context: Record<string, unknown>;
  signal: AbortSignal;
}): Turn {
  const { store, message, user, locale, context, signal } = facts;
  const { metadata: _, ...thread } = facts.record;
  return {
    thread,
    message,
    text: textOf(message.content),
    user,
    locale,
    context,
    signal,
    async history(limit = HISTORY_LIMIT) {
      const earlier: StoredItem[] = [];
      let passedMessage = false;
      for await (const item of newestFirst(store, user.id, thread.id)) {
        if (earlier.length >= limit) break;
        if (passedMessage) earlier.push(item);
        else passedMessage = item.id === message.id;
      }
      return earlier.toReversed();
    },
    progress: (text, icon) => ({ kind: 'progress', text, ...(icon === undefined ? {} : { icon }) }),
    source: (source) => ({ kind: 'source', source }),
    effect: (name, data = {}) => ({ kind: 'effect', name, data }),
    notice: (level, text, title) => ({
      kind: 'notice',
      level,
      message: text,
      ...(title === undefined ? {} : { title }),
    }),
    title: (title) => ({ kind: 'title', title }),
  };
}
