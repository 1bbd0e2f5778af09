/** Whether the element can be used: it has options, stands in a page, and has drawn its first screen. */
export class Readiness {
  readonly promise: Promise<void>;
  starting = false;
  #reached = false;
  #resolve!: () => void;

  constructor() {
    this.promise = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get reached(): boolean {
    return this.#reached;
  }

  reach(): void {
    this.#reached = true;
    this.#resolve();
  }
}
