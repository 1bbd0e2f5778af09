import { type ThreadEvent, type ThreadItem, updateItem } from '@kb-assistant/protocol';

/** How many events wait for one reader, at most. One who is further behind gets the state instead. */
const MAX_WAITING = 256;

/** How many notices a late reader is told of. */
const MAX_NOTICES = 20;

/** One who reads along. */
export interface Watcher {
  /** The next events, as soon as there are some; `null` at the end. */
  next(): Promise<ThreadEvent[] | null>;
  /** Stops reading. */
  leave(): void;
}

/**
 * What an answer has said so far, and those who read along, each at their own pace.
 *
 * Whoever comes late, or cannot keep up, is told how things stand in a few events and then what follows. So no reader
 * holds up the answer or another reader, and what is kept does not grow with the number of events. Effects are told to
 * those who are there: they are for the moment.
 */
export class TurnFeed {
  /** What a late reader is told first. */
  #thread: Extract<ThreadEvent, { type: 'thread.created' | 'thread.updated' }> | undefined;
  #options: ThreadEvent | undefined;
  readonly #removed = new Set<string>();
  readonly #items = new Map<string, { item: ThreadItem; done: boolean }>();
  readonly #notices: ThreadEvent[] = [];
  #progress: ThreadEvent | undefined;
  #error: ThreadEvent | undefined;

  readonly #readers = new Set<Reader>();
  #hasBegun = false;
  #ended = false;

  /** Whether anybody has ever read along. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** How many read along. */
  get readers(): number {
    return this.#readers.size;
  }

  push(event: ThreadEvent): void {
    this.#remember(event);
    for (const reader of this.#readers) reader.push(event);
  }

  end(): void {
    this.#ended = true;
    for (const reader of this.#readers) reader.wake();
  }

  watch(): Watcher {
    const reader = new Reader();
    this.#readers.add(reader);
    this.#hasBegun = true;
    return {
      next: async () => {
        for (;;) {
          const events = reader.take() ?? this.#state();
          if (events.length > 0) return events;
          if (this.#ended || !this.#readers.has(reader)) return null;
          await reader.woken();
        }
      },
      leave: () => {
        this.#readers.delete(reader);
        reader.wake();
      },
    };
  }

  #state(): ThreadEvent[] {
    return [
      this.#thread,
      this.#options,
      ...Array.from(this.#removed, (item_id): ThreadEvent => ({ type: 'thread.item.removed', item_id })),
      ...Array.from(this.#items.values(), ({ item, done }): ThreadEvent => ({
        type: done ? 'thread.item.done' : 'thread.item.added',
        item,
      })),
      ...this.#notices,
      this.#progress,
      this.#error,
    ].filter((event) => event !== undefined);
  }

  #remember(event: ThreadEvent): void {
    switch (event.type) {
      case 'thread.created':
        this.#thread = event;
        return;
      case 'thread.updated':
        // One that was made in this turn stays so: a reader who has heard of neither needs to know.
        this.#thread = this.#thread ? { ...this.#thread, thread: event.thread } : event;
        return;
      case 'thread.item.added':
      case 'thread.item.done':
      case 'thread.item.replaced':
        this.#items.set(event.item.id, { item: event.item, done: event.type !== 'thread.item.added' });
        this.#progress = undefined;
        return;
      case 'thread.item.updated': {
        const known = this.#items.get(event.item_id);
        if (known) known.item = updateItem(known.item, event.update);
        return;
      }
      case 'thread.item.removed':
        this.#items.delete(event.item_id);
        this.#removed.add(event.item_id);
        return;
      case 'stream_options':
        this.#options = event;
        return;
      case 'progress_update':
        this.#progress = event;
        return;
      case 'notice':
        this.#notices.push(event);
        if (this.#notices.length > MAX_NOTICES) this.#notices.shift();
        return;
      case 'error':
        this.#error = event;
        return;
      case 'client_effect':
        return;
      default:
        event satisfies never;
    }
  }
}

class Reader {
  /** `null` where the state must be told before what follows. */
  #waiting: ThreadEvent[] | null = null;
  #woken: { promise: Promise<void>; resolve: () => void } | undefined;

  push(event: ThreadEvent): void {
    if (this.#waiting && this.#waiting.length >= MAX_WAITING) this.#waiting = null;
    this.#waiting?.push(event);
    this.wake();
  }

  /** What waits; `null` where the state must be told instead, from which on events are gathered again. */
  take(): ThreadEvent[] | null {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }

  woken(): Promise<void> {
    if (!this.#woken) {
      let resolve = () => {};
      const promise = new Promise<void>((done) => (resolve = done));
      this.#woken = { promise, resolve };
    }
    return this.#woken.promise;
  }

  wake(): void {
    this.#woken?.resolve();
    this.#woken = undefined;
  }
}
