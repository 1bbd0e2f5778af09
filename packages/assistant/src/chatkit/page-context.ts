import type { Context } from '../config/types.ts';
import { AssistantError } from '../shared/errors.ts';
import { type PartErrorCode, worded } from '../shared/part-errors.ts';
import { warnOnce } from '../shared/warn.ts';

/** As JSON, in UTF-8. It goes with every request, the small ones too. */
const MAX_BYTES = 8 * 1024;

/**
 * What the page says of itself, as plain data; `null` for nothing. A context that cannot be sent is left out and named
 * on the console, since a question without it is better than no question.
 */
export function readContext(context: Context | null): Record<string, unknown> | null {
  if (context === null) return null;
  try {
    const given: unknown = typeof context === 'function' ? context() : context;
    return given === undefined || given === null ? null : plain(given);
  } catch (cause) {
    const error = cause instanceof AssistantError ? cause : wrong('context-invalid', String(cause));
    warnOnce(`${error.code}: ${error.message}`, `${error.message} The request goes without it.`);
    return null;
  }
}

function plain(given: unknown): Record<string, unknown> {
  const json = JSON.stringify(given);
  const data: unknown = json === undefined ? undefined : JSON.parse(json);
  // A promise would be sent as an empty object.
  if (typeof data !== 'object' || data === null || Array.isArray(data) || given instanceof Promise) {
    const got = given instanceof Promise ? 'a promise' : Array.isArray(data) ? 'a list' : typeof given;
    throw wrong('context-invalid', `Expected an object of plain data, got ${got}.`);
  }
  const bytes = new TextEncoder().encode(json).byteLength;
  if (bytes > MAX_BYTES) {
    const largest = Object.entries(data)
      .map(([key, value]) => [key, JSON.stringify(value).length] as const)
      .toSorted(([, a], [, b]) => b - a)[0];
    throw wrong(
      'context-too-large',
      `It has ${bytes} bytes, of which "${largest?.[0]}" about ${largest?.[1]}; at most ${MAX_BYTES} are sent.`,
    );
  }
  return data as Record<string, unknown>;
}

const wrong = (code: PartErrorCode, detail: string): AssistantError => new AssistantError(code, worded(code, detail));
