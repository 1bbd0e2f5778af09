import { AssistantError } from '../shared/errors.ts';
import { type PartErrorCode, worded } from '../shared/part-errors.ts';
import { plainLifetime } from './plain-lifetime.ts';
import type { SessionGrant } from './types.ts';

/** Seconds since 1970 do not get here before the year 5138; milliseconds passed it in 1973. */
const MILLISECONDS = 1e11;

export interface Lifetime {
  /** How long the session holds, in milliseconds; `Infinity` where nobody says, and it is used until it is refused. */
  ms: number;
  /** What is odd about it, though it can be used. */
  oddity: AssistantError | null;
}

/**
 * How long a session holds, measured from when it was asked for, so that the clocks of page and server need not agree.
 * An end without a duration can only be held against the page's clock; where that says "in the past" the clock is as
 * likely to be wrong as the session, so the session is tried.
 * Where the server's clock is known, a session in the past is one for certain.
 *
 * @throws {AssistantError} `session-expired`
 */
export function lifetimeOf(grant: SessionGrant, nowMs: number): Lifetime {
  const plainMs = plainLifetime(grant);
  if (plainMs !== null) return { ms: plainMs, oddity: null };
  const { expires_in, expires_at, issued_at } = grant;
  const serverNowMs = isNumber(issued_at) ? issued_at * 1000 : null;
  if (isNumber(expires_in)) throw odd('session-expired', `expires_in is ${expires_in}.`);
  if (!isNumber(expires_at)) {
    const none = expires_at === undefined || expires_at === null;
    return { ms: Infinity, oddity: none ? null : odd('session-malformed', `expires_at is a ${typeof expires_at}.`) };
  }
  const inMs = expires_at > MILLISECONDS;
  const endMs = inMs ? expires_at : expires_at * 1000;
  const oddity = inMs ? odd('session-expiry-in-ms', `It is ${expires_at}; expected seconds since 1970.`) : null;
  const ms = endMs - (serverNowMs ?? nowMs);
  if (ms > 0) return { ms, oddity };
  const ago = `expires_at is ${expires_at}, ${Math.round(-ms / 1000)} s ago`;
  if (serverNowMs !== null) throw odd('session-expired', `${ago} by the server's own clock.`);
  const clock = `${ago} by this device's clock, which may be wrong: answer with expires_in as well.`;
  return { ms: Infinity, oddity: odd('session-expired', clock) };
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const odd = (code: PartErrorCode, detail: string): AssistantError => new AssistantError(code, worded(code, detail));
