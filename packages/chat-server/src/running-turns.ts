import type { ThreadEvent } from '@kb-assistant/protocol';
import { v7 } from 'uuid';
import { RequestError, tooMany } from './errors.ts';
import type { Relay } from './relay.ts';
import { localRelay } from './relays/local.ts';
import { TurnFeed, type Watcher } from './turn-feed.ts';

/** Why an answer was broken off. */
export type StopReason = 'stopped' | 'timed-out' | 'thread-deleted' | 'shut-down' | 'lost';

const ABORT_REASON = {
  stopped: ['The person stopped the answer or went away.', 'AbortError'],
  'timed-out': ['The answer took too long.', 'TimeoutError'],
  'thread-deleted': ['The thread was deleted.', 'AbortError'],
  'shut-down': ['The server is being shut down.', 'AbortError'],
  lost: ['The thread could not be held any longer, and another instance may be answering it.', 'AbortError'],
} as const satisfies Record<StopReason, [message: string, name: string]>;

/** How often it is looked whether another instance has ended an answer, in milliseconds. */
const POLL_MS = 100;

/** How long an answer of another instance may take to end once it was told to, in milliseconds. */
const STOP_WAIT_MS = 15_000;

/** An answer that is being given. It holds its thread until {@link RunningTurn.end}. */
export class RunningTurn {
  #feed: TurnFeed | undefined;
  readonly #abort = new AbortController();
  readonly #deadline: ReturnType<typeof setTimeout>;
  readonly #release: () => Promise<void>;
  readonly #ended: { promise: Promise<void>; resolve: () => void };
  #stopReason: StopReason | undefined;

  constructor(limitMs: number, release = async () => {}) {
    let resolve = () => {};
    const promise = new Promise<void>((done) => (resolve = done));
    this.#ended = { promise, resolve };
    this.#release = release;
    this.#deadline = setTimeout(() => this.stop('timed-out'), limitMs);
  }

