import type { ReactiveController } from '@lit/reactive-element';

/** An element of the page with `data-kb-open` was clicked; `prompt` is what it asks at once. */
export type OnOpener = (opener: HTMLElement, prompt: string | null) => void;

/** All that are in a document now, the first one first: an opener that names none of them opens that one. */
const assistants = new Set<HTMLElement>();

/** What opens the panel from the page: elements with `data-kb-open`, also those that come later. */
export class OpenersController implements ReactiveController {
  readonly #host: HTMLElement;
  readonly #onOpener: OnOpener;
  readonly #early: boolean;
  #abort = new AbortController();

  /** @param early whether the script tag hears clicks from before there is an element, and hands them on. */
  constructor(host: HTMLElement, onOpener: OnOpener, early: boolean) {
    this.#host = host;
    this.#onOpener = onOpener;
    this.#early = early;
  }

  hostConnected(): void {
    assistants.add(this.#host);
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    document.addEventListener('click', this.#onClick, { signal });
    if (this.#early) this.#host.addEventListener('kb-opener', this.#onEarlyClick, { signal });
  }

  hostDisconnected(): void {
    assistants.delete(this.#host);
    this.#abort.abort();
  }

  readonly #onClick = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const opener = event
      .composedPath()
      .find((each): each is HTMLElement => each instanceof HTMLElement && each.hasAttribute('data-kb-open'));
    if (!opener) return;
    const id = opener.getAttribute('data-kb-open');
    const [first] = assistants;
    if (id ? id !== this.#host.id : this.#host !== first) return;
    // A link that leads somewhere without us stays here with us.
    event.preventDefault();
    this.#open(opener);
  };

  readonly #onEarlyClick = (event: Event): void => {
    const { detail } = event as CustomEvent<unknown>;
    if (detail instanceof HTMLElement) this.#open(detail);
  };

  #open(opener: HTMLElement): void {
    this.#onOpener(opener, opener.getAttribute('data-kb-prompt'));
  }
}
