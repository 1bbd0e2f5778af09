/** The keys that an instance holds, and the timer that keeps them up. */
export class HeldKeys {
  readonly #owners = new Map<string, string>();
  readonly #renew: (owners: ReadonlyMap<string, string>) => Promise<ReadonlySet<string>>;
  readonly #leaseMs: number;
  readonly #timer: ReturnType<typeof setInterval>;
  #lastKept = performance.now();
  /** The renewal that is on its way, and the keys that it names. */
  #renewal: { keys: ReadonlySet<string>; over: Promise<unknown> } | undefined;
  onLost: (key: string) => void = () => {};

  /** @param renew Keeps up keys, given with their owners, and gives those that are still ours. */
  constructor(leaseMs: number, renew: (owners: ReadonlyMap<string, string>) => Promise<ReadonlySet<string>>) {
    this.#leaseMs = leaseMs;
    this.#renew = renew;
    this.#timer = setInterval(() => void this.#keepUp(), leaseMs / 3);
    // Keeps up what others hold the process alive for.
    (this.#timer as { unref?: () => void }).unref?.();
  }

  get keys(): string[] {
    return [...this.#owners.keys()];
  }

  add(key: string, owner: string): void {
    if (this.#owners.size === 0) this.#lastKept = performance.now();
    this.#owners.set(key, owner);
  }

  /**
   * Keeps a key up no longer; gives whether it was held. Resolves when no renewal is on its way that could arrive after
   * the key was given back, and make its lease anew.
   */
  async letGo(key: string): Promise<boolean> {
    const wasHeld = this.#owners.delete(key);
    if (this.#renewal?.keys.has(key)) await this.#renewal.over;
    return wasHeld;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#owners.clear();
  }

  async #keepUp(): Promise<void> {
    if (this.#renewal || this.#owners.size === 0) return;
    const asked = new Map(this.#owners);
    const began = performance.now();
    // A connection may hang without end. By then somebody else may have them.
    const leftMs = Math.max(this.#lastKept + this.#leaseMs - began, this.#leaseMs / 3);
    const answer = within(leftMs, this.#renew(asked));
    this.#renewal = { keys: new Set(asked.keys()), over: answer.catch(() => {}) };
    try {
      const kept = await answer;
      this.#lastKept = began;
      for (const key of asked.keys()) if (!kept.has(key)) this.#lose(key);
    } catch (error) {
      // Whatever shares the keys is away. They are ours until their time is up, and nobody's after that.
      const isOver = error === TOO_LATE || performance.now() - this.#lastKept > this.#leaseMs;
      if (isOver) for (const key of asked.keys()) this.#lose(key);
    } finally {
      this.#renewal = undefined;
    }
  }

  #lose(key: string): void {
    if (this.#owners.delete(key)) this.onLost(key);
  }
}

const TOO_LATE = new Error('There was no answer in time.');

/** @throws {Error} {@link TOO_LATE} */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(TOO_LATE), ms);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
