import { html, nothing, type TemplateResult } from 'lit';
import { namedIcon } from '../icons/icon.ts';
import { withElement } from '../parts/with-element.ts';
import type { Strings } from '../strings/strings.ts';
import { byGroup, type Suggestion } from './suggestion.ts';
import type { Suggestions, SuggestionState } from './suggestions.ts';

export const suggestionId = (index: number): string => `suggestion-${index}`;

/** The list above the field. The focus stays in the field, whose `aria-activedescendant` says which row is meant. */
export function suggestionView(suggestions: Suggestions, strings: Strings): TemplateResult | typeof nothing {
  const { state, shown } = suggestions;
  if (!state) return nothing;
  return html`<div
    class="popup suggestions"
    id="suggestions"
    role="listbox"
    aria-label=${strings.suggestions}
    aria-busy=${state.found === null || state.running !== null}
    @pointerdown=${keepFocus}
  >
    ${
      shown.length === 0
        ? html`<div class="popup-empty" role="option" aria-disabled="true" aria-selected="false">
            <span class=${state.found === null ? 'shimmer' : ''}>
              ${state.found === null ? strings.searching : strings.nothingFound}
            </span>
          </div>`
        : [...byGroup(shown)].map(([group, rows]) => groupView(group, rows, state, suggestions))
    }
  </div>`;
}

/** How many there are, for the ear: the list itself has no focus that would be told. */
export function suggestionCount({ state, shown }: Suggestions, strings: Strings): string {
  if (!state?.found) return '';
  return shown.length === 0 ? strings.nothingFound : `${strings.suggestions}: ${shown.length}`;
}

function groupView(group: string, rows: readonly Suggestion[], state: SuggestionState, suggestions: Suggestions) {
  const options = rows.map((row) => rowView(row, state, suggestions));
  if (group === '') return options;
  return html`<div role="group" aria-label=${group}>
    <div class="popup-group" aria-hidden="true" dir="auto">${group}</div>
    ${options}
  </div>`;
}

function rowView(row: Suggestion, state: SuggestionState, suggestions: Suggestions): TemplateResult {
  const index = suggestions.shown.indexOf(row);
  const active = index === state.active;
  const running = state.running === row;
  return html`<div
    class="popup-row"
    role="option"
    id=${suggestionId(index)}
    aria-selected=${active}
    @pointermove=${() => (active ? undefined : suggestions.point(index))}
    @click=${() => suggestions.choose(row)}
    ${withElement(active ? intoView : null)}
  >
    ${suggestionIcon(row.icon)}
    <span class="popup-words">
      <span class="popup-label ${running ? 'shimmer' : ''}" dir="auto">${row.label}</span>
      ${row.description ? html`<span class="popup-description" dir="auto">${row.description}</span>` : nothing}
    </span>
  </div>`;
}

const PICTURE = /^(?:https?:|data:image\/|\/)/;

const suggestionIcon = (name: string | null) =>
  name === null
    ? nothing
    : PICTURE.test(name)
      ? html`<img class="icon picture" src=${name} alt="" loading="lazy" />`
      : namedIcon(name);

/** Scrolls the list only: the page around stays where it is. */
function intoView(row: Element): void {
  const list = row.closest('.popup');
  if (!list) return;
  const [inner, outer] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  list.scrollTop += Math.min(0, inner.top - outer.top - 6) + Math.max(0, inner.bottom - outer.bottom + 6);
}

/** The field keeps the focus, whatever is pressed. */
const keepFocus = (event: PointerEvent): void => event.preventDefault();
