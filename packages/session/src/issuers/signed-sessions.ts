import { SignJWT } from 'jose';
import { SessionConfigError } from '../errors.ts';
import type { IssuedSession, SessionIssuer } from '../issuer.ts';
import { type KeyOptions, loadKeys } from '../signing-key.ts';
import type { User } from '../user.ts';

/** Keeps a session token from being taken for another kind of token signed with the same secret, and the reverse. */
export const SESSION_AUDIENCE = 'kb-assistant-session';

export interface SignedSessionsOptions extends KeyOptions {
  /** How long a session lasts, in seconds, from 10 to 86,400. Default 600: ten minutes. */
  ttlSeconds?: number;
  /** Goes into `iss`. Default: none. */
  issuer?: string;
  /** Goes into `aud`; `verifySession` must expect the same. Default `kb-assistant-session`. */
  audience?: string;
  /** Further claims for the chat server to read. Default: none. They can be read by anyone who holds the token. */
  claims?: (user: User) => Record<string, unknown>;
  /** Where the key came from, for the line at start: `KB_SESSION_SECRET`, say. Default `options`. */
  keySource?: string;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
}

/**
 * Sessions as signed tokens (JWT) of our own: nothing is stored, any server with the key can check them. They have no
 * `end`: what is stored nowhere cannot be taken back, so a token holds until it runs out. Keep `ttlSeconds` short.
 *
 * With a `secret` (HS256) whoever checks a session could also make one. With a private key in `keys` (ES256 or EdDSA)
 * the chat server needs only the public one. To exchange a key: add the new one behind the old one everywhere, then
 * put it first, then drop the old one when its last session has run out.
 *
 * @throws {SessionConfigError} `secret-too-short`, `invalid-option`.
 * @example
 * const issuer = signedSessions({ secret: process.env.KB_SESSION_SECRET! });
 * @example
 * const issuer = signedSessions({ keys: [{ kid: '2026-12', kty: 'OKP', crv: 'Ed25519', x: '…', d: '…' }] });
 */
export function signedSessions(options: SignedSessionsOptions): SessionIssuer {
  const { ttlSeconds = 600, issuer, audience = SESSION_AUDIENCE, claims, keySource = 'options' } = options;
  const { now = Date.now } = options;
  const keys = loadKeys(options);
  const [{ kid, alg, signWith }] = keys;
  if (!signWith)
    throw new SessionConfigError('invalid-option', 'keys', 'the first key signs: it must be a private one.');
  if (!Number.isInteger(ttlSeconds) || ttlSeconds < 10 || ttlSeconds > 86_400) {
    throw new SessionConfigError('invalid-option', 'ttlSeconds', `expected 10 to 86400, got ${ttlSeconds}.`);
  }
  const published = keys.flatMap(({ publicJwk }) => publicJwk ?? []);
  return {
    about: { issuer: 'signed', alg, ...(kid ? { kid } : {}), key: '***', keySource },
    async mint(user): Promise<IssuedSession> {
      const sessionId = `ses_${crypto.randomUUID()}`;
      const issuedAt = Math.floor(now() / 1000);
      const expiresAt = issuedAt + ttlSeconds;
      const token = new SignJWT({ ...claims?.(user) })
        .setProtectedHeader({ alg, typ: 'JWT', ...(kid ? { kid } : {}) })
        .setAudience(audience)
        .setSubject(user.id)
        .setJti(sessionId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt);
      if (issuer) token.setIssuer(issuer);
      return { clientSecret: await token.sign(await signWith()), sessionId, expiresAt: new Date(expiresAt * 1000) };
    },
    ...(published.length > 0 ? { publicKeys: () => Promise.resolve({ keys: published }) } : {}),
  };
}
