import type { ThreadItem, UserMessageItem } from '@kb-assistant/protocol';

/** One message of the person and what was answered to it. The first turn may begin with an answer. */
export interface Turn {
  /** Stable for as long as the turn is on the screen. */
  key: string;
  question: UserMessageItem | null;
  answers: ThreadItem[];
}

/** A thread's items as turns, in order. */
export function toTurns(items: readonly ThreadItem[]): Turn[] {
  const turns: Turn[] = [];
  for (const item of items) {
    if (item.type === 'user_message') {
      turns.push({ key: item.id, question: item, answers: [] });
      continue;
    }
    const last = turns.at(-1);
    if (last) last.answers.push(item);
    else turns.push({ key: item.id, question: null, answers: [item] });
  }
  return turns;
}
