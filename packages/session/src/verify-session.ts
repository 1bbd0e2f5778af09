import { errors, type JWTPayload, jwtVerify } from 'jose';
import { SESSION_AUDIENCE } from './issuers/signed-sessions.ts';
import { signingKey } from './signing-key.ts';
import type { User } from './user.ts';

export interface VerifySessionOptions {
  /** The secret that `signedSessions` got. */
  secret: string | Uint8Array;
  /** The `iss` to insist on. Default: any. */
  issuer?: string;
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
 * @returns the session, or a failure with a code; it does not throw because of a token.
 * @throws {SessionConfigError} `secret-too-short`, at start.
 * @example
 * const chat = createChatServer({ agent, store, authenticate: verifySession({ secret }) });
 */
export function verifySession(
  options: VerifySessionOptions,
): (request: Request) => Promise<VerifiedSession | SessionFailure> {
  const { issuer, now = Date.now } = options;
  const key = signingKey(options.secret);
  return async (request) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    if (!token) return failure('token-missing', 'Expected an "Authorization: Bearer …" header with a session token.');
    try {
      const { payload } = await jwtVerify(token, key, {
        // Pinned: a token must not choose how it is checked.
        algorithms: ['HS256'],
        audience: SESSION_AUDIENCE,
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
      return failure('token-invalid', 'The session token was not issued here.');
    }
  };
}
