import { AssistantError } from '../shared/errors.ts';
import { shownUrl } from '../shared/trace.ts';
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

/**
 * Asks a session endpoint: a `POST` that answers `{ client_secret, expires_at?, expires_in? }`.
 *
 * @param url where, relative to the page.
 * @returns a fetcher that throws `AssistantError`: `session-unreachable`, `session-origin-refused`,
 *   `session-refused` (401, 403), `session-failed`, and a code of its own for each wrong answer of 200.
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
      const part = await import('./origin-refusal.ts').catch(() => null);
      const refusal = await part?.originRefusal(url, from, options.fetch);
      throw refusal ?? new AssistantError('session-unreachable', `${from} failed: ${String(cause)}.`, { cause });
    }
    const grant = await readGrant(response, from);
    // To be had from the page's own origin, and where the server exposes it.
    const issuedMs = Date.parse(response.headers.get('date') ?? '');
    return Number.isNaN(issuedMs) ? grant : { issued_at: issuedMs / 1000, ...grant };
  };
}

/** The headers that an auth fetcher asks for. @throws {AssistantError} as `headersOf` of `auth.ts`. */
export const authHeaders = async (auth: AuthFetcher | null, request: AuthRequest): Promise<Headers> =>
  auth ? (await import('./auth.ts')).headersOf(auth, request) : new Headers();
