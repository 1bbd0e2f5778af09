/** The keys that an instance holds, and the timer that keeps them up. */
export class HeldKeys {
  readonly #owners = new Map<string, string>();
  readonly #renew: (owners: ReadonlyMap<string, string>) => Promise<ReadonlySet<string>>;
  readonly #leaseMs: number;
  readonly #timer: ReturnType<typeof setInterval>;
  #lastKept = performance.now();
  #renewing = false;
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

  delete(key: string): boolean {
    return this.#owners.delete(key);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#owners.clear();
  }

  async #keepUp(): Promise<void> {
    if (this.#renewing || this.#owners.size === 0) return;
    this.#renewing = true;
    const asked = new Map(this.#owners);
    const began = performance.now();
    try {
      const kept = await this.#renew(asked);
      this.#lastKept = began;
      for (const key of asked.keys()) if (!kept.has(key)) this.#lose(key);
    } catch {
      // Whatever shares the keys is away. They are ours until their time is up, and nobody's after that.
      if (performance.now() - this.#lastKept > this.#leaseMs) for (const key of asked.keys()) this.#lose(key);
    } finally {
      this.#renewing = false;
    }
  }

  #lose(key: string): void {
    if (this.#owners.delete(key)) this.onLost(key);
  }
}
