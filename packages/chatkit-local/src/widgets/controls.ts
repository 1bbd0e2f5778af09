import { html, nothing, type TemplateResult } from 'lit';
import { icon, namedIcon } from '../icons/icon.ts';
import type { NodeContext } from './context.ts';
import type { Drawer, Drawers } from './draw.ts';
import { isHeldBack, runAction } from './run-action.ts';
import { pick, styled, type Styles } from './style.ts';
import { autoFocus } from './take-focus.ts';
import type { ActionConfig, Components } from './types.ts';

const GUTTERS = { '2xs': '4px', xs: '6px', sm: '8px', md: '10px', lg: '12px', xl: '16px' };
const ICON_SIZES = { sm: '14px', md: '16px', lg: '18px', xl: '20px', '2xl': '24px' };
const AUTOCOMPLETE = { email: 'email', password: 'current-password', tel: 'tel', url: 'url' };

/** Ties a label to its control: names are unique in a widget, and ids in a whole shadow root. */
export const controlId = ({ itemId }: NodeContext, name: string): string => `w-${itemId}-${name}`;

/** The name of a control for whoever does not see it: its label's, or the best that it says of itself. */
const nameFor = (name: string, { labelled }: NodeContext, ...other: (string | undefined)[]): string | typeof nothing =>
  labelled.has(name) ? nothing : (other.find(Boolean) ?? name);

const onChange =
  (action: ActionConfig | undefined, context: NodeContext) =>
  (event: Event): void =>
    void runAction(event.currentTarget as HTMLElement, action, 'none', context);

const onFocus =
  (select: boolean | undefined) =>
  (event: Event): void => {
    if (select) (event.currentTarget as HTMLInputElement).select();
  };

/** Password managers look at fields of a chat only where the widget asks for it. */
const fill = (allowed: boolean | undefined): string | typeof nothing => (allowed ? nothing : 'true');

/** A pattern that is none would let nothing through, or throw. */
function pattern(value: unknown): string | typeof nothing {
  if (typeof value !== 'string') return nothing;
  try {
    // The flag that browsers compile it with.
    RegExp(value, 'v');
    return value;
  } catch {
    return nothing;
  }
}

type Editable = Exclude<Components['Text']['editable'], false | undefined>;

/** A text that can be written over where it stands. */
export function editableText(
  node: Components['Text'],
  editable: Editable,
  styles: Styles,
  context: NodeContext,
): TemplateResult {
  const { name, placeholder, required, autoSelect } = editable;
  const label = nameFor(name, context, placeholder);
  if ((node.minLines ?? 1) > 1 || (node.maxLines ?? 1) > 1) {
    return html`<textarea
      class="w-editable"
      id=${controlId(context, name)}
      name=${name}
      rows=${node.minLines ?? 2}
      aria-label=${label}
      placeholder=${placeholder ?? nothing}
      ?required=${required ?? false}
      ${autoFocus(editable.autoFocus)}
      .defaultValue=${node.value}
      @focus=${onFocus(autoSelect)}
      ${styled(styles)}
    ></textarea>`;
  }
  return html`<input
    class="w-editable"
    id=${controlId(context, name)}
    name=${name}
    value=${node.value}
    aria-label=${label}
    placeholder=${placeholder ?? nothing}
    pattern=${pattern(editable.pattern)}
    autocomplete=${editable.autoComplete ?? 'off'}
    data-1p-ignore=${fill(editable.allowAutofillExtensions)}
    data-lpignore=${fill(editable.allowAutofillExtensions)}
    ?required=${required ?? false}
    ${autoFocus(editable.autoFocus)}
    @focus=${onFocus(autoSelect)}
    ${styled(styles)}
  />`;
}

