import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import type { TemplateResult } from 'lit/html.js';
import type { Strings } from '../strings/strings.ts';
import { nearView } from './near-view.ts';

export { nearStyles } from './near.styles.ts';

export interface NearHooks {
  open(): boolean;
  strings(): Strings;
  /** What the teaser says and when it comes, in milliseconds; `null` where there is none. */
  teaser(): { text: string; delayMs: number } | null;
  /** The prompts that stand above the launcher. */
  prompts(): readonly { label: string }[];
  /** The teaser that was dismissed or seen before, and is to stay away. */
  dismissed(): string | null;
  onDismissed(teaser: string): void;
  onTeaser(): void;
  onPrompt(index: number): void;
  /** Somebody wants nothing to stand there. */
  onDismiss(): void;
}

/** What stands beside the closed launcher: a bubble that comes after a while, and prompts. Seen once, or sent away, they stay away. */
export class Near implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hooks: NearHooks;
  #teased: string | null = null;
  #dismissed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingFor: string | null = null;

  constructor(host: ReactiveControllerHost, hooks: NearHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  /** The teaser to show, once its time has come. */
  get teaser(): string | null {
    return this.#mayShow(this.#teased) ? this.#teased : null;
  }

  view(): TemplateResult {
    const { strings, prompts, open, onTeaser, onPrompt, onDismiss } = this.#hooks;
    return nearView({
      strings: strings(),
      teaser: this.teaser,
      prompts: open() || this.#dismissed ? [] : prompts(),
      onTeaser,
      onPrompt,
      onDismiss,
    });
  }

  /** Takes the bubble and the prompts away, for good. */
  dismiss(): void {
    this.#dismissed = true;
    const teaser = this.#hooks.teaser();
    if (teaser && this.#hooks.dismissed() !== teaser.text) this.#hooks.onDismissed(teaser.text);
    this.#teased = null;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stopWaiting();
  }

  hostUpdated(): void {
    const teaser = this.#hooks.teaser();
    const wanted = teaser && this.#teased !== teaser.text && this.#mayShow(teaser.text) ? teaser : null;
    if (wanted?.text === this.#waitingFor) return;
    this.#stopWaiting();
    if (!wanted) return;
    this.#waitingFor = wanted.text;
    this.#timer = setTimeout(() => {
      this.#teased = wanted.text;
      this.#waitingFor = null;
      this.#host.requestUpdate();
    }, wanted.delayMs);
  }

  #mayShow(text: string | null): boolean {
    return text !== null && !this.#hooks.open() && this.#hooks.dismissed() !== text;
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#waitingFor = null;
  }
}
