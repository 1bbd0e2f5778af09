import type {
  StructuredInput,
  StructuredInputAnswer,
  StructuredInputItem,
  StructuredInputSubmission,
} from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { ItemContext } from './context.ts';

/** Names of controls are unique in a shadow root, so that the choices of two items are two. */
const nameOf = ({ id }: StructuredInputItem, input: StructuredInput): string => `s-${id}-${input.id}`;

/** What the form holds: a question without an answer is passed over. */
function read(form: HTMLFormElement, item: StructuredInputItem): StructuredInputSubmission {
  const data = new FormData(form);
  const answers: Record<string, StructuredInputAnswer> = {};
  for (const input of item.inputs) {
    const values = data
      .getAll(nameOf(item, input))
      .map((value) => (typeof value === 'string' ? value.trim() : ''))
      .filter((value) => value !== '');
    answers[input.id] = { values, skipped: values.length === 0 };
  }
  const answered = Object.values(answers).some(({ skipped }) => !skipped);
  return { status: answered ? 'answered' : 'skipped', answers };
}

const skipAll = ({ inputs }: StructuredInputItem): StructuredInputSubmission => ({
  status: 'skipped',
  answers: Object.fromEntries(inputs.map(({ id }) => [id, { values: [], skipped: true }])),
});

function question(input: StructuredInput, item: StructuredInputItem, { strings, held }: ItemContext): TemplateResult {
  const name = nameOf(item, input);
  if (input.type === 'freeform') {
    return html`<div class="ask-question">
      <label class="ask-words" for=${name} dir="auto">${input.question}</label>
      ${input.description ? html`<p class="ask-hint" id="${name}-hint" dir="auto">${input.description}</p>` : nothing}
      <textarea
        class="ask-field"
        id=${name}
        name=${name}
        rows="2"
        placeholder=${strings.yourAnswer}
        aria-describedby=${input.description ? `${name}-hint` : nothing}
        ?disabled=${held}
      ></textarea>
    </div>`;
  }
  const options = Array.isArray(input.options) ? input.options : [];
  return html`<fieldset class="ask-question" ?disabled=${held}>
    <legend class="ask-words" dir="auto">${input.question}</legend>
    ${input.multiple ? html`<p class="ask-hint">${strings.anyNumber}</p>` : nothing}
    <div class="ask-options">
      ${options.map(
        ({ value }) =>
          html`<label class="ask-option">
            <input type=${input.multiple ? 'checkbox' : 'radio'} name=${name} value=${value} />
            <span dir="auto">${value}</span>
          </label>`,
      )}
    </div>
  </fieldset>`;
}

/** What was asked and answered, once it was. */
const record = ({ inputs }: StructuredInputItem, { strings }: ItemContext): TemplateResult =>
  html`<dl class="ask answered">
    ${inputs.map(
      ({ question: asked, answer }) =>
        html`<dt dir="auto">${asked}</dt>
          <dd dir="auto" class=${answer?.values.length ? '' : 'skipped'}>
            ${answer?.values.length ? answer.values.join(', ') : strings.skipped}
          </dd>`,
    )}
  </dl>`;

/** Questions of the assistant that are answered with a press or a few words, or passed over. */
export function structuredInputView(item: StructuredInputItem, context: ItemContext): TemplateResult | typeof nothing {
  const inputs = (Array.isArray(item.inputs) ? item.inputs : []).filter(
    ({ type }) => type === 'multiple_choice' || type === 'freeform',
  );
  if (inputs.length === 0) return nothing;
  const known = { ...item, inputs };
  if (item.status !== 'pending') return record(known, context);
  const { strings, held, onAnswer } = context;
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const submission = read(form, known);
    // Nothing was answered: that has a button of its own.
    if (submission.status === 'skipped') form.querySelector<HTMLElement>('input, textarea')?.focus();
    else onAnswer(submission);
  };
  return html`<form class="ask" @submit=${onSubmit}>
    ${inputs.map((input) => question(input, known, context))}
    <div class="ask-actions">
      <button type="button" class="button" ?disabled=${held} @click=${() => onAnswer(skipAll(known))}>
        ${strings.skip}
      </button>
      <button type="submit" class="button primary" ?disabled=${held}>${strings.goOn}</button>
    </div>
  </form>`;
}