function button(node: Components['Button'], context: NodeContext): TemplateResult {
  const { label, submit, onClickAction, iconStart, iconEnd, style } = node;
  const color = node.color ?? (style === 'secondary' ? 'secondary' : 'primary');
  const variant = node.variant ?? (style === 'secondary' || node.color === 'secondary' ? 'outline' : 'solid');
  const action: ActionConfig | undefined = onClickAction;
  const onClick = (event: MouseEvent): void => {
    // One that submits leaves it to its form, which looks first whether it is filled in.
    const target = event.currentTarget as HTMLButtonElement;
    if (!submit || !target.form) void runAction(target, action, 'self', context);
  };
  const bare = !label;
  return html`<button
    type=${submit ? 'submit' : 'button'}
    class="w-button w-c-${color} w-${variant} w-s-${node.size ?? 'lg'} ${node.pill ? 'pill' : ''} ${
      node.uniform || bare ? 'uniform' : ''
    } ${node.block ? 'block' : ''}"
    aria-label=${bare ? (iconStart ?? iconEnd ?? action?.type ?? '').replaceAll('-', ' ') : nothing}
    aria-disabled=${isHeldBack(action, context) ? 'true' : nothing}
    ?disabled=${node.disabled ?? false}
    @click=${onClick}
    ${styled({ '--w-icon': pick(ICON_SIZES, node.iconSize) })}
  >
    ${iconStart ? namedIcon(iconStart) : nothing}${label ? html`<span dir="auto">${label}</span>` : nothing}${
      iconEnd ? namedIcon(iconEnd) : nothing
    }
  </button>`;
}

const fieldClass = (
  kind: string,
  { variant, size, pill, block }: { variant?: string; size?: string; pill?: boolean; block?: boolean },
): string =>
  `w-field ${kind} w-f-${variant ?? 'outline'} w-s-${size ?? 'lg'} ${pill ? 'pill' : ''} ${block ? 'block' : ''}`;

const input: Drawer<'Input'> = (node, context) => {
  const { name, inputType, allowAutofillExtensions } = node;
  return html`<input
    class=${fieldClass('w-input block', node)}
    id=${controlId(context, name)}
    name=${name}
    type=${inputType ?? 'text'}
    value=${node.defaultValue ?? nothing}
    aria-label=${nameFor(name, context, node.placeholder)}
    placeholder=${node.placeholder ?? nothing}
    pattern=${pattern(node.pattern)}
    autocomplete=${allowAutofillExtensions ? (pick(AUTOCOMPLETE, inputType) ?? 'on') : 'off'}
    data-1p-ignore=${fill(allowAutofillExtensions)}
    data-lpignore=${fill(allowAutofillExtensions)}
    ?required=${node.required ?? false}
    ?disabled=${node.disabled ?? false}
    ${autoFocus(node.autoFocus)}
    @focus=${onFocus(node.autoSelect)}
    ${styled({ '--w-gutter': pick(GUTTERS, node.gutterSize) })}
  />`;
};

const textarea: Drawer<'Textarea'> = (node, context) => {
  const { name } = node;
  const check = pattern(node.pattern);
  const onInput = ({ currentTarget }: Event): void => {
    const field = currentTarget as HTMLTextAreaElement;
    // A textarea has no pattern of its own.
    const fits = check === nothing || field.value === '' || new RegExp(`^(?:${check})$`, 'v').test(field.value);
    field.setCustomValidity(fits ? '' : context.strings.wrongFormat);
  };
  return html`<textarea
    class="${fieldClass('w-textarea block', node)} ${node.autoResize ? 'grows' : ''}"
    id=${controlId(context, name)}
    name=${name}
    rows=${node.rows ?? 3}
    aria-label=${nameFor(name, context, node.placeholder)}
    placeholder=${node.placeholder ?? nothing}
    data-1p-ignore=${fill(node.allowAutofillExtensions)}
    data-lpignore=${fill(node.allowAutofillExtensions)}
    ?required=${node.required ?? false}
    ?disabled=${node.disabled ?? false}
    ${autoFocus(node.autoFocus)}
    .defaultValue=${node.defaultValue ?? ''}
    @input=${onInput}
    @focus=${onFocus(node.autoSelect)}
    ${styled({
      '--w-gutter': pick(GUTTERS, node.gutterSize),
      'max-block-size': typeof node.maxRows === 'number' ? `calc(${node.maxRows}lh + 14px)` : null,
    })}
  ></textarea>`;
};

/** Empties the control before it, as its person could not: and says so, as if they had. */
const clearButton = (context: NodeContext): TemplateResult =>
  html`<button
    type="button"
    class="w-clear"
    aria-label=${context.strings.clear}
    title=${context.strings.clear}
    @click=${({ currentTarget }: MouseEvent) => {
      const field = (currentTarget as Element).parentElement!.querySelector<HTMLSelectElement>('select, input')!;
      field.value = '';
      field.dispatchEvent(new Event('change', { bubbles: true }));
      field.focus();
    }}
  >
    ${icon('x')}
  </button>`;

