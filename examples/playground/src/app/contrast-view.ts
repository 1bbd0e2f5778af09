import { html, nothing, type TemplateResult } from 'lit';
import type { Seeds } from 'kb-assistant/design';
import { isKnown, isMeasurable, onPages, readingOf } from '../design/colors.ts';
import { solid, type Solid } from '../design/computed.ts';
import { valueAt } from '../design/design.ts';
import { isFromPage } from '../design/effects.ts';
import type { Field } from '../design/fields.ts';
import { type Change, focusField, type Shown } from './editing.ts';

/** Why there is no figure for a colour that was chosen. */
const UNMEASURED = {
  untold: 'cannot be measured here',
  nothing: 'means nothing on this page: the default is taken',
  unseen: 'cannot be seen: the default is taken',
  unreadable: 'no colour the assistant works with: the default is taken',
} as const satisfies Partial<Record<Solid['kind'], string>>;

/** How well a colour can be read, with what mends it; or why nobody can say. */
export function contrastView(
  field: Field & { kind: 'color' },
  id: string,
  { design: chosen, pages, computed }: Shown,
  change: Change,
): TemplateResult {
  const { scheme, path, label } = field;
  const seed = path.split('.').at(-1) as keyof Seeds;
  const design = onPages(chosen, pages);
  const note = (text: string): TemplateResult => html`<p class="note muted" id=${id}>${text}</p>`;
  if (isFromPage(design) && !pages[scheme] && pages[scheme === 'dark' ? 'light' : 'dark']) {
    return note(`not seen: this page is ${scheme === 'dark' ? 'light' : 'dark'}`);
  }
  if (!isKnown(design, scheme, seed)) return note('stands on the page’s colours');
  const value = valueAt(chosen, path);
  const painted = typeof value === 'string' ? solid(value, scheme, computed) : null;
  if (painted && painted.hex === undefined) return note(UNMEASURED[painted.kind]);
  if (!isMeasurable(design, scheme, computed)) return note(UNMEASURED.untold);
  const { ratio, least, mend } = readingOf(design, scheme, seed, computed);
  const good = ratio >= least;
  // A surface is mended through the text on it.
  const target = seed === 'backgroundColor' ? path.replace('backgroundColor', 'textColor') : path;
  return html`<p class="note ${good ? 'good' : 'poor'}" id=${id}>
    <span>${good ? '✓' : '!'} ${inTenths(ratio)} : 1</span>
    ${good ? html`<span class="muted">passes AA</span>` : html`<span>needs ${least} : 1</span>`}
    ${painted?.kind === 'made-solid' ? html`<span class="muted">painted solid, ${painted.hex}</span>` : nothing}
    ${
      mend === undefined
        ? nothing
        : html`<button
            type="button"
            aria-label="Mend ${label}"
            @click=${(event: Event) => {
              focusField(event, target);
              change(target, mend);
            }}
          >
            Mend
          </button>`
    }
  </p>`;
}

/** Downwards, so that a ratio that is too low never reads as if it were enough. */
const inTenths = (ratio: number): string => (Math.floor(ratio * 10) / 10).toFixed(1);
