import { render } from 'lit';
import { icon } from '../icons/icon.ts';
import { codeOf } from '../markdown/decorate.ts';
import type { Strings } from '../strings/strings.ts';
import { copyText } from './copy-text.ts';

/** How long a copy button says that it did. */
const SHOWN_MS = 1_600;

/** Copies, and shows for a moment that it has. */
export class CopyFeedback {
  readonly #changed: () => void;
  #key: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** What was copied last, while that is shown. */
  get key(): string | null {
    return this.#key;
  }

  async copy(key: string, text: string, root: ShadowRoot): Promise<void> {
    if (await copyText(text, root)) this.#show(key);
  }

  /** For the button of a code block, which no template draws. */
  async copyCode(button: Element, strings: Strings, root: ShadowRoot): Promise<void> {
    if (!(await copyText(codeOf(button), root))) return;
    const say = (name: 'check' | 'copy', label: string) => {
      render(icon(name), button as HTMLElement);
      button.setAttribute('aria-label', label);
    };
    say('check', strings.copied);
    setTimeout(() => say('copy', strings.copyCode), SHOWN_MS);
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#key = null;
  }

  #show(key: string): void {
    clearTimeout(this.#timer);
    this.#key = key;
    this.#changed();
    this.#timer = setTimeout(() => {
      this.#key = null;
      this.#changed();
    }, SHOWN_MS);
  }
}
