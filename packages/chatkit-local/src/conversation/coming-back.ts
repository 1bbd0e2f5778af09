import type { Thread, ThreadItem, UserMessageItem } from '@kb-assistant/protocol';
import { plainText, type OutgoingMessage } from './message.ts';

/** The thread as the server has it now, with the older items that were fetched before. */
export function withOlder(fresh: Thread, here: Thread | null): Thread {
  const first = fresh.items.data[0]?.id;
  const index = here?.id === fresh.id ? here.items.data.findIndex(({ id }) => id === first) : -1;
  if (!here || index < 1) return fresh;
  // What it stored later than it was shown has another place now.
  const stored = new Set(fresh.items.data.map(({ id }) => id));
  const older = here.items.data.slice(0, index).filter(({ id }) => !stored.has(id));
  const data = [...older, ...fresh.items.data];
  return { ...fresh, items: { ...here.items, data } };
}

/** The thread with what was seen of items that the server has not stored: nobody's text vanishes before their eyes. */
export function withUnfinished(fresh: Thread, here: Thread | null, unfinished: ReadonlySet<string>): Thread {
  const stored = new Set(fresh.items.data.map(({ id }) => id));
  const seen = here?.items.data.filter(({ id }) => unfinished.has(id) && !stored.has(id)) ?? [];
  return seen.length > 0 ? { ...fresh, items: { ...fresh.items, data: [...fresh.items.data, ...seen] } } : fresh;
}

/** Whether the server took a message that nobody heard of again: it is in the thread now, and was not before. */
export function wasTaken(pending: OutgoingMessage | null, fresh: Thread, here: Thread | null): boolean {
  const last = fresh.items.data.findLast((item): item is UserMessageItem => item.type === 'user_message');
  if (!pending || !last || here?.items.data.some(({ id }) => id === last.id)) return false;
  return plainText(last.content) === plainText(pending.content);
}

const lastOf = (thread: Thread): ThreadItem | undefined => thread.items.data.at(-1);

/** Whether nothing at all answers the last message. */
export const isUnanswered = (thread: Thread): boolean => lastOf(thread)?.type === 'user_message';

/** Whether the server itself says that the last answer is whole. */
export const isEnded = (thread: Thread): boolean => lastOf(thread)?.type === 'end_of_turn';

/** What an answer does not end with, for as long as all goes well. */
const MIDDLE: readonly ThreadItem['type'][] = ['user_message', 'workflow', 'task'];

/** Whether a thread that was just read looks as if it were being answered. */
export const seemsUnderWay = (thread: Thread): boolean => MIDDLE.includes(lastOf(thread)?.type ?? 'end_of_turn');
