import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { warnOnce } from '../shared/warn.ts';
import type { Prompt } from '../config/types.ts';
import type { Page, PagePrompt } from './rules.ts';

type Rules = typeof import('./rules.ts');

/** One for the page: what reads conditions is fetched where a prompt has one. */
let rules: Rules | null = null;
let loading: Promise<void> | null = null;

export interface PromptsHooks {
  /** All prompts, and what they are held against but the address. */
  settings(): { prompts: readonly Prompt[]; scheme: Page['scheme']; locale: string };
}

/**
 * Knows which prompts are meant for the page as it is, and has the host drawn again when a navigation changes them.
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

  /** Settles when conditions can be read; `null` where they can, or where there are none. */
  get pending(): Promise<void> | null {
    return rules || !this.#hooks.settings().prompts.some(({ when }) => when) ? null : loadRules();
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
    const { navigation } = window as { navigation?: EventTarget };
    if (navigation) {
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
    const plain = prompts.filter(({ when }) => !when);
    if (plain.length === prompts.length) return plain;
    if (!rules) {
      void loadRules().then(() => rules && this.#host.requestUpdate());
      return plain;
    }
    const page: Page = { url: location, scheme, locale, has: (selector) => document.querySelector(selector) !== null };
    return rules.promptsFor(prompts, page, ({ label }, condition, error) =>
      warnOnce(
        `prompt ${label} ${condition}`,
        `The prompt "${label}" is left out: its condition "${condition}" cannot be understood. ${String(error)}`,
      ),
    );
  }
}

function loadRules(): Promise<void> {
  loading ??= import('./rules.ts').then(
    (loaded) => void (rules = loaded),
    (error: unknown) => {
      // Asked for again when something is drawn the next time.
      loading = null;
      console.warn('[kb-assistant] Prompts with conditions are left out: what reads them did not come.', error);
    },
  );
  return loading;
}
