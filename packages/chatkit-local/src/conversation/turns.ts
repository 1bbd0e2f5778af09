import type { ThreadItem, UserMessageItem } from '@kb-assistant/protocol';

/** One message of the person and what was answered to it. The first turn may begin with an answer. */
export interface Turn {
  /** Stable for as long as the turn is on the screen. */
  readonly key: string;
  readonly question: UserMessageItem | null;
  readonly answers: readonly ThreadItem[];
  /** Whether all of the answer is words. */
  readonly plain: boolean;
}

const isPlain = ({ type }: ThreadItem): boolean => type === 'assistant_message' || type === 'end_of_turn';

/** The items of a thread as turns, in order. Only items that were not there before are looked at. */
export class Turns {
  #items: readonly ThreadItem[] = [];
  #turns: readonly Turn[] = [];

  /** A turn of which nothing has changed is the same object as the last time. */
  of(items: readonly ThreadItem[]): readonly Turn[] {
    let same = 0;
    while (same < items.length && items[same] === this.#items[same]) same++;
    const turns: Turn[] = [];
    let index = 0;
    for (const turn of this.#turns) {
      const end = index + turn.answers.length + (turn.question ? 1 : 0);
      // What comes after it has to be the same too: it may belong to it now.
      if (end >= same) break;
      turns.push(turn);
      index = end;
    }
    for (let item; (item = items[index]);) {
      const question = item.type === 'user_message' ? item : null;
      const start = question ? index + 1 : index;
      index++;
      while (index < items.length && items[index]?.type !== 'user_message') index++;
      const answers = items.slice(start, index);
      turns.push({ key: item.id, question, answers, plain: answers.every(isPlain) });
    }
    this.#items = items;
    return (this.#turns = turns);
  }
}
