import { SignJWT } from 'jose';
import { SessionConfigError } from '../errors.ts';
import type { IssuedSession, SessionIssuer } from '../issuer.ts';
import { signingKey } from '../signing-key.ts';
import type { User } from '../user.ts';

/** Keeps a session token from being taken for another kind of token signed with the same secret, and the reverse. */
export const SESSION_AUDIENCE = 'kb-assistant-session';

export interface SignedSessionsOptions {
  /** At least 32 bytes, the same that `verifySession` gets. Keep it on the server. */
  secret: string | Uint8Array;
  /** How long a session lasts, in seconds, from 10 to 86,400. Default 600: ten minutes. */
  ttlSeconds?: number;
  /** Goes into `iss`. Default: none. */
  issuer?: string;
  /** Further claims for the chat server to read. Default: none. They can be read by anyone who holds the token. */
  claims?: (user: User) => Record<string, unknown>;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
}

/**
 * Sessions as signed tokens (JWT, HS256) of our own: nothing is stored, any server with the secret can check them.
 *
 * @throws {SessionConfigError} `secret-too-short`, `invalid-option`.
 * @example
 * const issuer = signedSessions({ secret: process.env.KB_SESSION_SECRET! });
 */
export function signedSessions(options: SignedSessionsOptions): SessionIssuer {
  const { ttlSeconds = 600, issuer, claims, now = Date.now } = options;
  const key = signingKey(options.secret);
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 10 || ttlSeconds > 86_400) {
    throw new SessionConfigError('invalid-option', 'ttlSeconds', `expected 10 to 86400, got ${ttlSeconds}.`);
  }
  return {
    async mint(user): Promise<IssuedSession> {
      const sessionId = `ses_${crypto.randomUUID()}`;
      const issuedAt = Math.floor(now() / 1000);
      const expiresAt = issuedAt + ttlSeconds;
      const token = new SignJWT({ ...claims?.(user) })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setAudience(SESSION_AUDIENCE)
        .setSubject(user.id)
        .setJti(sessionId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt);
      if (issuer) token.setIssuer(issuer);
      return { clientSecret: await token.sign(key), sessionId, expiresAt: new Date(expiresAt * 1000) };
    },
  };
}
