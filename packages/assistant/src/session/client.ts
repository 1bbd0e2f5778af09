import { asAssistantError, AssistantError } from '../shared/errors.ts';
import { SessionResponseError } from './fetchers.ts';
import type { SessionFetcher, SessionGrant, SessionReason } from './types.ts';

export interface SessionClientOptions {
  fetcher: SessionFetcher;
  /** Renew so long before the end, in milliseconds. Default 60,000, and never more than a fifth of the lifetime. */
  marginMs?: number;
  /** How long all tries together may take, in milliseconds. Default 20,000. */
  deadlineMs?: number;
  /** A clock that does not jump, in milliseconds. Default `performance.now`. */
  now?: () => number;
  /** Waits between tries. Default `setTimeout`. */
  wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0 to 1. Default `Math.random`. */
  random?: () => number;
}

const RETRIED = new Set([408, 425, 429]);
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 8_000;
const MAX_ATTEMPTS = 5;

/**
 * Keeps one session: in memory only, asked for once at a time, renewed before it runs out.
 * Knows nothing of the DOM.
 */
export class SessionClient {
  readonly #options: Required<SessionClientOptions>;
  #secret: string | null = null;
  #renewAt = 0;
  #endsAt = 0;
  #pending: Promise<string> | null = null;
  #abort = new AbortController();

  constructor(options: SessionClientOptions) {
    this.#options = {
      marginMs: 60_000,
      deadlineMs: 20_000,
      now: () => performance.now(),
      wait: waitFor,
      random: Math.random,
      ...options,
    };
  }

  /**
   * A secret that still holds for a while.
   *
   * @throws {AssistantError} with a `session-…` code, after the tries that make sense.
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

  /** Forgets the session and lets go of what is under way. */
  dispose(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#secret = null;
    this.#pending = null;
  }

  #renew(reason: SessionReason): Promise<string> {
    const { signal } = this.#abort;
    this.#pending ??= this.#fetch(reason, signal).finally(() => {
      if (!signal.aborted) this.#pending = null;
    });
    return this.#pending;
  }

  async #fetch(reason: SessionReason, disposed: AbortSignal): Promise<string> {
    const { fetcher, deadlineMs, now, wait } = this.#options;
    const signal = AbortSignal.any([disposed, AbortSignal.timeout(deadlineMs)]);
    for (let attempt = 1; ; attempt++) {
      const askedAt = now();
      try {
        const grant = await unlessAborted(fetcher({ current: this.#secret, reason, attempt, signal }), signal);
        if (disposed.aborted) throw new AssistantError('session-unreachable', 'The assistant was removed.');
        return this.#keep(typeof grant === 'string' ? { client_secret: grant } : grant, askedAt);
      } catch (error) {
        const delay = this.#delay(error, attempt);
        if (signal.aborted || delay === null) throw asAssistantError(error, 'session-unreachable');
        await wait(delay, signal).catch(() => {
          throw asAssistantError(error, 'session-unreachable');
        });
      }
    }
  }

  #keep(grant: SessionGrant | null | undefined, askedAt: number): string {
    const secret = grant?.client_secret;
    if (!secret) throw new AssistantError('session-malformed', 'The sessionFetcher gave no secret.');
    const { marginMs } = this.#options;
    const seconds =
      grant.expires_in ?? (grant.expires_at === undefined ? Infinity : grant.expires_at - Date.now() / 1000);
    const lifetimeMs = Math.max(0, seconds * 1000);
    this.#secret = secret;
    // Counted from when it was asked for: the answer may have been on its way for long.
    this.#endsAt = askedAt + lifetimeMs;
    this.#renewAt = this.#endsAt - Math.min(marginMs, lifetimeMs / 5);
    return secret;
  }

  /** How long to wait before another try; `null` where none would help. */
  #delay(error: unknown, attempt: number): number | null {
    if (attempt >= MAX_ATTEMPTS) return null;
    if (error instanceof SessionResponseError) {
      if (!RETRIED.has(error.status) && error.status < 500) return null;
      if (error.retryAfterMs !== null) return error.retryAfterMs;
    } else if (error instanceof AssistantError && error.code !== 'session-unreachable') {
      return null;
    }
    // Full jitter, so that many pages that were cut off together do not come back together.
    return this.#options.random() * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** attempt);
  }
}

/** The promise, or the signal's reason where that aborts first: a fetcher of the site need not know the signal. */
const unlessAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    Promise.resolve(promise)
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onAbort));
  });

const waitFor = (ms: number, signal: AbortSignal): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const passed = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  return unlessAborted(passed, signal).finally(() => clearTimeout(timer));
};
