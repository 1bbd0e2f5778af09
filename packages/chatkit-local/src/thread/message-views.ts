import type { AssistantMessageItem, Attachment, UserMessageContent } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { ViewContext } from '../element/view-context.ts';
import { isPressable } from '../entities/is-pressable.ts';
import { icon } from '../icons/icon.ts';
import { citationsOf } from '../markdown/citations.ts';
import { markdown } from '../markdown/markdown.ts';
import type { ImageDomains } from '../markdown/sanitizer.ts';
import { sourceChips, sourceMark } from './source-views.ts';

export interface Question {
  content: readonly UserMessageContent[];
  attachments: readonly Attachment[];
  quote: string;
}

/** What the person said: as they wrote it, never as Markdown. */
export function questionView({ content, attachments, quote }: Question, view: ViewContext): TemplateResult {
  const { strings, options } = view;
  const parts = content.map((part) =>
    part.type !== 'input_tag'
      ? part.text
      : isPressable(part, options)
        ? html`<button type="button" class="tag entity" .subject=${part}>${part.text}</button>`
        : html`<span class="tag">${part.text}</span>`,
  );
  return html`<div class="question">
    <span class="hidden">${strings.you}</span>
    ${quote ? html`<blockquote class="question-quote" dir="auto">${quote}</blockquote>` : nothing}
    ${
      attachments.length > 0
        ? html`<ul class="files" role="list">
            ${attachments.map(({ name }) => html`<li class="file">${icon('paperclip')}<span dir="auto">${name}</span></li>`)}
          </ul>`
        : nothing
    }
    ${parts.length > 0 ? html`<div class="bubble" dir="auto">${parts}</div>` : nothing}
  </div>`;
}

export interface AnswerView extends ViewContext {
  item: AssistantMessageItem;
  imageDomains: ImageDomains;
  growing: boolean;
}

export function answerView(view: AnswerView): TemplateResult {
  const { item, strings, imageDomains, growing } = view;
  const { sources, parts } = citationsOf(item);
  const mark = (citation: Parameters<typeof sourceMark>[0]) => sourceMark(citation, strings);
  return html`<div class="answer ${growing ? 'growing' : ''}">
    <span class="hidden">${strings.assistant}</span>
    ${item.content.map(({ text }, index) =>
      markdown(text, { labels: strings, imageDomains, citations: parts[index] ?? [], mark, growing }),
    )}
    ${growing ? nothing : sourceChips(sources, view)}
  </div>`;
}
