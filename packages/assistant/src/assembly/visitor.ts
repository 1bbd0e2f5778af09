import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import type { AssistantConfig, Persistence } from '../config/types.ts';
import { ConsentGate } from '../persistence/consent.ts';
import { AssistantMemory } from '../persistence/memory.ts';
import { type TabHooks, Tabs } from '../persistence/tabs.ts';

export interface VisitorHooks extends TabHooks {
  config(): AssistantConfig;
  /** Where the conversations are kept. */
  server(): string;
  /** Who is signed in, as far as the site says. */
  userKey(): string;
  /** Who was here has gone, or may not be remembered any more: what shows their conversation must go. */
  onLeft(): void;
}

/** Who is here: whether they agreed to the chat, what is remembered of them, and their other tabs. */
export class Visitor implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #hooks: VisitorHooks;
  readonly #consent = new ConsentGate();
  #memory = new AssistantMemory('none', '', '');
  /** What is written down regardless of consent: the consent. */
  #register = this.#memory;
  #userKey: string | null = null;
  #consented = false;
  #tabs: Tabs | null = null;
  #tabsName: string | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement, hooks: VisitorHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  get consented(): boolean {
    return this.#consent.given;
  }

  /** Where things may be kept now. */
  get persist(): Persistence {
    return this.#consent.given ? this.#hooks.config().persist : 'none';
  }

  get memory(): AssistantMemory {
    return this.#memory;
  }

  /** The other tabs of this visitor, where they share a conversation. */
  get tabs(): Tabs | null {
    return this.#tabs;
  }

  /** Follows the configuration. @returns whether there is now something else to remember. */
  update(): boolean {
    const { consent, persist } = this.#hooks.config();
    const [id, server, userKey] = [this.#host.id, this.#hooks.server(), this.#hooks.userKey()];
    const last = this.#userKey;
    const isAnother = last !== null && last !== userKey;
    // Somebody who signs in keeps apart from who they were before; somebody who goes leaves nothing.
    if (isAnother && last !== '') this.#memory.forget();

    this.#register = new AssistantMemory(persist, id, server, userKey);
    this.#consent.update(consent === 'required', this.#register);
    const consents = this.#consent.given && !this.#consented;
    this.#consented = this.#consent.given;
    this.#memory = this.#consented ? this.#register : new AssistantMemory('none', id, server, userKey);
    this.#userKey = userKey;
    if (isAnother || last === null) this.#memory.forgetOthers();
    if (isAnother) this.#hooks.onLeft();
    this.#callTabs();
    return last === null || isAnother || consents;
  }

  /** @returns whether that lets the chat go to work. */
  grantConsent(): boolean {
    const changes = this.#consent.grant(this.#register);
    this.#host.requestUpdate();
    return changes;
  }

  withdrawConsent(): void {
    this.#consent.withdraw(this.#register);
    this.#consented = false;
    this.#hooks.onLeft();
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#callTabs();
  }

  hostDisconnected(): void {
    // A move is a removal and an insertion in one go.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#callTabs();
    });
  }

  #callTabs(): void {
    const name = this.#host.isConnected ? this.#memory.tabsName : null;
    if (name === this.#tabsName) return;
    this.#tabs?.close();
    this.#tabsName = name;
    this.#tabs = name === null ? null : new Tabs(name, this.#hooks);
  }
}
