import { html, type TemplateResult } from 'lit';
import type { Design } from '../design/design.ts';
import type { Change } from './editing.ts';
import { icons } from './icons.ts';

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

/** The button of a prompt that goes stands for the next one then; the last has none. */
function focusNext(event: Event, last: boolean): void {
  if (last) (event.currentTarget as Element).closest('.prompts')?.querySelector<HTMLElement>('.add')?.focus();
}

/** Quick prompts: two fields each, and a way to add and to remove them. */
export function promptsView(design: Design, change: Change): TemplateResult {
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
              @click=${(event: Event) => {
                focusNext(event, index === prompts.length - 1);
                set(prompts.filter((_, at) => at !== index));
              }}
            >
              ${icons.remove}
            </button>
          </div>
        `,
      )}
      <button
        type="button"
        class="add"
        @click=${() => set([...prompts, { label: 'New prompt', prompt: 'How do I get started?' }])}
      >
        ${icons.add} Add a prompt
      </button>
    </div>
  `;
}
