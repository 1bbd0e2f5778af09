import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Strings } from '../strings/strings.ts';

export interface FailureView {
  strings: Strings;
  /** What failed, in words. */
  title: string;
  /** What to do. */
  help: string;
  /** For whoever is asked for help: the code, what was got, and where to read on. */
  details: string | null;
  onRetry: () => void;
  /** Somebody wants to see the details, which may become more. */
  onDetails: () => void;
}

/** What stands where the chat would be when it does not come. */
export const failureView = ({ strings, title, help, details, onRetry, onDetails }: FailureView): TemplateResult =>
  html`<div class="error" part="error" role="alert">
    <h3>${title}</h3>
    <p>${help}</p>
    <button class="retry" type="button" @click=${onRetry}>${strings.retry}</button>
    ${
      details === null
        ? nothing
        : html`<details @toggle=${(event: Event) => (event.currentTarget as HTMLDetailsElement).open && onDetails()}>
            <summary>${strings.details}</summary>
            <pre tabindex="0" aria-live="off">${details}</pre>
            <button
              class="copy"
              type="button"
              .textContent=${strings.copyDetails}
              @click=${(event: Event) => void copy(event, details, strings)}
            ></button>
          </details>`
    }
  </div>`;

/** Copies, or selects for copying where the page may not: on plain http, or in a frame that is not allowed to. */
async function copy(event: Event, details: string, strings: Strings): Promise<void> {
  const button = event.currentTarget as HTMLButtonElement;
  try {
    await navigator.clipboard.writeText(details);
    button.textContent = strings.copied;
  } catch {
    const text = button.previousElementSibling;
    if (text) getSelection()?.selectAllChildren(text);
  }
}
