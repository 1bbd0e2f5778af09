/** Steps that can be taken back and taken again. Changes of the same thing in a row are one step. */
export class History<T> {
  readonly #past: T[] = [];
  readonly #future: T[] = [];
  #now: T;
  #topic: string | null = null;

  constructor(now: T) {
    this.#now = now;
  }

  get now(): T {
    return this.#now;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** @param topic What is being changed: dragging one slider is one step, however many values it runs through. */
  change(next: T, topic: string | null = null): void {
    if (topic === null || topic !== this.#topic || this.#past.length === 0) this.#past.push(this.#now);
    this.#topic = topic;
    this.#now = next;
    this.#future.length = 0;
  }

  /** The next change is a step of its own, whatever it is about. */
  settle(): void {
    this.#topic = null;
  }

  undo(): void {
    this.#step(this.#past, this.#future);
  }

  redo(): void {
    this.#step(this.#future, this.#past);
  }

  #step(from: T[], to: T[]): void {
    if (from.length === 0) return;
    to.push(this.#now);
    this.#now = from.pop()!;
    this.#topic = null;
  }
}