const select: Drawer<'Select'> = (node, context) => {
  const { name, defaultValue, clearable, placeholder } = node;
  const options = Array.isArray(node.options) ? (node.options as SelectOption[]) : [];
  const chosen = options.some(({ value }) => value === defaultValue) ? defaultValue : undefined;
  return html`<span class="w-picker ${node.block ? 'block' : ''}">
    <select
      class=${fieldClass('w-select', node)}
      id=${controlId(context, name)}
      name=${name}
      aria-label=${nameFor(name, context, placeholder)}
      ?disabled=${node.disabled ?? false}
      @change=${onChange(node.onChangeAction, context)}
    >
      ${
        chosen === undefined || clearable
          ? html`<option value="" ?hidden=${!clearable} ?selected=${chosen === undefined}>
              ${placeholder ?? context.strings.choose}
            </option>`
          : nothing
      }
      ${options.map(
        ({ value, label, disabled, description }) =>
          html`<option
            value=${value}
            ?selected=${value === chosen}
            ?disabled=${disabled ?? false}
            title=${description ?? nothing}
          >
            ${label}
          </option>`,
      )}
    </select>
    ${clearable && !node.disabled ? clearButton(context) : icon('chevron-down')}
  </span>`;
};

/** The server's language has more to say of an option than the page's types. */
interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
  description?: string;
}

/** The day of an ISO date and time. */
const day = (value: unknown): string | typeof nothing =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? value.slice(0, 10) : nothing;

/** The platform's own picker, which knows where to open and how to be used with every device. */
const datePicker: Drawer<'DatePicker'> = (node, context) => {
  const { name, clearable, placeholder } = node;
  return html`<span class="w-picker ${node.block ? 'block' : ''}">
    <input
      type="date"
      class=${fieldClass('w-date', node)}
      id=${controlId(context, name)}
      name=${name}
      value=${day(node.defaultValue)}
      min=${day(node.min)}
      max=${day(node.max)}
      aria-label=${nameFor(name, context, placeholder)}
      title=${placeholder ?? nothing}
      ?disabled=${node.disabled ?? false}
      @change=${onChange(node.onChangeAction, context)}
    />
    ${clearable && !node.disabled ? clearButton(context) : nothing}
  </span>`;
};

const checkbox: Drawer<'Checkbox'> = (node, context) => {
  const { name, label } = node;
  return html`<label class="w-choice">
    <input
      type="checkbox"
      id=${controlId(context, name)}
      name=${name}
      aria-label=${label ? nothing : nameFor(name, context)}
      ?checked=${node.defaultChecked ?? false}
      ?required=${node.required ?? false}
      ?disabled=${node.disabled ?? false}
      @change=${onChange(node.onChangeAction, context)}
    />
    ${label ? html`<span dir="auto">${label}</span>` : nothing}
  </label>`;
};

const radioGroup: Drawer<'RadioGroup'> = (node, context) => {
  const { name } = node;
  const options = Array.isArray(node.options) ? node.options : [];
  return html`<div
    class="w-radios w-${node.direction === 'row' ? 'row' : 'col'}"
    role="radiogroup"
    id=${controlId(context, name)}
    aria-label=${node.ariaLabel ?? name}
    aria-required=${node.required ? 'true' : nothing}
  >
    ${options.map(
      ({ label, value, disabled }) =>
        html`<label class="w-choice">
          <input
            type="radio"
            name=${controlId(context, name)}
            data-name=${name}
            value=${value}
            ?checked=${value === node.defaultValue}
            ?required=${node.required ?? false}
            ?disabled=${(disabled ?? false) || (node.disabled ?? false)}
            @change=${onChange(node.onChangeAction, context)}
          />
          <span dir="auto">${label}</span>
        </label>`,
    )}
  </div>`;
};

/** What is pressed, chosen or filled in. */
export const controlDrawers: Drawers<
  'Button' | 'Input' | 'Textarea' | 'Select' | 'DatePicker' | 'Checkbox' | 'RadioGroup'
> = {
  Button: button,
  Input: input,
  Textarea: textarea,
  Select: select,
  DatePicker: datePicker,
  Checkbox: checkbox,
  RadioGroup: radioGroup,
};
