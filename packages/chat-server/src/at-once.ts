/** Lets each person, or whatever has a name, have only so many things going on at once, at this instance. */
export class AtOnce {
  readonly #running = new Map<string, number>();

  /** How many a person has going on. */
  of(userId: string): number {
    return this.#running.get(userId) ?? 0;
  }

  /** @throws What `refuse` makes, where the person has `atMost` already. */
  async run<T>(userId: string, atMost: number, refuse: () => Error, work: () => Promise<T>): Promise<T> {
    const running = this.of(userId);
    if (running >= atMost) throw refuse();
    this.#running.set(userId, running + 1);
    try {
      return await work();
    } finally {
      const left = this.of(userId) - 1;
      if (left > 0) this.#running.set(userId, left);
      else this.#running.delete(userId);
    }
  }
}
