/** An option of the wrong type: which, what was got, what is expected. It is passed over. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  readonly code = 'invalid-option';
  /** Dotted path, e.g. `startScreen.prompts[2].label`. */
  readonly field: string;

  constructor(field: string, expected: string, got: unknown) {
    super(`The ChatKit option "${field}" must be ${expected}; got ${describe(got)}. It was ignored.`);
    this.field = field;
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'function') return 'a function';
  const text =
    typeof value === 'symbol' ? value.toString() : `${typeof value === 'bigint' ? value : JSON.stringify(value)}`;
  return `the ${typeof value} ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}

export type Report = (error: OptionError) => void;

type AnyFunction = (...parameters: never[]) => unknown;

/** Takes options apart. What is absent or wrong reads as `undefined`, and what is wrong is reported. */
export class Checker {
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  wrong(field: string, expected: string, got: unknown): undefined {
    this.#report(new OptionError(field, expected, got));
  }

  string(value: unknown, field: string): string | undefined {
    if (value === undefined || typeof value === 'string') return value;
    return this.wrong(field, 'a string', value);
  }

  /** A string that the browser takes for this CSS property; any string where there is no browser to ask. */
  css(property: string, value: unknown, field: string): string | undefined {
    const text = this.string(value, field);
    if (text === undefined || (globalThis.CSS?.supports?.(property, text) ?? true)) return text;
    return this.wrong(field, `a CSS ${property}`, text);
  }

  boolean(value: unknown, field: string): boolean | undefined {
    if (value === undefined || typeof value === 'boolean') return value;
    return this.wrong(field, 'true or false', value);
  }

  number(value: unknown, field: string, min: number, max: number): number | undefined {
    if (value === undefined) return value;
    if (typeof value === 'number' && value >= min && value <= max) return value;
    return this.wrong(field, `a number from ${min} to ${max}`, value);
  }

  oneOf<const T extends string | number>(value: unknown, field: string, allowed: readonly T[]): T | undefined {
    if (value === undefined || allowed.includes(value as T)) return value as T | undefined;
    return this.wrong(field, `one of ${allowed.map((each) => JSON.stringify(each)).join(', ')}`, value);
  }

  function<T extends AnyFunction>(value: unknown, field: string): T | undefined {
    if (value === undefined || typeof value === 'function') return value as T | undefined;
    return this.wrong(field, 'a function', value);
  }

  object(value: unknown, field: string): Record<string, unknown> | undefined {
    if (value === undefined) return value;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return this.wrong(field, 'an object', value);
  }

  array(value: unknown, field: string): unknown[] | undefined {
    if (value === undefined || Array.isArray(value)) return value as unknown[] | undefined;
    return this.wrong(field, 'an array', value);
  }

  /** Each object of a list, as far as `read` makes something of it. */
  list<T>(value: unknown, field: string, read: (each: Record<string, unknown>, field: string) => T | undefined): T[] {
    return (this.array(value, field) ?? []).flatMap((each, index) => {
      const place = `${field}[${index}]`;
      const object = this.object(each ?? null, place);
      const made = object && read(object, place);
      return made === undefined ? [] : [made];
    });
  }

  /** A string that must be there, and say something. */
  text(value: unknown, field: string): string | undefined {
    if (typeof value === 'string' && value !== '') return value;
    return this.wrong(field, 'a string that is not empty', value);
  }
}
