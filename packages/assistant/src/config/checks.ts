import { DOCS } from '../shared/errors.ts';
import { warnOnce } from '../shared/warn.ts';

/** Tells of a value that is not taken, once: what it was, what is allowed, what is taken, and where to read on. */
export const wrong = (name: string, value: unknown, expected: string, fallback: unknown): void =>
  warnOnce(
    `${name}=${String(value)}`,
    `${name}="${String(value).slice(0, 60)}": expected ${expected}; ${fallback === null ? 'it is left out' : `using ${JSON.stringify(fallback)}`}. ` +
      `See ${DOCS}/configuration.md#${name.split(/[.[]/, 1)[0]}`,
  );

/** The value, where it is one of those that are allowed. */
export function oneOf<const T extends string, F extends T | null>(
  name: string,
  value: string | undefined,
  allowed: readonly T[],
  fallback: F,
): T | F {
  // Lit hands on an attribute that was taken away as null.
  if ((value ?? '') === '') return fallback;
  if (allowed.includes(value as T)) return value as T;
  wrong(name, value, allowed.map((each) => `"${each}"`).join(' or '), fallback);
  return fallback;
}
