/** What was learnt in earlier steps of a transcript, by name. */
export type Notes = Map<string, unknown>;

/** Says what is wrong with a value; `null` where nothing is. */
export type Matcher = (value: unknown, notes: Notes) => string | null;

/** A value that must be there as it is; in objects, fields that are not named are free. */
export type Pattern = Matcher | string | number | boolean | readonly Pattern[] | { readonly [field: string]: Pattern };

const show = (value: unknown): string =>
  value === undefined ? 'nothing' : (JSON.stringify(value) ?? '').slice(0, 120);

/** Says where a value does not fit a pattern; `null` where it fits. */
export function mismatch(value: unknown, pattern: Pattern, notes: Notes, path = ''): string | null {
  const at = path === '' ? 'the whole' : path.slice(1);
  if (typeof pattern === 'function') {
    const problem = pattern(value, notes);
    return problem === null ? null : `${at}: expected ${problem}, got ${show(value)}`;
  }
  if (typeof pattern !== 'object') {
    return value === pattern ? null : `${at}: expected ${show(pattern)}, got ${show(value)}`;
  }
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value)) return `${at}: expected an array, got ${show(value)}`;
    if (value.length !== pattern.length) return `${at}: expected ${pattern.length} entries, got ${value.length}`;
    return firstProblem(pattern, (each: Pattern, i) => mismatch(value[Number(i)], each, notes, `${path}.${i}`));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `${at}: expected an object, got ${show(value)}`;
  return firstProblem(pattern as Record<string, Pattern>, (each, field) =>
    mismatch((value as Record<string, unknown>)[field], each, notes, `${path}.${field}`),
  );
}

function firstProblem<T>(entries: Record<string, T> | readonly T[], check: (entry: T, key: string) => string | null) {
  for (const [key, entry] of Object.entries<T>(entries)) {
    const problem = check(entry, key);
    if (problem !== null) return problem;
  }
  return null;
}

export const text: Matcher = (value) => (typeof value === 'string' && value !== '' ? null : 'text');
export const flag: Matcher = (value) => (typeof value === 'boolean' ? null : 'true or false');
export const list: Matcher = (value) => (Array.isArray(value) ? null : 'an array');
export const time: Matcher = (value) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.test(value) && !Number.isNaN(Date.parse(value))
    ? null
    : 'an ISO 8601 time';
export const absent: Matcher = (value) => (value === undefined ? null : 'no such field');
export const empty: Matcher = (value) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0 ? null : 'an empty object';

/** Text, which later steps know by this name. */
export const note =
  (name: string): Matcher =>
  (value, notes) => {
    if (text(value, notes) !== null) return 'text';
    notes.set(name, value);
    return null;
  };
/** What was noted before. */
export const noted =
  (name: string): Matcher =>
  (value, notes) =>
    value === notes.get(name) ? null : `what was "${name}" before (${show(notes.get(name))})`;
/** Something else than what was noted before. */
export const not =
  (name: string): Matcher =>
  (value, notes) =>
    value === notes.get(name) ? `something else than "${name}"` : null;
export const oneOf =
  (...allowed: Pattern[]): Matcher =>
  (value, notes) =>
    allowed.some((each) => mismatch(value, each, notes) === null) ? null : `one of ${show(allowed)}`;
/** An array of which each entry fits. */
export const each =
  (pattern: Pattern): Matcher =>
  (value, notes) => {
    if (!Array.isArray(value)) return 'an array';
    for (const entry of value) {
      const problem = mismatch(entry, pattern, notes);
      if (problem !== null) return `entries that fit (${problem})`;
    }
    return null;
  };
/** An array of which some entry fits. */
export const holding =
  (pattern: Pattern): Matcher =>
  (value, notes) =>
    Array.isArray(value) && value.some((entry) => mismatch(entry, pattern, notes) === null)
      ? null
      : 'an array that holds it';
