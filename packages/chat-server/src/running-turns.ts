/** Why an answer was broken off. */
export type StopReason = 'stopped' | 'timed-out' | 'thread-deleted';

const ABORT_REASON = {
  stopped: ['The person stopped the answer or went away.', 'AbortError'],
  'timed-out': ['The answer took too long.', 'TimeoutError'],
  'thread-deleted': ['The thread was deleted.', 'AbortError'],
} as const satisfies Record<StopReason, [message: string, name: string]>;

/** An answer that is being given. It holds its thread until {@link RunningTurn.end}. */
export class RunningTurn {
  readonly #abort = new AbortController();
  readonly #deadline: ReturnType<typeof setTimeout>;
  readonly #ended: { promise: Promise<void>; resolve: () => void };
  #stopReason: StopReason | undefined;

  constructor(limitMs: number) {
    let resolve = () => {};
    const promise = new Promise<void>((done) => (resolve = done));
    this.#ended = { promise, resolve };
    this.#deadline = setTimeout(() => this.stop('timed-out'), limitMs);
  }

  /** Aborts when the answer must end. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Set once {@link RunningTurn.signal} has aborted. */
  get stopReason(): StopReason | undefined {
    return this.#stopReason;
  }

  /** Resolves when the answer is over and all of it that is kept has been saved. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Asks the answer to end. Only the first reason counts. */
  stop(reason: StopReason): void {
    if (this.#stopReason) return;
    this.#stopReason = reason;
    this.#abort.abort(new DOMException(...ABORT_REASON[reason]));
  }

  end(): void {
    clearTimeout(this.#deadline);
    this.#ended.resolve();
  }
}

/** The answers that this server is giving: at most one per thread. */
export class RunningTurns {
  readonly #turns = new Map<string, RunningTurn>();

  /**
   * Takes a thread for an answer; waits up to `waitMs` for the one before it to end.
   * `null` where that goes on. Whoever got a turn must `end()` it, whatever happens.
   */
  async begin(
    userId: string,
    threadId: string,
    { waitMs, limitMs }: { waitMs: number; limitMs: number },
  ): Promise<RunningTurn | null> {
    // The user is part of the key: nobody can hold up a thread of somebody else by naming it.
    const key = keyOf(userId, threadId);
    const before = this.#turns.get(key);
    if (before) await settledWithin(before.ended, waitMs);
    if (this.#turns.has(key)) return null;
    const turn = new RunningTurn(limitMs);
    this.#turns.set(key, turn);
    void turn.ended.then(() => this.#turns.delete(key));
    return turn;
  }

  /** The answer that is being given in a thread. */
  get(userId: string, threadId: string): RunningTurn | undefined {
    return this.#turns.get(keyOf(userId, threadId));
  }
}

const keyOf = (userId: string, threadId: string): string => JSON.stringify([userId, threadId]);

async function settledWithin(promise: Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([promise, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
