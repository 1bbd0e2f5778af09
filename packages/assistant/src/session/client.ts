import { asAssistantError, AssistantError, type AssistantErrorCode } from '../shared/errors.ts';
import { cut, type Trace, untraced } from '../shared/trace.ts';
import { unlessAborted, waitFor } from './abort.ts';
import { steadyClock } from './clock.ts';
import type { Lifetime } from './lifetime.ts';
import { plainLifetime } from './plain-lifetime.ts';
import { isGrant } from './read-grant.ts';
import type { SessionResponseError } from './refusal.ts';
import type { SessionFetcher, SessionGrant, SessionReason } from './types.ts';

export interface SessionClientOptions {
  fetcher: SessionFetcher;
  /** Renew so long before the end, in milliseconds. Default 60,000, and never more than a fifth of the lifetime. */
  marginMs?: number;
  /** How long all tries together may take, in milliseconds. Default 20,000. */
  deadlineMs?: number;
  /** A clock that neither jumps nor sleeps, in milliseconds. Default `steadyClock()`. */
  now?: () => number;
  /** Waits between tries, and for the next renewal. Default `setTimeout`. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. Default `Math.random`. */
  random?: () => number;
  /** Told of each try. */
  trace?: Trace;
  /** Told of each session that came. */
  onGrant?: (grant: SessionGrant) => void;
  /** Told of what is odd about a session that can be used all the same. Default: nobody. */
  onOddity?: (oddity: AssistantError) => void;
}

const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;
const MAX_ATTEMPTS = 5;
/** How often is tried what has no answer. A proxy that has lost its server does not let the page in either, for a while. */
const TRIES: Partial<Record<AssistantErrorCode, number>> = {
  'session-unreachable': MAX_ATTEMPTS,
  'session-fetcher-failed': MAX_ATTEMPTS,
  'session-origin-refused': 3,
};
/** How long after a renewal ahead of time failed the next is tried. */
const NEXT_RENEWAL_MS = 10_000;
/** A timer that is set for longer fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Keeps one session: in memory only, asked for once at a time, renewed before it runs out.
 * Knows nothing of the DOM.
 */
export class SessionClient {
  readonly #options: Required<Omit<SessionClientOptions, 'wait'>>;
  readonly #wait: (ms: number, signal: AbortSignal) => Promise<void>;
  #secret: string | null = null;
  #renewAt = 0;
  #endsAt = 0;
  #pending: Promise<string> | null = null;
  #abort = new AbortController();
  /** Who wants the session to be fresh at all times. */
  #holders = 0;
  #timer = new AbortController();

