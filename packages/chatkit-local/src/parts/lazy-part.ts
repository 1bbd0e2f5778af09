/**
 * A part of the element that is fetched when it is first needed. A failure is forgotten, so that a later try is a
 * real one.
 *
 * @example
 * const maths = new LazyPart(() => import('./maths.ts'));
 * const { drawMaths } = maths.value ?? (await maths.load());
 */
export class LazyPart<T> {
  readonly #fetch: () => Promise<T>;
  #value: T | null = null;
  #coming: Promise<T> | null = null;

  constructor(fetch: () => Promise<T>) {
    this.#fetch = fetch;
  }

  /** Null until it has come. */
  get value(): T | null {
    return this.#value;
  }

  /** Fetches it, once however often it is asked for. Rejects where it cannot be had. */
  load(): Promise<T> {
    this.#coming ??= this.#fetch().then(
      (value) => (this.#value = value),
      (error: unknown) => {
        this.#coming = null;
        throw error;
      },
    );
    return this.#coming;
  }
}