  /** What it says, for those who read along: with resumable turns, everybody. Made when it is first looked at. */
  get feed(): TurnFeed {
    return (this.#feed ??= new TurnFeed());
  }

  /** Whether it goes on although nobody reads it. Only with resumable turns is there such a thing. */
  get abandoned(): boolean {
    return this.#feed !== undefined && this.#feed.hasBegun && this.#feed.readers === 0;
  }

  /** Aborts when the answer must end. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Set once {@link RunningTurn.signal} has aborted. */
  get stopReason(): StopReason | undefined {
    return this.#stopReason;
  }

  /** Resolves when the answer is over, all of it that is kept has been saved, and the thread is free. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Asks the answer to end. Only the first reason counts. */
  stop(reason: StopReason): void {
    if (this.#stopReason) return;
    this.#stopReason = reason;
    this.#abort.abort(new DOMException(...ABORT_REASON[reason]));
  }

  /** Says that the answer is over. Resolves when the thread is free; never rejects. */
  end(): Promise<void> {
    clearTimeout(this.#deadline);
    const over = () => {
      // Not before: whoever has read to the end, and asks at once, finds nothing to come back to.
      this.#feed?.end();
      this.#ended.resolve();
    };
    // Where it cannot be given back, the lease runs out by itself.
    void this.#release().then(over, over);
    return this.ended;
  }
}

/** What instances tell each other. */
type Message =
  | { kind: 'stop'; key: string; reason: StopReason; onlyIfAbandoned: boolean }
  | { kind: 'watch'; key: string; watch: string; from: string }
  | { kind: 'unwatch'; watch: string }
  | { kind: 'events'; watch: string; events: ThreadEvent[] }
  | { kind: 'end'; watch: string };

/**
 * The answers that are being given: at most one per thread, among all instances that share a relay.
 * An answer is given by one instance; the others reach it by messages.
 */
export class RunningTurns {
  readonly #relay: Relay;
  readonly #turns = new Map<string, RunningTurn>();
  /** Those of other instances who read along here. */
  readonly #guests = new Map<string, Watcher>();
  /** What is read along from other instances. */
  readonly #visits = new Map<string, TurnVisit>();
  #closing = false;

  constructor(relay: Relay = localRelay()) {
    this.#relay = relay;
    relay.open({
      onMessage: (text) => {
        const message = messageOf(text);
        if (message) this.#take(message);
      },
      onLost: (key) => this.#turns.get(key)?.stop('lost'),
    });
  }

  /** How many answers this instance is giving. */
  get size(): number {
    return this.#turns.size;
  }

  /**
   * Takes a thread for an answer; waits up to `waitMs` for the one before it to end, and tells it to where nobody reads
   * it any more. `null` where that goes on. Whoever got a turn must `end()` it, whatever happens.
   *
   * @throws {RequestError} `too-many-turns` where the user has `perUser` answers already, `shutting-down`.
   */
  async begin(
    userId: string,
    threadId: string,
    { waitMs, limitMs, perUser = Infinity }: { waitMs: number; limitMs: number; perUser?: number },
  ): Promise<RunningTurn | null> {
    // The user is part of the key: nobody can hold up a thread of somebody else by naming it.
    const key = keyOf(userId, threadId);
    const until = performance.now() + waitMs;
    const before = this.#turns.get(key);
    if (before) {
      do {
        // Looked at again and again: that its reader has gone may be noticed late.
        if (before.abandoned) before.stop('stopped');
        await settledWithin(before.ended, Math.max(0, Math.min(POLL_MS, until - performance.now())));
      } while (this.#turns.get(key) === before && performance.now() < until);
    }
    if (this.#turns.has(key)) return null;
    if (this.#closing) throw new RequestError('shutting-down', 'This server is about to end. Send the message again.');

    // Entered before the first await, so that of those who waited in this process exactly one goes on.
    const turn = new RunningTurn(limitMs, async () => {
      await this.#relay.release(key).finally(() => {
        // By then it may be another's: one that was not taken leaves its place at once.
        if (this.#turns.get(key) === turn) this.#turns.delete(key);
      });
    });
    this.#turns.set(key, turn);
    try {
      // JSON knows no Infinity.
      const atMost = Math.min(perUser, 1_000_000);
      for (;;) {
        const result = await this.#relay.take(key, userId, atMost);
        if (result === 'taken') return turn;
        if (result === 'full') {
          throw tooMany(atMost, 'answers');
        }
        if (performance.now() >= until) break;
        await this.#tell(key, { kind: 'stop', key, reason: 'stopped', onlyIfAbandoned: true });
        await delay(Math.min(POLL_MS, Math.max(0, until - performance.now())));
      }
    } catch (error) {
      await this.#withdraw(key, turn);
      throw error;
    }
    await this.#withdraw(key, turn);
    return null;
  }

  /** The answer that this instance is giving in a thread. */
  get(userId: string, threadId: string): RunningTurn | undefined {
    return this.#turns.get(keyOf(userId, threadId));
  }

  /** Ends the answer that is being given in a thread, by whichever instance, and resolves when it is over. */
  async stop(userId: string, threadId: string, reason: StopReason): Promise<void> {
    const key = keyOf(userId, threadId);
    const own = this.#turns.get(key);
    if (own) {
      own.stop(reason);
      return own.ended;
    }
    const until = performance.now() + STOP_WAIT_MS;
    // Told again and again: a message may be lost, and a killed instance hears none; then its lease runs out.
    while (await this.#tell(key, { kind: 'stop', key, reason, onlyIfAbandoned: false })) {
      if (performance.now() > until) throw new Error(`The answer in ${threadId} of another instance does not end.`);
      await delay(POLL_MS);
    }
  }

  /**
   * Reads along what is being answered in a thread, by whichever instance; `null` where nothing is.
   *
   * @throws {RequestError} `too-many-readers` where `atMost` read it at this instance already.
   */
  async watch(userId: string, threadId: string, atMost = Infinity): Promise<Watcher | null> {
    const key = keyOf(userId, threadId);
    const own = this.#turns.get(key);
    if (own) {
      if (own.feed.readers >= atMost) throw tooManyReaders(atMost);
      return own.feed.watch();
    }
    const holder = await this.#relay.holderOf(key);
    if (holder === null || holder === this.#relay.id) return null;
    let readers = 0;
    for (const visit of this.#visits.values()) if (visit.key === key) readers++;
    if (readers >= atMost) throw tooManyReaders(atMost);
    const watch = v7();
    const visit = new TurnVisit(
      key,
      async () => (await this.#relay.holderOf(key).catch(() => holder)) === holder,
      this.#relay.leaseMs / 2,
      () => this.#visits.delete(watch),
      () => this.#send(holder, { kind: 'unwatch', watch }),
    );
    this.#visits.set(watch, visit);
    try {
      await this.#relay.send(holder, JSON.stringify({ kind: 'watch', key, watch, from: this.#relay.id }));
    } catch (error) {
      visit.leave();
      throw error;
    }
    return visit;
  }

  /** Begins no more answers, lets those that run end, and ends them after `deadlineMs`. */
  async close(deadlineMs: number): Promise<void> {
    this.#closing = true;
    const over = () => Promise.all(Array.from(this.#turns.values(), (turn) => turn.ended));
    await settledWithin(over(), deadlineMs);
    for (const turn of this.#turns.values()) turn.stop('shut-down');
    // They have only to be saved.
    await settledWithin(over(), STOP_WAIT_MS);
    for (const visit of this.#visits.values()) visit.leave();
    await this.#relay.close();
  }

  /** Refuses new answers from now on, while those that run go on. */
  get closing(): boolean {
    return this.#closing;
  }

  async #withdraw(key: string, turn: RunningTurn): Promise<void> {
    // Nothing was taken, so nothing is given back.
    this.#turns.delete(key);
    await turn.end();
  }

  /** Tells the instance that answers a thread; gives whether there is one. */
  async #tell(key: string, message: Message): Promise<boolean> {
    const holder = await this.#relay.holderOf(key);
    if (holder !== null) this.#send(holder, message);
    return holder !== null;
  }

  #send(instance: string, message: Message): void {
    // What is lost on the way is noticed by whoever waits for its effect.
    this.#relay.send(instance, JSON.stringify(message)).catch(() => {});
  }

  #take(message: Message): void {
    switch (message.kind) {
      case 'stop': {
        const turn = this.#turns.get(message.key);
        if (turn && (!message.onlyIfAbandoned || turn.abandoned)) turn.stop(message.reason);
        return;
      }
      case 'watch':
        void this.#host(message);
        return;
      case 'unwatch':
        this.#guests.get(message.watch)?.leave();
        return;
      case 'events':
        this.#visits.get(message.watch)?.push(message.events);
        return;
      case 'end':
        this.#visits.get(message.watch)?.end();
        return;
      default:
        message satisfies never;
    }
  }

  /** Tells a reader at another instance what is said here. One batch at a time: a slow link gets fewer, larger ones. */
  async #host({ key, watch, from }: Extract<Message, { kind: 'watch' }>): Promise<void> {
    const watcher = this.#turns.get(key)?.feed.watch();
    if (watcher) {
      this.#guests.set(watch, watcher);
      try {
        for (let events = await watcher.next(); events; events = await watcher.next()) {
          await this.#relay.send(from, JSON.stringify({ kind: 'events', watch, events } satisfies Message));
        }
      } catch {
        // The reader will find out that nothing comes any more, and ask again.
      } finally {
        watcher.leave();
        this.#guests.delete(watch);
      }
    }
    this.#send(from, { kind: 'end', watch });
  }
}

/**
 * What an instance has said; `null` for what is no message. A relay is shared, and what somebody else writes there must
 * not end this process.
 */
function messageOf(text: string): Message | null {
  try {
    const message = JSON.parse(text) as Message | null;
    return message?.kind === 'events' && !Array.isArray(message.events) ? null : message;
  } catch {
    return null;
  }
}

const tooManyReaders = (atMost: number): RequestError =>
  new RequestError(
    'too-many-readers',
    `You may read an answer ${atMost} times at once. Close a page that shows it, or wait for its end.`,
    { headers: { 'Retry-After': '5' } },
  );

/** What is read along from another instance. */
class TurnVisit implements Watcher {
  /** The answer that is read. */
  readonly key: string;
  /** Brings what came to the pace of this reader, as in the other instance. */
  readonly #feed = new TurnFeed();
  readonly #watcher = this.#feed.watch();
  readonly #onEnd: () => void;
  readonly #onLeave: () => void;
  readonly #alive: ReturnType<typeof setInterval>;

  /** @param lookMs How often it is looked whether the instance that it reads from still lives. */
  constructor(key: string, isAlive: () => Promise<boolean>, lookMs: number, onEnd: () => void, onLeave: () => void) {
    this.key = key;
    this.#onEnd = onEnd;
    this.#onLeave = onLeave;
    this.#alive = setInterval(() => {
      void this.#endUnless(isAlive);
    }, lookMs);
  }

  push(events: ThreadEvent[]): void {
    for (const event of events) this.#feed.push(event);
  }

  end(): void {
    clearInterval(this.#alive);
    this.#feed.end();
    this.#onEnd();
  }

  async #endUnless(isAlive: () => Promise<boolean>): Promise<void> {
    if (await isAlive()) return;
    this.#feed.push({ type: 'error', code: 'stream.error', allow_retry: true });
    this.end();
  }

  next(): Promise<ThreadEvent[] | null> {
    return this.#watcher.next();
  }

  leave(): void {
    this.end();
    this.#watcher.leave();
    this.#onLeave();
  }
}

const keyOf = (userId: string, threadId: string): string => JSON.stringify([userId, threadId]);

const delay = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function settledWithin(promise: Promise<unknown>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([promise, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
