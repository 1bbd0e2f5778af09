import type { Source } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { icon, namedIcon } from '../icons/icon.ts';
import { sourceUrl } from '../markdown/citations.ts';

/** Where a source really is stands beside what it says of itself. */
function originsOf(source: Source): string[] {
  if (source.type === 'file') return [source.filename];
  if (source.type === 'entity') return [source.label ?? ''];
  return [...new Set([source.attribution ?? '', sourceUrl(source)?.host ?? ''])];
}

/** All that a source says of itself: words, and nothing that would be fetched. */
export function sourceCard(source: Source): TemplateResult {
  const origins = [...originsOf(source), source.timestamp ?? ''].filter(Boolean);
  return html`${
    origins.length > 0
      ? html`<p class="preview-origin">
          ${source.type === 'url' ? icon('globe') : namedIcon(source.type === 'file' ? 'document' : (source.icon ?? ''))}
          <span dir="auto">${origins.join(' · ')}</span>
        </p>`
      : nothing
  }
  ${source.title ? html`<p class="preview-title" dir="auto">${source.title}</p>` : nothing}
  ${source.description ? html`<p class="preview-description" dir="auto">${source.description}</p>` : nothing}`;
}
