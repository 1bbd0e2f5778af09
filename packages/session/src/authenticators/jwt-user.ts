import {
  createLocalJWKSet,
  createRemoteJWKSet,
  importJWK,
  importSPKI,
  type JSONWebKeySet,
  type JWK,
  jwtVerify,
} from 'jose';
import type { CryptoKey, JWTVerifyGetKey } from 'jose';
import { SessionConfigError } from '../errors.ts';
import { signingKey } from '../signing-key.ts';
import { assertTokenError } from '../token-errors.ts';
import type { User } from '../user.ts';

export interface JwtUserOptions {
  /** The issuer's public keys, or the URL that it serves them at. */
  jwks?: JSONWebKeySet | URL | string;
  /** In place of `jwks`, one key: a secret of at least 32 bytes (HS256), a public key as PEM, or a JSON Web Key. */
  key?: string | Uint8Array | JWK;
  /** The algorithms to accept. Default: HS256 for a secret, RS256 for a PEM, the `alg` of a JWK, RS256, ES256 and EdDSA for a set. */
  algorithms?: readonly string[];
  /** The `iss` to insist on. Default: any. */
  issuer?: string;
  /** The `aud` to insist on. Default: any. Name it where the key signs tokens for other applications too. */
  audience?: string;
  /** The claim that holds the user's id. Default `sub`. */
  userClaim?: string;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
}

const ASYMMETRIC = ['RS256', 'ES256', 'EdDSA'];
const CLOCK_TOLERANCE = 5;

/**
 * Says whose token it is; `null` where it is not good. A token without an end (`exp`) is not.
 *
 * @throws {SessionConfigError} at start; {@link SessionError} where the keys cannot be fetched.
 */
export function jwtUser(options: JwtUserOptions): (token: string) => Promise<User | null> {
  const { issuer, audience, userClaim = 'sub', now = Date.now } = options;
  const { algorithms, getKey } = keyOf(options);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, getKey, {
        algorithms: [...(options.algorithms ?? algorithms)],
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: new Date(now()),
        requiredClaims: ['exp', userClaim],
        ...(issuer ? { issuer } : {}),
        ...(audience ? { audience } : {}),
      });
      const id = payload[userClaim];
      // Databases number their users; the chat knows them by text.
      return (typeof id === 'string' && id !== '') || typeof id === 'number'
        ? { id: String(id), claims: payload }
        : null;
    } catch (error) {
      assertTokenError(error);
      return null;
    }
  };
}

function keyOf({ jwks, key, algorithms }: JwtUserOptions): { algorithms: string[]; getKey: JWTVerifyGetKey } {
  if ((jwks === undefined) === (key === undefined)) {
    throw new SessionConfigError('invalid-option', 'jwks', 'expected either jwks or a key.');
  }
  if (typeof jwks === 'string' || jwks instanceof URL) {
    if (!URL.canParse(jwks)) throw new SessionConfigError('invalid-option', 'jwks', `expected a URL, got "${jwks}".`);
    return { algorithms: ASYMMETRIC, getKey: createRemoteJWKSet(new URL(jwks)) };
  }
  if (jwks) return { algorithms: ASYMMETRIC, getKey: createLocalJWKSet(jwks) };

  // A public key must never pass for a secret: everybody knows it, and could sign with it.
  if (typeof key === 'string' && key.trimStart().startsWith('-----BEGIN')) {
    const alg = algorithms?.[0] ?? 'RS256';
    return { algorithms: [alg], getKey: once(() => importSPKI(key.trim(), alg)) };
  }
  if (typeof key === 'string' || key instanceof Uint8Array) {
    const bytes = signingKey(key, 'key');
    return { algorithms: ['HS256'], getKey: () => bytes };
  }
  const alg = algorithms?.[0] ?? key?.alg;
  if (!key || !alg) throw new SessionConfigError('invalid-option', 'key', 'expected a JSON Web Key with its "alg".');
  if (key.kty === 'oct') signingKey(new Uint8Array(Math.floor(((key.k ?? '').length * 3) / 4)), 'key');
  return { algorithms: [alg], getKey: once(() => importJWK(key, alg)) };
}

function once(load: () => Promise<CryptoKey | Uint8Array>): () => Promise<CryptoKey | Uint8Array> {
  let pending: Promise<CryptoKey | Uint8Array> | undefined;
  return () => (pending ??= load());
}
