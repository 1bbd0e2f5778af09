/** What style sheets of the page can tell: `kb-assistant:state(open)`. */
export type HostState = 'open' | 'unread' | 'connecting' | 'failed' | 'dark';

/** Sets the states of the element, in engines that have them. */
export class HostStates {
  readonly #states: CustomStateSet | undefined;

  constructor(host: HTMLElement) {
    // Neither a server that renders nor an older engine has any.
    this.#states = (host.attachInternals as (() => ElementInternals) | undefined)?.call(host).states;
  }

  update(states: Record<HostState, boolean>): void {
    for (const [name, on] of Object.entries(states)) {
      if (on) this.#states?.add(name);
      else this.#states?.delete(name);
    }
  }
}
