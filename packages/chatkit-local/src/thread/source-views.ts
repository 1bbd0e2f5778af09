import type { Source } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { ViewContext } from '../element/view-context.ts';
import { isPressable } from '../entities/is-pressable.ts';
import { icon, namedIcon } from '../icons/icon.ts';
import { sourceOrigin, sourceUrl, type Citation, type NumberedSource } from '../markdown/citations.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Strings } from '../strings/strings.ts';

/** Holds a mark to the word before it, at the end of a line too. */
const WORD_JOINER = '\u2060';

/** The number of a source where the text cites it. Plain DOM, as it goes into rendered Markdown. */
export function sourceMark({ number, source }: Citation, strings: Strings): Node {
  const url = sourceUrl(source);
  const mark = document.createElement(url ? 'a' : 'span');
  Object.assign(mark, { className: 'mark', textContent: String(number), subject: source });
  mark.setAttribute('aria-label', `${strings.source} ${number}: ${source.title}`);
  if (!url) mark.setAttribute('role', 'img');
  if (url && mark instanceof HTMLAnchorElement) Object.assign(mark, LINK, { href: url.href });
  const fragment = document.createDocumentFragment();
  fragment.append(WORD_JOINER, mark);
  return fragment;
}

const LINK = { target: '_blank', rel: 'noopener noreferrer' };

/** The sources of an answer, under it. */
export function sourceChips(
  sources: readonly NumberedSource[],
  { strings, options }: ViewContext,
): TemplateResult | typeof nothing {
  if (sources.length === 0) return nothing;
  return html`<ul class="sources" role="list" aria-label=${strings.sources}>
    ${sources.map(({ number, source }) => html`<li>${chip(number, source, options)}</li>`)}
  </ul>`;
}

function chip(number: number, source: Source, options: ResolvedOptions): TemplateResult {
  const url = sourceUrl(source);
  const origin = sourceOrigin(source);
  const content = html`<span class="chip-number">${number}</span>
    <span class="chip-title" dir="auto">${source.title || origin}</span>
    ${
      origin && source.title
        ? html`<span class="chip-origin" dir="auto"
            >${source.type === 'url' ? icon('globe') : namedIcon(source.type === 'file' ? 'document' : (source.icon ?? ''))}<span
              >${origin}</span
            ></span
          >`
        : nothing
    }`;
  if (source.type === 'entity' && isPressable(source, options)) {
    return html`<button type="button" class="chip entity" .subject=${source}>${content}</button>`;
  }
  return url
    ? html`<a class="chip" href=${url.href} target="_blank" rel="noopener noreferrer" .subject=${source}>${content}</a>`
    : html`<span class="chip" tabindex="0" role="note" .subject=${source}>${content}</span>`;
}