  constructor({ wait = waitFor, ...options }: SessionClientOptions) {
    this.#wait = wait;
    this.#options = {
      marginMs: 60_000,
      deadlineMs: 20_000,
      now: steadyClock(),
      random: Math.random,
      trace: untraced,
      onGrant: () => {},
      onOddity: () => {},
      ...options,
    };
  }

  /**
   * A secret that still holds for a while.
   *
   * @throws {AssistantError} with a `session-…` code, after the tries that make sense; an `AbortError` after `dispose`.
   */
  get(): Promise<string> {
    if (this.#secret !== null && this.#options.now() < this.#renewAt) return Promise.resolve(this.#secret);
    if (this.#secret === null) return this.#renew('initial');
    const current = this.#secret;
    return this.#renew('expiring').catch((error: unknown) => {
      // Renewed early for no other reason than that this may fail: until its end, the old one is as good.
      if (this.#secret === current && this.#options.now() < this.#endsAt) return current;
      throw error;
    });
  }

  /** A secret other than `refused`, which the chat server did not accept. */
  replace(refused: string): Promise<string> {
    // Somebody else may have replaced it while this request was on its way.
    return this.#secret === refused ? this.#renew('unauthorized') : this.get();
  }

  /**
   * Renews the session ahead of time, until the function that is given back is called: while a panel is open, no
   * question waits for a session.
   */
  keepFresh(): () => void {
    this.#holders += 1;
    this.#schedule();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holders -= 1;
      this.#schedule();
    };
  }

  /** Looks again, after a time in which timers may have stood still: the device slept, or the page was hidden. */
  wake(): void {
    this.#schedule();
  }

  /** Forgets the session and lets go of what is under way. */
  dispose(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#secret = null;
    this.#pending = null;
    this.#schedule();
  }

  #schedule(): void {
    this.#timer.abort();
    // Without a secret nobody has asked yet, and without an end there is nothing to be early for.
    if (this.#holders === 0 || this.#secret === null || this.#renewAt === Infinity) return;
    this.#timer = new AbortController();
    const ms = Math.min(this.#renewAt - this.#options.now(), LONGEST_TIMER_MS);
    const { signal } = this.#timer;
    const again = (): void => this.#schedule();
    // Looked at again and not renewed at once: a timer may be early, and is never set for longer than it can be.
    const early =
      ms > 0
        ? this.#wait(ms, signal).then(again)
        : this.get().then(() => (signal.aborted ? undefined : this.#wait(NEXT_RENEWAL_MS, signal).then(again)));
    // Whoever needs the session next tries again, and tells.
    early.catch(() => {});
  }

  #renew(reason: SessionReason): Promise<string> {
    const { signal } = this.#abort;
    this.#pending ??= this.#fetch(reason, signal).finally(() => {
      if (!signal.aborted) this.#pending = null;
    });
    return this.#pending;
  }

  async #fetch(reason: SessionReason, disposed: AbortSignal): Promise<string> {
    const { fetcher, deadlineMs, now, trace, onGrant } = this.#options;
    const deadline = AbortSignal.timeout(deadlineMs);
    const signal = AbortSignal.any([disposed, deadline]);
    const startedAt = now();
    for (let attempt = 1; ; attempt++) {
      const askedAt = now();
      const step = { reason, attempt };
      try {
        // Called inside the promise: a fetcher that throws at once is one that rejects.
        const given = await unlessAborted(
          Promise.resolve({ current: this.#secret, reason, attempt, signal }).then(fetcher),
          signal,
        );
        const grant = await asGrant(given);
        const lifetime = await lifetimeOf(grant);
        disposed.throwIfAborted();
        this.#keep(grant.client_secret, lifetime, askedAt);
        trace('session', { ...step, ms: Math.round(now() - askedAt), begins: cut(grant.client_secret) });
        onGrant(grant);
        return grant.client_secret;
      } catch (cause) {
        // Nobody waits any more, and nothing may be said.
        disposed.throwIfAborted();
        const error = deadline.aborted
          ? new AssistantError('session-timeout', `There was no session within ${deadlineMs / 1000} s.`)
          : asAssistantError(cause, 'session-fetcher-failed');
        const status = isAnswer(error) ? error.status : undefined;
        trace('session-failed', { ...step, ms: Math.round(now() - askedAt), code: error.code, status });
        const delay = this.#delay(error, reason, attempt);
        // To wait for longer than anybody waits for this would only say the same later.
        if (delay === null || delay > deadlineMs - (now() - startedAt)) throw error;
        await this.#wait(delay, signal).catch(() => {
          disposed.throwIfAborted();
          throw error;
        });
      }
    }
  }

  #keep(secret: string, { ms, oddity }: Lifetime, askedAt: number): void {
    const { marginMs, onOddity } = this.#options;
    if (oddity) onOddity(oddity);
    this.#secret = secret;
    // Counted from when it was asked for: the answer may have been on its way for long.
    this.#endsAt = askedAt + ms;
    this.#renewAt = this.#endsAt - Math.min(marginMs, ms / 5);
    this.#schedule();
  }

  /** How long to wait before another try; `null` where none would help. */
  #delay(error: AssistantError, reason: SessionReason, attempt: number): number | null {
    if (attempt >= MAX_ATTEMPTS) return null;
    // Nobody has to wait for a new one while the old one holds.
    if (reason === 'expiring' && this.#options.now() < this.#endsAt) return null;
    if (isAnswer(error)) {
      if (!error.passing) return null;
      if (error.retryAfterMs !== null) return error.retryAfterMs;
    } else if (attempt >= (TRIES[error.code] ?? 0)) return null;
    // Full jitter, so that many pages that were cut off together do not come back together.
    return this.#options.random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
  }
}

/** Whether an endpoint has answered with it. */
const isAnswer = (error: AssistantError): error is SessionResponseError => 'retryAfterMs' in error;

async function asGrant(given: unknown): Promise<SessionGrant> {
  const grant = typeof given === 'string' ? { client_secret: given } : given;
  if (isGrant(grant)) return grant;
  const refusal = await import('./refusal.ts').catch(() => null);
  throw (
    refusal?.fetcherRefusal(grant, cut) ?? new AssistantError('session-failed', 'The sessionFetcher gave no session.')
  );
}

/** One that nobody can tell is used until it is refused. */
async function lifetimeOf(grant: SessionGrant): Promise<Lifetime> {
  const plainMs = plainLifetime(grant);
  const closer = plainMs === null ? await import('./lifetime.ts').catch(() => null) : null;
  return closer?.lifetimeOf(grant, Date.now()) ?? { ms: plainMs ?? Infinity, oddity: null };
}
