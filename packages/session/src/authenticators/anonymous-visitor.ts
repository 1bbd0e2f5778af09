import { jwtVerify, SignJWT } from 'jose';
import { assertCookieName, readCookie } from '../cookie.ts';
import { signingKey } from '../signing-key.ts';
import type { Authenticator } from '../user.ts';

/** Another one than that of sessions: a visitor's cookie is no session token, even under the same secret. */
const VISITOR_AUDIENCE = 'kb-assistant-visitor';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$|\.localhost$/;

export interface AnonymousVisitorOptions {
  /** At least 32 bytes. Changing it makes everybody a new visitor. */
  secret: string | Uint8Array;
  /**
   * The cookie's name. Default: `__Host-kb_visitor` where it travels over https only, else `kb_visitor`. Browsers take a
   * name that begins so from this very host alone: no other host of the domain can give a browser a visitor of its own.
   */
  cookie?: string;
  /** How long a browser is remembered after its last session, in seconds. Default 31,536,000: a year. */
  maxAgeSeconds?: number;
  /** `lax` where page and server share a site (default), `none` where the page is on another one. */
  sameSite?: 'strict' | 'lax' | 'none';
  /** Whether the cookie travels over https only. Default: yes, but for a server on this machine (`localhost`). */
  secure?: boolean;
}

/**
 * Knows each browser again by a signed, `HttpOnly` cookie, for sites where nobody signs in.
 * Somebody without one, or with one that was tampered with, becomes a new visitor.
 *
 * @throws {SessionConfigError} `secret-too-short`, `invalid-option`.
 * @example
 * createSessionHandler({ authenticate: anonymousVisitor({ secret }), issuer: signedSessions({ secret }) });
 */
export function anonymousVisitor(options: AnonymousVisitorOptions): Authenticator {
  const { maxAgeSeconds = 31_536_000, sameSite = 'lax', secure } = options;
  const key = signingKey(options.secret);
  if (options.cookie !== undefined) assertCookieName(options.cookie);

  const identify = async (request: Request, cookie: string): Promise<string | null> => {
    const value = readCookie(request, cookie);
    if (!value) return null;
    try {
      const { payload } = await jwtVerify(value, key, { algorithms: ['HS256'], audience: VISITOR_AUDIENCE });
      return payload.sub ?? null;
    } catch {
      return null;
    }
  };

  return async (request, { responseHeaders }) => {
    const overHttpsOnly = sameSite === 'none' || (secure ?? !LOOPBACK.test(new URL(request.url).hostname));
    const cookie = options.cookie ?? (overHttpsOnly ? '__Host-kb_visitor' : 'kb_visitor');
    const id = (await identify(request, cookie)) ?? `visitor_${crypto.randomUUID()}`;
    const value = await new SignJWT()
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setAudience(VISITOR_AUDIENCE)
      .setSubject(id)
      .setIssuedAt()
      .sign(key);
    // Written again each time, so that the year counts from the last visit.
    responseHeaders.append(
      'set-cookie',
      [
        `${cookie}=${value}`,
        'Path=/',
        `Max-Age=${maxAgeSeconds}`,
        'HttpOnly',
        `SameSite=${{ strict: 'Strict', lax: 'Lax', none: 'None' }[sameSite]}`,
        ...(overHttpsOnly ? ['Secure'] : []),
      ].join('; '),
    );
    return { id };
  };
}
