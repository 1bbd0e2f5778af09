import { html, nothing, type TemplateResult } from 'lit/html.js';
import { drawIcon } from '../shared/draw-icon.ts';
import type { Strings } from '../strings/strings.ts';

export interface NearView {
  strings: Strings;
  teaser: string | null;
  /** Quick prompts beside the launcher, the first ones only. */
  prompts: readonly { label: string }[];
  onTeaser: () => void;
  onPrompt: (index: number) => void;
  onDismiss: () => void;
}

/** More would cover the page, which nobody asked for. */
const MOST_PROMPTS = 3;

/** What stands beside the closed launcher: a bubble that says something, and prompts that ask at once. */
export function nearView({ strings, teaser, prompts, onTeaser, onPrompt, onDismiss }: NearView): TemplateResult {
  const shown = prompts.slice(0, MOST_PROMPTS);
  const empty = teaser === null && shown.length === 0;
  return html`<div class="near" ?hidden=${empty}>
    ${
      empty
        ? nothing
        : html`<div class="near-line">
            ${
              teaser === null
                ? nothing
                : html`<button class="teaser" part="teaser" type="button" dir="auto" @click=${onTeaser}>
                    ${teaser}
                  </button>`
            }
            <button
              class="dismiss"
              type="button"
              aria-label=${strings.dismiss}
              title=${strings.dismiss}
              @click=${onDismiss}
            >
              ${drawIcon('x')}
            </button>
          </div>`
    }
    ${
      shown.length === 0
        ? nothing
        : html`<div class="near-prompts" part="prompts">
            ${shown.map(
              ({ label }, index) =>
                html`<button class="near-prompt" part="prompt" type="button" dir="auto" @click=${() => onPrompt(index)}>
                  ${label}
                </button>`,
            )}
          </div>`
    }
  </div>`;
}
