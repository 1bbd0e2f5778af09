import { AssistantError } from '../shared/errors.ts';
import { shownUrl } from '../shared/trace.ts';
import { unlessAborted } from './abort.ts';
import { readGrant } from './read-grant.ts';
import type { AuthFetcher, AuthRequest, SessionFetcher } from './types.ts';

export interface HttpSessionOptions {
  /** Whether cookies go along. Default `include`. */
  credentials?: RequestCredentials;
  /** Who is asking, where a cookie does not say so. Default `null`: nobody is named. */
  auth?: AuthFetcher | null;
  /** Default: the page's own. */
  fetch?: typeof fetch;
}

/** A failure that carries what is needed to decide on another try. */
export class SessionResponseError extends AssistantError {
  readonly status: number;
  /** What `Retry-After` said, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(code: AssistantError['code'], detail: string, response: Response) {
    super(code, detail);
    this.status = response.status;
    this.retryAfterMs = retryAfter(response.headers.get('retry-after'));
  }
}

function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  const seconds = Number(value);
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

/**
 * Asks a session endpoint: a `POST` that answers `{ client_secret, expires_at?, expires_in? }`.
 *
 * @param url where, relative to the page.
 * @returns a fetcher that throws `AssistantError`: `session-unreachable`, `session-refused` (401, 403),
 *   `session-failed`, and a code of its own for each wrong answer of 200.
 * @example
 * element.sessionFetcher = httpSession('/api/chatkit/session');
 */
export function httpSession(url: string, options: HttpSessionOptions = {}): SessionFetcher {
  const { credentials = 'include', auth = null } = options;
  const from = `POST ${shownUrl(url)}`;
  return async ({ signal }) => {
    const headers = await authHeaders(auth, { purpose: 'session', url, signal });
    headers.set('content-type', 'application/json');
    let response: Response;
    try {
      response = await (options.fetch ?? fetch)(url, { method: 'POST', body: '{}', headers, credentials, signal });
    } catch (cause) {
      if (signal.aborted) throw cause;
      throw new AssistantError('session-unreachable', `${from} failed: ${String(cause)}.`, { cause });
    }
    if (!response.ok) {
      const code = response.status === 401 || response.status === 403 ? 'session-refused' : 'session-failed';
      throw new SessionResponseError(code, `${from} answered ${response.status}.`, response);
    }
    const grant = await readGrant(response, from);
    // To be had from the page's own origin, and where the server exposes it.
    const issuedMs = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(issuedMs) ? grant : { issued_at: issuedMs / 1000, ...grant };
  };
}

/**
 * Sends a cookie of the page as a bearer token. It must be readable by scripts, so not `HttpOnly`.
 *
 * @param name the cookie's; where there is none, no credentials are sent.
 * @example
 * element.authFetcher = cookieToken('auth_token');
 */
export const cookieToken =
  (name: string): AuthFetcher =>
  () => {
    const pair = document.cookie.split('; ').find((each) => each.startsWith(`${name}=`));
    if (!pair) return null;
    const value = pair.slice(name.length + 1);
    try {
      return decodeURIComponent(value);
    } catch {
      // A lone % is as good a character as any in a cookie that nobody encoded.
      return value;
    }
  };

/**
 * Sends what a storage holds under `key` as a bearer token.
 *
 * @param storage default `localStorage`.
 * @example
 * element.authFetcher = storageToken('access_token', sessionStorage);
 */
export const storageToken =
  (key: string, storage?: Storage): AuthFetcher =>
  () =>
    (storage ?? localStorage).getItem(key);

/**
 * Sends the same headers each time.
 *
 * @example
 * element.authFetcher = staticHeaders({ 'x-tenant': 'acme' });
 */
export const staticHeaders =
  (headers: HeadersInit): AuthFetcher =>
  () =>
    headers;

/** How long an auth fetcher may take, in milliseconds. */
const AUTH_MS = 20_000;

/** What a bearer token may be made of: everything else would break the header, or smuggle in another. */
const TOKEN = /^[\x21-\x7e]+$/;

/**
 * The headers that an auth fetcher asks for.
 *
 * @throws {AssistantError} `auth-failed` where the fetcher throws, does not answer within 20 s, or gives what cannot be
 *   sent. What it gave is not repeated: it may be a secret.
 */
export async function authHeaders(auth: AuthFetcher | null, request: AuthRequest): Promise<Headers> {
  if (!auth) return new Headers();
  const failed = (detail: string, options?: ErrorOptions): AssistantError =>
    new AssistantError('auth-failed', `For ${request.purpose}: ${detail}.`, options);
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(failed(`no answer within ${AUTH_MS / 1000} s`)), AUTH_MS);
  const signal = request.signal ? AbortSignal.any([request.signal, late.signal]) : late.signal;
  let result: unknown;
  try {
    result = await unlessAborted(Promise.resolve({ ...request, signal }).then(auth), signal);
  } catch (cause) {
    if (cause instanceof AssistantError || signal.aborted) throw cause;
    throw failed('it threw', { cause });
  } finally {
    clearTimeout(timer);
  }
  // Signed out, most often: a storage or a cookie that was emptied and not removed.
  if (result === null || result === undefined || result === '') return new Headers();
  if (typeof result === 'string') {
    if (!TOKEN.test(result)) throw failed('the token has a character that no token has, such as a space');
    return new Headers({ authorization: `Bearer ${result}` });
  }
  try {
    return new Headers(result as HeadersInit);
  } catch {
    throw failed(
      `expected a token, headers or null, got something ${Array.isArray(result) ? 'that is a list' : `of type ${typeof result}`}`,
    );
  }
}
