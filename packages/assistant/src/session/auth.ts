/** Who is asking: fetched where the page says so. */
import { AssistantError } from '../shared/errors.ts';
import { worded } from '../shared/part-errors.ts';
import { unlessAborted } from './abort.ts';
import type { AuthFetcher, AuthRequest } from './types.ts';

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
export async function headersOf(auth: AuthFetcher, request: AuthRequest): Promise<Headers> {
  const failed = (detail: string, options?: ErrorOptions): AssistantError =>
    new AssistantError('auth-failed', worded('auth-failed', `For ${request.purpose}: ${detail}.`), options);
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
