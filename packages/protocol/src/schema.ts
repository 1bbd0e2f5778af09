import { ProtocolError } from './errors.ts';

/** Turns an unknown value into a `T`, or throws a `ProtocolError` that names the field. */
export type Parser<T> = (value: unknown, field: string) => T;

const describe = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const text = JSON.stringify(value) ?? '';
  return `${typeof value} ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`;
};

export const fail = (field: string, expected: string, got: unknown): never => {
  throw new ProtocolError(
    'invalid-request',
    `${field || 'The body'}: expected ${expected}, got ${describe(got)}.`,
    field,
  );
};

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const string: Parser<string> = (value, field) =>
  typeof value === 'string' ? value : fail(field, 'a string', value);

/** An identifier: a string with something in it, of a length that a store can index. */
export const id: Parser<string> = (value, field) =>
  typeof value === 'string' && value.length > 0 && value.length <= 200
    ? value
    : fail(field, 'an id (a string of 1 to 200 characters)', value);

export const boolean: Parser<boolean> = (value, field) =>
  typeof value === 'boolean' ? value : fail(field, 'true or false', value);

export const integer =
  (min: number, max = Number.MAX_SAFE_INTEGER): Parser<number> =>
  (value, field) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
      ? value
      : fail(
          field,
          max === Number.MAX_SAFE_INTEGER ? `a whole number from ${min}` : `a whole number from ${min} to ${max}`,
          value,
        );

export const oneOf =
  <const T extends string>(...allowed: T[]): Parser<T> =>
  (value, field) =>
    allowed.includes(value as T) ? (value as T) : fail(field, allowed.map((each) => `"${each}"`).join(' or '), value);

export const anything: Parser<unknown> = (value) => value;

export const record: Parser<Record<string, unknown>> = (value, field) =>
  isObject(value) ? value : fail(field, 'an object', value);

export const recordOf =
  <T>(parse: Parser<T>): Parser<Record<string, T>> =>
  (value, field) =>
    Object.fromEntries(
      Object.entries(record(value, field)).map(([key, each]) => [key, parse(each, `${field}.${key}`)]),
    );

export const arrayOf =
  <T>(parse: Parser<T>): Parser<T[]> =>
  (value, field) =>
    Array.isArray(value)
      ? value.map((each, index) => parse(each, `${field}[${index}]`))
      : fail(field, 'an array', value);

const OPTIONAL = Symbol('optional');
type Optional<T> = Parser<T | undefined> & { [OPTIONAL]: true };

/** A field that may be absent or null; both read as absent, as the protocol leaves null fields out. */
export const optional = <T>(parse: Parser<T>): Optional<T> =>
  Object.assign(
    (value: unknown, field: string) => (value === undefined || value === null ? undefined : parse(value, field)),
    { [OPTIONAL]: true as const },
  );

/** A field that takes `fallback` where it is absent or null. */
export const withDefault =
  <T>(parse: Parser<T>, fallback: NoInfer<T>): Parser<T> =>
  (value, field) =>
    value === undefined || value === null ? fallback : parse(value, field);

type Shape = Record<string, Parser<unknown>>;
type Parsed<S extends Shape> = {
  [K in keyof S as S[K] extends Optional<unknown> ? never : K]: ReturnType<S[K]>;
} & {
  [K in keyof S as S[K] extends Optional<unknown> ? K : never]?: Exclude<ReturnType<S[K]>, undefined>;
};

/** An object with these fields. Unknown ones are dropped, so that a newer client can talk to an older server. */
export const object =
  <S extends Shape>(shape: S): Parser<Parsed<S>> =>
  (value, field) => {
    const source = record(value, field);
    const result: Record<string, unknown> = {};
    for (const [key, parse] of Object.entries(shape)) {
      const parsed = parse(source[key], field ? `${field}.${key}` : key);
      if (parsed !== undefined) result[key] = parsed;
    }
    return result as Parsed<S>;
  };

/** One of several objects, told apart by their `type`. */
export const byType =
  <P extends Record<string, Parser<unknown>>>(parsers: P): Parser<{ [K in keyof P]: ReturnType<P[K]> }[keyof P]> =>
  (value, field) => {
    const type = record(value, field)['type'];
    const parse = typeof type === 'string' && Object.hasOwn(parsers, type) ? parsers[type] : undefined;
    if (!parse)
      return fail(
        `${field}.type`,
        Object.keys(parsers)
          .map((each) => `"${each}"`)
          .join(' or '),
        type,
      );
    return parse(value, field) as ReturnType<P[keyof P]>;
  };
