import { AgentError } from '../../errors.ts';
import { type Strings, stringsFor } from './strings.ts';

/** All that can go wrong with somebody who answers elsewhere, and what the person is told of it. */
export const UPSTREAM_ERRORS = {
  'agent-key-refused': { says: 'unavailable', allowRetry: false },
  'agent-not-found': { says: 'unavailable', allowRetry: false },
  'agent-request-refused': { says: 'unavailable', allowRetry: false },
  'agent-rate-limited': { says: 'busy', allowRetry: true },
  'agent-unavailable': { says: 'unavailable', allowRetry: true },
  'agent-timeout': { says: 'unavailable', allowRetry: true },
  'agent-answer-malformed': { says: 'unavailable', allowRetry: true },
  'agent-answer-cut': { says: 'cut', allowRetry: true },
} as const satisfies Record<string, { says: keyof Strings; allowRetry: boolean }>;

export type UpstreamErrorCode = keyof typeof UPSTREAM_ERRORS;

const DOCS = 'https://github.com/kb-assistant/kb-assistant/blob/main/docs/errors';

/**
 * Somebody who answers elsewhere did not. Its message is for the person, in their language; its `cause` says to
 * whoever reads the log what happened, and never holds a key.
 */
export class UpstreamError extends AgentError {
  /** Has a page `docs/errors/<code>.md`. */
  readonly code: UpstreamErrorCode;
  /** How long it asked to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  /** @param detail For the log; without secrets. */
  constructor(code: UpstreamErrorCode, detail: string, { locale, retryAfterMs }: UpstreamErrorOptions) {
    const { says, allowRetry } = UPSTREAM_ERRORS[code];
    const strings = stringsFor(locale);
    const message =
      code === 'agent-rate-limited' && retryAfterMs !== undefined
        ? strings.busyFor.replace('{s}', String(Math.max(1, Math.ceil(retryAfterMs / 1000))))
        : strings[says];
    super(message, { allowRetry, cause: new Error(`${code}: ${detail} ${DOCS}/${code}.md`) });
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface UpstreamErrorOptions {
  locale: string;
  retryAfterMs?: number | undefined;
}

/** What a status says. */
export function codeOfStatus(status: number): UpstreamErrorCode {
  if (status === 401 || status === 403) return 'agent-key-refused';
  if (status === 404) return 'agent-not-found';
  if (status === 429) return 'agent-rate-limited';
  if (status === 408 || status === 504) return 'agent-timeout';
  return status >= 500 ? 'agent-unavailable' : 'agent-request-refused';
}

/** `Retry-After` in milliseconds: a number of seconds, or a date. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
