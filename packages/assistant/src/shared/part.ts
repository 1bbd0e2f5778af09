/**
 * A part that is fetched when it is first needed: `null` until it is there. What did not come is asked for again the next
 * time.
 *
 * @example
 * const engine = new Part(() => import('./engine.ts'), 'The colours could not be loaded.', () => this.requestUpdate());
 * engine.now?.workOut(request) ?? DEFAULTS; // drawn at once, and again after `engine.pending()`
 */
export class Part<T> {
  /** What it brought, once it is there. */
  now: T | null = null;
  readonly #fetch: () => Promise<T>;
  readonly #without: string;
  readonly #onCome: () => void;
  #coming: Promise<void> | null = null;

  /**
   * @param without what the developer is told where it does not come.
   * @param onCome called when it is there.
   */
  constructor(fetch: () => Promise<T>, without: string, onCome: () => void = () => {}) {
    this.#fetch = fetch;
    this.#without = without;
    this.#onCome = onCome;
  }

  /**
   * Settles when it is there, or did not come; `null` where there is nothing to wait for.
   *
   * @param needed whether to fetch it, where it is not on its way.
   */
  pending(needed: boolean): Promise<void> | null {
    if (this.now || !(needed || this.#coming)) return null;
    return (this.#coming ??= this.#bring());
  }

  /** Does something with it: at once where it is there, and not at all where it does not come. */
  use(act: (part: T) => void): void {
    const pending = this.pending(true);
    const ready = (): void => void (this.now && act(this.now));
    if (pending) void pending.then(ready);
    else ready();
  }

  async #bring(): Promise<void> {
    try {
      this.now = await this.#fetch();
    } catch (error) {
      return console.warn(`[kb-assistant] ${this.#without}`, error);
    } finally {
      this.#coming = null;
    }
    this.#onCome();
  }
}
