/** The values of a form's named controls. `todo.title` goes into the `title` of a `todo`. */
export type FormValues = Record<string, unknown>;

/** Names that would reach into every object. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function put(values: FormValues, name: string, value: unknown): void {
  const path = name.split('.');
  if (path.some((key) => FORBIDDEN.has(key))) return;
  let place = values;
  for (const key of path.slice(0, -1)) {
    const inner = Object.hasOwn(place, key) ? place[key] : undefined;
    place = isRecord(inner) ? inner : (place[key] = {});
  }
  place[path.at(-1)!] = value;
}

/** What the controls under an element say now: text as text, a checkbox as true or false, a radio group as its choice. */
export function readValues(root: ParentNode): FormValues {
  const values: FormValues = {};
  const controls = root.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>('[name]');
  for (const control of controls) if (!control.matches(':disabled')) readControl(control, values);
  return values;
}

export function readControl(
  control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  values: FormValues = {},
): FormValues {
  const name = control.dataset['name'] ?? control.name;
  if (control.type === 'checkbox') put(values, name, (control as HTMLInputElement).checked);
  else if (control.type !== 'radio') put(values, name, control.value);
  else if ((control as HTMLInputElement).checked) put(values, name, control.value);
  return values;
}

/** What an action carries: its own payload, and the form's values beside it. */
export interface Merged {
  payload: unknown;
  /** Names that the payload already had: there the payload stays as it was. */
  conflicts: string[];
}

export function mergeValues(payload: unknown, values: FormValues): Merged {
  const names = Object.keys(values);
  if (names.length === 0) return { payload, conflicts: [] };
  if (payload === undefined || payload === null) return { payload: values, conflicts: [] };
  // A payload that is no object has no room for names.
  if (!isRecord(payload)) return { payload, conflicts: names };
  return { payload: { ...values, ...payload }, conflicts: names.filter((name) => Object.hasOwn(payload, name)) };
}
