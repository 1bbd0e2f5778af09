import { AssistantError } from '../shared/errors.ts';
import type { AuthFetcher, SessionFetcher, SessionGrant } from './types.ts';

export interface HttpSessionOptions {
  /** Whether cookies go along. Default `include`. */
  credentials?: RequestCredentials;
  /** Who is asking, where a cookie does not say so. */
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
 * @returns a fetcher that throws `AssistantError` with the codes `session-unreachable`, `session-refused`
 *   (401, 403), `session-failed` and `session-malformed`.
 * @example
 * element.sessionFetcher = httpSession('/api/chatkit/session');
 */
export function httpSession(url: string, options: HttpSessionOptions = {}): SessionFetcher {
  const { credentials = 'include', auth = null } = options;
  return async ({ signal }) => {
    const headers = await authHeaders(auth, { purpose: 'session', url, signal });
    headers.set('content-type', 'application/json');
    let response: Response;
    try {
      response = await (options.fetch ?? fetch)(url, { method: 'POST', body: '{}', headers, credentials, signal });
    } catch (cause) {
      if (signal.aborted) throw cause;
      throw new AssistantError('session-unreachable', `POST ${url} failed: ${String(cause)}.`, { cause });
    }
    if (!response.ok) {
      const code = response.status === 401 || response.status === 403 ? 'session-refused' : 'session-failed';
      throw new SessionResponseError(code, `POST ${url} answered ${response.status}.`, response);
    }
    const grant: unknown = await response.json().catch(() => null);
    if (!isGrant(grant)) {
      const type = response.headers.get('content-type') ?? 'no content type';
      throw new AssistantError(
        'session-malformed',
        `POST ${url} answered 200 (${type}), and not { "client_secret": "…" }.`,
      );
    }
    return grant;
  };
}

const isGrant = (value: unknown): value is SessionGrant =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as SessionGrant).client_secret === 'string' &&
  (value as SessionGrant).client_secret !== '';

/**
 * Sends a cookie of the page as a bearer token. It must be readable by scripts, so not `HttpOnly`.
 *
 * @example
 * element.authFetcher = cookieToken('auth_token');
 */
export const cookieToken =
  (name: string): AuthFetcher =>
  () => {
    const pair = document.cookie.split('; ').find((each) => each.startsWith(`${name}=`));
    return pair ? decodeURIComponent(pair.slice(name.length + 1)) : null;
  };

/**
 * Sends what a storage holds under `key` as a bearer token.
 *
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

/**
 * The headers that an auth fetcher asks for.
 *
 * @throws {AssistantError} `auth-failed` where the fetcher throws.
 */
export async function authHeaders(auth: AuthFetcher | null, request: Parameters<AuthFetcher>[0]): Promise<Headers> {
  if (!auth) return new Headers();
  try {
    const result = await auth(request);
    return typeof result === 'string' ? new Headers({ authorization: `Bearer ${result}` }) : new Headers(result ?? {});
  } catch (cause) {
    throw new AssistantError('auth-failed', `For ${request.purpose}.`, { cause });
  }
}
