import type { AssistantMemory } from './memory.ts';

/**
 * Whether the visitor has agreed to the chat, where the site wants that. Before, nothing is asked of anybody, loaded
 * from elsewhere, or stored; that there was an agreement is looked up, and is the first thing to be written down.
 */
export class ConsentGate {
  #required = false;
  #agreed = false;

  /** Whether the chat may go to work. */
  get given(): boolean {
    return !this.#required || this.#agreed;
  }

  /** Follows the configuration. An agreement on a page before this one holds. */
  update(required: boolean, memory: AssistantMemory): void {
    this.#required = required;
    if (!required) return;
    // It may have been given before it was known to be wanted.
    if (this.#agreed) memory.writeConsent(true);
    else this.#agreed = memory.readConsent();
  }

  /** @returns whether the chat may go to work that could not before. */
  grant(memory: AssistantMemory): boolean {
    const changes = !this.given;
    this.#agreed = true;
    if (this.#required) memory.writeConsent(true);
    return changes;
  }

  /** Takes the agreement back, and forgets what it allowed to be stored. */
  withdraw(memory: AssistantMemory): void {
    this.#agreed = false;
    memory.writeConsent(false);
    memory.forget();
    memory.forgetLayout();
  }
}
