import type { Thread } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { iconButton } from '../element/icon-button.ts';
import type { ViewContext } from '../element/view-context.ts';
import { icon } from '../icons/icon.ts';
import { markdown } from '../markdown/markdown.ts';
import { plainMarkdown } from '../markdown/plain-markdown.ts';
import type { Tool } from '../options/resolved-options.ts';
import { withElement } from '../parts/with-element.ts';
import { hasTools, type ComposerParts } from './composer-parts.ts';
import { isSendable, type Draft } from './drafts.ts';

export interface ComposerView extends ViewContext {
  draft: Draft;
  /** What is beyond text; null where no option asks for it, and until it has come. */
  parts: ComposerParts | null;
  /** The one that stands chosen. */
  tool: Tool | undefined;
  /** Whether, and why, nothing more can be said in this thread. */
  status: Thread['status'];
  busy: boolean;
  cancellable: boolean;
  /** Nothing can be sent just now. */
  waiting: boolean;
  /** Where there is no server to send to. */
  disabled: boolean;
  onInput: (text: string) => void;
  onRemoveQuote: () => void;
  onSend: () => void;
  onStop: () => void;
  onNewChat: () => void;
}

export function composerView(view: ComposerView): TemplateResult {
  const { disclaimer } = view.options;
  return html`<div class="foot">
    ${view.status.type === 'active' ? form(view) : closedNote(view)}
    ${
      disclaimer
        ? html`<div class="disclaimer ${disclaimer.highContrast ? 'strong' : ''}">
            ${markdown(disclaimer.text, plainMarkdown(view.strings))}
          </div>`
        : nothing
    }
  </div>`;
}

function closedNote({ status, strings, onNewChat }: ComposerView): TemplateResult {
  const reason =
    (status.type === 'active' ? null : status.reason) ?? (status.type === 'closed' ? strings.closed : strings.locked);
  return html`<div class="closed" role="note">
    <span dir="auto">${reason}</span>
    <button type="button" class="button" @click=${onNewChat}>${strings.newChat}</button>
  </div>`;
}

function form(view: ComposerView): TemplateResult {
  const { draft, parts, strings, options } = view;
  const label = view.tool?.placeholder ?? options.composer.placeholder ?? strings.placeholder;
  const tools = hasTools(options);
  const active = parts?.activeId ?? nothing;
  return html`<div class="composer" @click=${focusText}>
    ${parts?.above() ?? nothing}
    ${
      draft.quote
        ? html`<div class="quote">
            ${icon('text-quote')}<span dir="auto">${draft.quote}</span>
            ${iconButton({ icon: icon('x'), label: strings.removeQuote, onClick: view.onRemoveQuote, className: 'small' })}
          </div>`
        : nothing
    }
    <div class="composer-row">
      <div class="grow" data-value=${draft.text}>
        ${draft.tags.length > 0 ? (parts?.marks() ?? nothing) : nothing}
        <textarea
          class="text"
          rows="1"
          dir=${draft.text ? 'auto' : nothing}
          enterkeyhint="send"
          placeholder=${label}
          aria-label=${label}
          aria-autocomplete=${active === nothing ? nothing : 'list'}
          aria-controls=${active === nothing ? nothing : 'suggestions'}
          aria-activedescendant=${active}
          ?disabled=${view.disabled}
          .value=${live(draft.text)}
          @input=${(event: InputEvent) => view.onInput((event.target as HTMLTextAreaElement).value)}
          @keydown=${(event: KeyboardEvent) => onKeydown(event, view)}
          ${withElement(parts?.attach)}
        ></textarea>
      </div>
      ${tools ? nothing : sendButton(view)}
    </div>
    ${tools ? (parts?.tools(sendButton(view)) ?? html`<div class="tools">${sendButton(view)}</div>`) : nothing}
  </div>`;
}

/** One button for both, so that the focus stays where it is when its meaning changes. */
function sendButton(view: ComposerView): TemplateResult {
  const { busy, draft, strings, onSend, onStop } = view;
  const off = busy ? !view.cancellable : !isSendable(draft) || view.disabled || view.waiting;
  const label = busy ? strings.stop : strings.send;
  return html`<button
    type="button"
    class="send ${busy ? 'stop' : ''}"
    aria-label=${label}
    title=${label}
    aria-disabled=${off}
    @click=${() => (off ? undefined : busy ? onStop() : onSend())}
  >
    ${icon(busy ? 'square' : 'arrow-up')}
  </button>`;
}

function onKeydown(event: KeyboardEvent, view: ComposerView): void {
  if (!event.isComposing && view.parts?.onKeydown(event)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  // 229: Safari ends a composition before the Enter that confirmed it is heard.
  if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (!view.busy && !view.disabled && !view.waiting) view.onSend();
}

/** The whole of the box is the field. */
function focusText(event: MouseEvent): void {
  const box = event.currentTarget as HTMLElement;
  if ((event.target as Element).closest('button, textarea, [role]')) return;
  box.querySelector('textarea')?.focus();
}
