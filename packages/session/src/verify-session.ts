import { createRemoteJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { SessionConfigError } from './errors.ts';
import { SESSION_AUDIENCE } from './issuers/signed-sessions.ts';
import { type KeyOptions, loadKeys, type SessionKey } from './signing-key.ts';
import { assertTokenError } from './token-errors.ts';
import type { User } from './user.ts';

export interface VerifySessionOptions extends KeyOptions {
  /**
   * In place of `secret` or `keys`: the public keys of `signedSessions`, or the URL that they are served at,
   * `{basePath}/.well-known/jwks.json`. They are fetched when first needed, and again for a `kid` that is new.
   */
  jwks?: JSONWebKeySet | URL | string;
  /** The `iss` to insist on. Default: any. */
  issuer?: string;
  /** The `aud` to insist on. Default `kb-assistant-session`. */
  audience?: string;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
}

/** A session that holds. */
export interface VerifiedSession {
  user: User;
  sessionId: string;
  expiresAt: Date;
  claims: JWTPayload;
}

/** Why a request has no session. `token-expired` is the one that a client mends by itself. */
export interface SessionFailure {
  error: { code: 'token-missing' | 'token-expired' | 'token-invalid'; message: string };
}

const failure = (code: SessionFailure['error']['code'], message: string): SessionFailure => ({
  error: { code, message },
});

/** The clocks of two servers may disagree by so much, in seconds. */
const CLOCK_TOLERANCE = 5;

/**
 * Checks the bearer token of a request: its signature, its audience and its time.
 *
 * @returns the session, or a failure with a code; it does not throw because of a token, but with a `jwks` URL it does
 * where that cannot be reached: `upstream-unavailable`, `upstream-timeout`.
 * @throws {SessionConfigError} `secret-too-short`, `invalid-option`, at start.
 * @example
 * const chat = createChatServer({ agent, store, authenticate: verifySession({ secret }) });
 * @example
 * const verify = verifySession({ jwks: 'https://www.example.com/api/chatkit/.well-known/jwks.json' });
 */
export function verifySession(
  options: VerifySessionOptions,
): (request: Request) => Promise<VerifiedSession | SessionFailure> {
  const { issuer, audience = SESSION_AUDIENCE, now = Date.now } = options;
  const { algorithms, getKey } = keySource(options);
  return async (request) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    if (!token) return failure('token-missing', 'Expected an "Authorization: Bearer …" header with a session token.');
    try {
      const { payload } = await jwtVerify(token, getKey, {
        // Pinned: a token must not choose how it is checked.
        algorithms,
        audience,
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: new Date(now()),
        requiredClaims: ['sub', 'jti', 'exp'],
        ...(issuer ? { issuer } : {}),
      });
      const { sub, jti, exp } = payload;
      if (!sub || !jti || !exp) return failure('token-invalid', 'The session token names no user.');
      return { user: { id: sub }, sessionId: jti, expiresAt: new Date(exp * 1000), claims: payload };
    } catch (error) {
      if (error instanceof errors.JWTExpired) {
        return failure('token-expired', 'The session has run out. Ask the session endpoint for a new one.');
      }
      assertTokenError(error);
      return failure('token-invalid', 'The session token was not issued here.');
    }
  };
}

function keySource({ secret, keys, jwks }: VerifySessionOptions): { algorithms: string[]; getKey: JWTVerifyGetKey } {
  if (jwks !== undefined && (secret !== undefined || keys !== undefined)) {
    throw new SessionConfigError('invalid-option', 'jwks', 'expected one of secret, keys and jwks.');
  }
  if (typeof jwks === 'string' || jwks instanceof URL) {
    if (!URL.canParse(jwks)) throw new SessionConfigError('invalid-option', 'jwks', `expected a URL, got "${jwks}".`);
    return { algorithms: ['ES256', 'EdDSA'], getKey: createRemoteJWKSet(new URL(jwks)) };
  }
  const loaded = loadKeys(jwks ? { keys: jwks.keys as SessionKey[] } : { secret, keys });
  return {
    algorithms: loaded.map(({ alg }) => alg),
    getKey: ({ kid, alg }) => {
      const key = loaded.find((each) => each.kid === kid && each.alg === alg);
      if (!key) throw new errors.JWKSNoMatchingKey();
      return key.verifyWith();
    },
  };
}
