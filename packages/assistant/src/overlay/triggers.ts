import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isShortcut, type Shortcut } from '../shared/shortcut.ts';
import { containsDeep, deepActiveElement } from './active-element.ts';

export interface TriggerHooks {
  shortcut(): Shortcut | null;
  onShortcut(): void;
  /** An element of the page with `data-kb-open` was clicked; `prompt` is what it asks at once. */
  onTrigger(trigger: HTMLElement, prompt: string | null): void;
}

/** All that are in a document now, the first one first: an opener that names none of them opens that one. */
const assistants = new Set<HTMLElement>();

/** What opens the panel from the page: a shortcut, and elements with `data-kb-open`, also those that come later. */
export class TriggersController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #hooks: TriggerHooks;
  #abort = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement, hooks: TriggerHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  /** Whether `mod` is the Command key here. */
  get apple(): boolean {
    return /mac|iphone|ipad/i.test(navigator.platform || navigator.userAgent);
  }

  hostConnected(): void {
    assistants.add(this.#host);
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    document.addEventListener('keydown', this.#onKeydown, { signal });
    document.addEventListener('click', this.#onClick, { signal });
    // From the script tag: a click from before there was an element.
    this.#host.addEventListener('kb-opener', this.#onEarlyClick, { signal });
  }

  hostDisconnected(): void {
    assistants.delete(this.#host);
    this.#abort.abort();
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const shortcut = this.#hooks.shortcut();
    if (!shortcut || event.defaultPrevented || event.repeat || event.isComposing) return;
    if (!isShortcut(shortcut, event, this.apple) || this.#isWriting()) return;
    event.preventDefault();
    this.#hooks.onShortcut();
  };

  /** Somebody who writes in a field of the page means the page. */
  #isWriting(): boolean {
    const active = deepActiveElement();
    if (!active || containsDeep(this.#host, active)) return false;
    return active.isContentEditable || active.matches('input, textarea, select, [role=textbox]');
  }

  readonly #onClick = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const trigger = event
      .composedPath()
      .find((each): each is HTMLElement => each instanceof HTMLElement && each.hasAttribute('data-kb-open'));
    if (!trigger) return;
    const id = trigger.getAttribute('data-kb-open');
    const [first] = assistants;
    if (id ? id !== this.#host.id : this.#host !== first) return;
    // A link that leads somewhere without us stays here with us.
    event.preventDefault();
    this.#open(trigger);
  };

  readonly #onEarlyClick = (event: Event): void => {
    const { detail } = event as CustomEvent<unknown>;
    if (detail instanceof HTMLElement) this.#open(detail);
  };

  #open(trigger: HTMLElement): void {
    this.#hooks.onTrigger(trigger, trigger.getAttribute('data-kb-prompt'));
  }
}
