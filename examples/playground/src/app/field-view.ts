import { html, nothing, type TemplateResult } from 'lit';
import type { Seeds } from 'kb-assistant/design';
import { type Design, type Path, valueAt } from '../design/design.ts';
import type { Field } from '../design/fields.ts';
import { effectiveColor, isKnown, onPages, type Pages, readingOf } from '../design/colors.ts';
import { icons } from './icons.ts';

/** Changes one value of the design; `undefined` gives the default back. */
export type Change = (path: Path, value: unknown, topic?: string | null) => void;

/** A label, the control, and a way back to the default. */
export function fieldView(field: Field, design: Design, pages: Pages, change: Change): TemplateResult {
  const value = valueAt(design, field.path);
  const id = `field-${field.path.replace('.', '-')}`;
  if (field.kind === 'prompts') return promptsView(design, change);
  return html`
    <div class="field ${field.kind}">
      <label for=${id}>${field.label}</label>
      <div class="control">${control(field, id, value, onPages(design, pages), change)}</div>
      <button
        class="ghost"
        type="button"
        aria-label="Reset ${field.label}"
        title="Reset"
        ?hidden=${value === undefined}
        @click=${() => change(field.path, undefined)}
      >
        ${icons.reset}
      </button>
      ${field.kind === 'color' ? contrastView(field, onPages(design, pages), change) : nothing}
    </div>
  `;
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

function control(field: Field, id: string, value: unknown, design: Design, change: Change): TemplateResult {
  switch (field.kind) {
    case 'choice':
      return html`<select id=${id} @change=${(event: Event) => change(field.path, valueOf(event) || undefined)}>
        <!-- The property: the attribute means nothing any more to an option that a person has chosen once. -->
        <option value="" .selected=${value === undefined}>default</option>
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
          .value=${String(number)}
          aria-label="${field.label}, slider"
          @input=${set}
        /><input
          id=${id}
          type="number"
          min=${min}
          max=${max}
          .value=${String(number)}
          @input=${set}
          @change=${settle}
        /><span>${unit}</span>`;
    }
    case 'color': {
      const seed = field.path.split('.').at(-1) as keyof Seeds;
      const shown = effectiveColor(design, field.scheme, seed);
      return html`<input
          type="color"
          aria-label="${field.label}, picker"
          .value=${/^#[\da-f]{6}$/i.test(shown) ? shown : '#000000'}
          @input=${(event: Event) => change(field.path, valueOf(event), field.path)}
        /><input
          id=${id}
          type="text"
          spellcheck="false"
          placeholder=${shown}
          .value=${typeof value === 'string' ? value : ''}
          @change=${(event: Event) => {
            const text = valueOf(event).trim();
            if (text === '') change(field.path, undefined);
            else if (CSS.supports('color', text)) change(field.path, text);
            else (event.target as HTMLInputElement).value = typeof value === 'string' ? value : '';
          }}
        />`;
    }
    case 'text':
      return html`<input
        id=${id}
        type="text"
        placeholder=${field.placeholder}
        .value=${typeof value === 'string' ? value : ''}
        @input=${(event: Event) => change(field.path, valueOf(event) || undefined, field.path)}
      />`;
    case 'prompts':
      throw new Error('Prompts have a view of their own.');
  }
}

function contrastView(field: Field & { kind: 'color' }, design: Design, change: Change): TemplateResult {
  const seed = field.path.split('.').at(-1) as keyof Seeds;
  if (!isKnown(design, field.scheme, seed)) return html`<p class="contrast muted">stands on the page’s colours</p>`;
  const { ratio, least, mend } = readingOf(design, field.scheme, seed);
  const good = ratio >= least;
  // A surface is mended through the text on it.
  const target = seed === 'backgroundColor' ? field.path.replace('backgroundColor', 'textColor') : field.path;
  return html`<p class="contrast ${good ? 'good' : 'poor'}">
    <span>${good ? '✓' : '!'} ${ratio.toFixed(1)} : 1</span>
    ${good ? html`<span class="muted">passes AA</span>` : html`<span>needs ${least} : 1</span>`}
    ${
      mend === undefined
        ? nothing
        : html`<button type="button" aria-label="Mend ${field.label}" @click=${() => change(target, mend)}>
            Mend
          </button>`
    }
  </p>`;
}

function promptsView(design: Design, change: Change): TemplateResult {
  const prompts = design.prompts ?? [];
  const set = (next: typeof prompts, topic?: string): void =>
    change('prompts', next.length > 0 ? next : undefined, topic);
  const edit = (index: number, name: 'label' | 'prompt', value: string): void =>
    set(
      prompts.map((each, at) => (at === index ? { ...each, [name]: value } : each)),
      `prompts.${index}.${name}`,
    );
  return html`
    <div class="prompts" role="group" aria-label="Quick prompts">
      ${prompts.map(
        ({ label, prompt }, index) => html`
          <div class="prompt">
            <input
              type="text"
              aria-label="Label of prompt ${index + 1}"
              .value=${label}
              @input=${(event: Event) => edit(index, 'label', valueOf(event))}
            />
            <input
              type="text"
              aria-label="Text of prompt ${index + 1}"
              .value=${prompt}
              @input=${(event: Event) => edit(index, 'prompt', valueOf(event))}
            />
            <button
              class="ghost"
              type="button"
              aria-label="Remove prompt ${index + 1}"
              @click=${() => set(prompts.filter((_, at) => at !== index))}
            >
              ${icons.remove}
            </button>
          </div>
        `,
      )}
      <button type="button" @click=${() => set([...prompts, { label: 'New prompt', prompt: 'How do I get started?' }])}>
        ${icons.add} Add a prompt
      </button>
    </div>
  `;
}
