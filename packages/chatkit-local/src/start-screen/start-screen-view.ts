import { html, nothing, type TemplateResult } from 'lit';
import type { ViewContext } from '../element/view-context.ts';
import { icon, namedIcon } from '../icons/icon.ts';
import type { Prompt } from '../options/resolved-options.ts';

/** More prompts than these wait behind a "More". */
const SHOWN = 6;

export interface StartScreenView extends ViewContext {
  /** Why the thread that was asked for is not here. */
  note: string | null;
  expanded: boolean;
  onExpand: () => void;
  onPrompt: (prompt: Prompt) => void;
}

export function startScreenView(view: StartScreenView): TemplateResult {
  const { startScreen } = view.options;
  const prompts = view.expanded ? startScreen.prompts : startScreen.prompts.slice(0, SHOWN);
  return html`<div class="start">
    ${view.note ? html`<p class="note" role="status">${icon('info')}<span>${view.note}</span></p>` : nothing}
    <h3 class="greeting" dir="auto">${startScreen.greeting ?? view.strings.greeting}</h3>
    ${
      prompts.length > 0
        ? html`<ul class="prompts" role="list">
            ${prompts.map((prompt) => promptRow(prompt, view))}
            ${
              prompts.length < startScreen.prompts.length
                ? html`<li>
                    <button type="button" class="prompt more" @click=${view.onExpand}>
                      ${icon('chevron-down')}<span class="prompt-label">${view.strings.more}</span>
                    </button>
                  </li>`
                : nothing
            }
          </ul>`
        : nothing
    }
  </div>`;
}

const promptRow = (prompt: Prompt, view: StartScreenView) =>
  html`<li>
    <button type="button" class="prompt" @click=${() => view.onPrompt(prompt)}>
      ${prompt.icon ? namedIcon(prompt.icon) : icon('message-circle')}
      <span class="prompt-label" dir="auto">${prompt.label}</span>
      <span class="prompt-go">${icon('arrow-up')}</span>
    </button>
  </li>`;
