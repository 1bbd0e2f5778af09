import type { ItemUpdate, ThreadEvent, ThreadItem } from '@kb-assistant/protocol';

/** How many updates wait for their items, at most: of a server that never sends those, nothing is kept for ever. */
const MOST_EARLY = 1_000;

const lengthOf = (item: ThreadItem | undefined): number =>
  item?.type === 'assistant_message' ? item.content.reduce((sum, { text }) => sum + text.length, 0) : 0;

const isOfMessage = ({ type }: ItemUpdate): boolean => type.startsWith('assistant_message.');

/**
 * Puts right what servers and relays get wrong about the order of one stream's events: an update that is ahead of its
 * item waits for it, and what comes again or too late takes nothing away.
 */
export class EventOrder {
  readonly #done = new Set<string>();
  readonly #early: Extract<ThreadEvent, { type: 'thread.item.updated' }>[] = [];

  /** Which events are to be applied now: this one, none, or more. `here` gives an item that is in the thread. */
  next(event: ThreadEvent, here: (itemId: string) => ThreadItem | undefined): readonly ThreadEvent[] {
    switch (event.type) {
      case 'thread.item.added': {
        const { id } = event.item;
        if (this.#done.has(id) || lengthOf(event.item) < lengthOf(here(id))) return [];
        return [event, ...this.#waiting(id)];
      }
      case 'thread.item.done':
        this.#done.add(event.item.id);
        this.#waiting(event.item.id);
        return [event];
      case 'thread.item.updated':
        if (here(event.item_id)) return this.#done.has(event.item_id) && isOfMessage(event.update) ? [] : [event];
        if (this.#early.length < MOST_EARLY) this.#early.push(event);
        return [];
      default:
        return [event];
    }
  }

  #waiting(itemId: string): ThreadEvent[] {
    const waiting = this.#early.filter((event) => event.item_id === itemId);
    for (const event of waiting) this.#early.splice(this.#early.indexOf(event), 1);
    return waiting;
  }
}
