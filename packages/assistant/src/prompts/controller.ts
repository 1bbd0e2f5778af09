import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { warnOnce } from '../shared/warn.ts';
import type { Prompt } from '../config/types.ts';
import { type Page, type PagePrompt, promptsFor } from './rules.ts';

export interface PromptsHooks {
  /** All prompts, and what they are held against but the address. */
  settings(): { prompts: readonly Prompt[]; scheme: Page['scheme']; locale: string };
}

/**
 * Knows which prompts are meant for the page as it is, and has the host drawn again when a navigation changes them. Comes
 * where a prompt has a condition.
 *
 * Navigations within a page are told by the Navigation API. An engine without it is not taken by surprise: `history` is
 * the page's, and is left alone. There the address is looked at again when the visitor goes back or forward, when the
 * page's head changes (a router sets the title), and whenever the host is drawn.
 */
export class PromptsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hooks: PromptsHooks;
  #prompts: PagePrompt[] = [];
  #abort: AbortController | null = null;
  #frame = 0;

  constructor(host: ReactiveControllerHost, hooks: PromptsHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  /** Those that are meant for this page. Worked out anew before each rendering. */
  get prompts(): readonly PagePrompt[] {
    return this.#prompts;
  }

  /** Looks at the page again: before the prompts are shown, since elements come and go unseen. */
  refresh(): void {
    const now = this.#forPage();
    if (JSON.stringify(now) === JSON.stringify(this.#prompts)) return;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const { navigation } = window as { navigation?: EventTarget & { currentEntry?: unknown } };
    // The name is any page's to take for something else, as for an element.
    if (navigation?.currentEntry) {
      navigation.addEventListener('currententrychange', this.#onNavigation, { signal });
      navigation.addEventListener('navigatesuccess', this.#onNavigation, { signal });
      return;
    }
    for (const type of ['popstate', 'hashchange']) addEventListener(type, this.#onNavigation, { signal });
    const head = new MutationObserver(this.#onNavigation);
    head.observe(document.head, { childList: true, subtree: true, characterData: true });
    signal.addEventListener('abort', () => head.disconnect());
  }

  hostDisconnected(): void {
    this.#abort?.abort();
    cancelAnimationFrame(this.#frame);
  }

  hostUpdate(): void {
    this.#prompts = this.#forPage();
  }

  /** The address is there before what is drawn for it: looked at now, and once more when that has had its turn. */
  readonly #onNavigation = (): void => {
    this.refresh();
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#frame = requestAnimationFrame(() => this.refresh());
    });
  };

  #forPage(): PagePrompt[] {
    const { prompts, scheme, locale } = this.#hooks.settings();
    const page: Page = { url: location, scheme, locale, has: (selector) => document.querySelector(selector) !== null };
    return promptsFor(prompts, page, ({ label }, condition, error) =>
      warnOnce(
        `prompt ${label} ${condition}`,
        `The prompt "${label}" is left out: its condition "${condition}" cannot be understood. ${String(error)}`,
      ),
    );
  }
}
