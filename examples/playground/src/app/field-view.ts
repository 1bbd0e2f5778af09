import { html, nothing, type TemplateResult } from 'lit';
import type { Seeds } from 'kb-assistant/design';
import { onPages, seedsOf } from '../design/colors.ts';
import { valueAt } from '../design/design.ts';
import { saidByPage } from '../design/effects.ts';
import type { Field } from '../design/fields.ts';
import { contrastView } from './contrast-view.ts';
import { type Editor, fieldId, focusField, type Shown } from './editing.ts';
import { icons } from './icons.ts';
import { promptsView } from './prompts-view.ts';

/** A label, the control, and a way back to the default. */
export function fieldView(field: Field, shown: Shown, editor: Editor): TemplateResult {
  const { design } = shown;
  if (field.kind === 'prompts') return promptsView(design, editor.change);
  const value = valueAt(design, field.path);
  const id = fieldId(field.path);
  return html`
    <div class="field ${field.kind}">
      <label for=${id}>${field.label}</label>
      <div class="control">${control(field, id, value, shown, editor)}</div>
      <button
        class="ghost"
        type="button"
        aria-label="Reset ${field.label}"
        title="Reset"
        ?hidden=${value === undefined}
        @click=${(event: Event) => {
          focusField(event, field.path);
          editor.change(field.path, undefined);
        }}
      >
        ${icons.reset}
      </button>
      ${noteView(field, id, shown, editor)}
    </div>
  `;
}

/** What stands below a control: what is wrong with it, why it is of no use, or how well its colour can be read. */
function noteView(field: Field, id: string, shown: Shown, { change }: Editor): TemplateResult | typeof nothing {
  const refused = shown.refused[field.path];
  if (refused) return html`<p class="note poor" id="${id}-note" role="alert"><span>${refused.why}</span></p>`;
  if (saidByPage(field, shown.design)) return html`<p class="note muted" id="${id}-note">from the page</p>`;
  return field.kind === 'color' ? contrastView(field, `${id}-note`, shown, change) : nothing;
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

function control(field: Field, id: string, value: unknown, shown: Shown, { change, refuse }: Editor): TemplateResult {
  const off = saidByPage(field, shown.design);
  switch (field.kind) {
    case 'choice':
      return html`<select id=${id} @change=${(event: Event) => change(field.path, valueOf(event) || undefined)}>
        <!-- The property: the attribute means nothing any more to an option that a person has chosen once. -->
        <option value="" .selected=${value === undefined}>default (${field.initial})</option>
        ${field.values.map((each) => html`<option .selected=${each === value}>${each}</option>`)}
      </select>`;
    case 'flag':
      return html`<input
        id=${id}
        type="checkbox"
        .checked=${value === true}
        @change=${(event: Event) => change(field.path, (event.target as HTMLInputElement).checked || undefined)}
      />`;
    case 'number': {
      const { min, max, unit, initial } = field;
      const number = typeof value === 'number' ? value : initial;
      const set = (event: Event): void => {
        const next = (event.target as HTMLInputElement).valueAsNumber;
        if (next >= min && next <= max) change(field.path, next, field.path);
      };
      // What was typed and is no such number, once it is clear that no digit follows: the nearest there is.
      const settle = ({ target }: Event): void => {
        const input = target as HTMLInputElement;
        const typed = input.valueAsNumber;
        const nearest = Number.isNaN(typed) ? number : Math.min(max, Math.max(min, typed));
        if (nearest === typed) return;
        input.value = String(nearest);
        if (nearest !== number) change(field.path, nearest, field.path);
      };
      return html`<input
          type="range"
          min=${min}
          max=${max}
          ?disabled=${off}
          .value=${String(number)}
          aria-label="${field.label}, slider"
          @input=${set}
        /><input
          id=${id}
          type="number"
          min=${min}
          max=${max}
          ?disabled=${off}
          .value=${String(number)}
          @input=${set}
          @change=${settle}
        /><span>${unit}</span>`;
    }
    case 'color': {
      const seed = field.path.split('.').at(-1) as keyof Seeds;
      const seen = seedsOf(onPages(shown.design, shown.pages), field.scheme, shown.computed)[seed];
      const refused = shown.refused[field.path];
      return html`<input
          type="color"
          aria-label="${field.label}, picker"
          ?disabled=${off}
          .value=${seen}
          @input=${(event: Event) => change(field.path, valueOf(event), field.path)}
        /><input
          id=${id}
          type="text"
          spellcheck="false"
          ?disabled=${off}
          aria-invalid=${refused ? 'true' : nothing}
          aria-describedby="${id}-note"
          placeholder=${seen}
          .value=${refused?.text ?? (typeof value === 'string' ? value : '')}
          @change=${(event: Event) => {
            const text = valueOf(event).trim();
            if (text === '' || CSS.supports('color', text)) change(field.path, text || undefined);
            else refuse(field.path, text, `“${text}” is no colour. Such as #1e3a8a, teal or oklch(0.5 0.1 180).`);
          }}
        />`;
    }
    case 'text':
      return html`<input
        id=${id}
        type="text"
        ?disabled=${off}
        placeholder=${field.placeholder}
        .value=${typeof value === 'string' ? value : ''}
        @input=${(event: Event) => change(field.path, valueOf(event) || undefined, field.path)}
      />`;
    case 'prompts':
      throw new Error('Prompts have a view of their own.');
  }
}
