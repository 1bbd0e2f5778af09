import { type CryptoKey, importJWK, type JWK } from 'jose';
import { SessionConfigError } from './errors.ts';

/** HS256 wants a key at least as long as its hash: RFC 7518, section 3.2. */
const MIN_BYTES = 32;

/**
 * The bytes of a secret.
 *
 * @throws {SessionConfigError} `secret-too-short` under 32 bytes. The message holds the length, never the secret.
 */
export function signingKey(secret: string | Uint8Array, option = 'secret'): Uint8Array {
  if (typeof secret !== 'string' && !(secret instanceof Uint8Array)) {
    throw new SessionConfigError('invalid-option', option, `expected a string or bytes, got ${typeof secret}.`);
  }
  const key = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
  if (key.length < MIN_BYTES) {
    throw new SessionConfigError(
      'secret-too-short',
      option,
      `expected at least ${MIN_BYTES} bytes, got ${key.length}. Make one with: openssl rand -base64 48`,
    );
  }
  return key;
}

/**
 * A key of sessions: a shared secret of at least 32 bytes (HS256), or a JSON Web Key, P-256 (ES256) or Ed25519 (EdDSA).
 * `kid` is its name in a token, and tells it from the others while keys are exchanged.
 */
export type SessionKey = { kid: string; secret: string | Uint8Array } | (JWK & { kid: string });

export type SessionAlgorithm = 'HS256' | 'ES256' | 'EdDSA';

/** A key that was checked. It is imported when it is first needed: nothing can wait at start. */
export interface LoadedKey {
  /** `undefined` for a lone secret, whose tokens name no key. */
  kid: string | undefined;
  alg: SessionAlgorithm;
  /** What signs: `null` for a public key. */
  signWith: (() => Promise<CryptoKey | Uint8Array>) | null;
  verifyWith: () => Promise<CryptoKey | Uint8Array>;
  /** What may be shown to everybody: `null` for a secret. */
  publicJwk: JWK | null;
}

export interface KeyOptions {
  /** At least 32 bytes. */
  secret?: string | Uint8Array | undefined;
  /** The first signs, all verify. */
  keys?: readonly SessionKey[] | undefined;
}

/** @throws {SessionConfigError} `secret-too-short`, `invalid-option`: neither of the two, both, or one that is no key. */
export function loadKeys({ secret, keys }: KeyOptions): [LoadedKey, ...LoadedKey[]] {
  if ((secret === undefined) === (keys === undefined)) {
    throw new SessionConfigError('invalid-option', 'secret', 'expected either a secret or keys.');
  }
  if (!keys) return [ofSecret(undefined, signingKey(secret ?? ''))];
  const loaded = keys.map((key, index) => load(key, `keys[${index}]`));
  const [first, ...others] = loaded;
  if (!first || new Set(loaded.map(({ kid }) => kid)).size < loaded.length) {
    throw new SessionConfigError('invalid-option', 'keys', 'expected one or more keys, each with a kid of its own.');
  }
  return [first, ...others];
}

function ofSecret(kid: string | undefined, bytes: Uint8Array): LoadedKey {
  const key = () => Promise.resolve(bytes);
  return { kid, alg: 'HS256', signWith: key, verifyWith: key, publicJwk: null };
}

function load(key: SessionKey, option: string): LoadedKey {
  if (typeof key?.kid !== 'string' || key.kid === '') {
    throw new SessionConfigError('invalid-option', option, 'expected a "kid": the name of the key.');
  }
  if ('secret' in key) return ofSecret(key.kid, signingKey(key.secret, option));

  const { kid, kty, crv, x, y, d } = key as JWK;
  const alg = { 'P-256': 'ES256', Ed25519: 'EdDSA' }[crv ?? ''] as 'ES256' | 'EdDSA' | undefined;
  if (!alg || !x || (alg === 'ES256' && !y)) {
    throw new SessionConfigError(
      'invalid-option',
      option,
      `expected { kid, secret }, or a JSON Web Key of the curve P-256 or Ed25519; got "${kty} ${crv}".`,
    );
  }
  const publicJwk = { kty, crv, x, ...(y ? { y } : {}), kid, alg, use: 'sig' } as JWK;
  const imported = (jwk: JWK) => {
    let pending: Promise<CryptoKey | Uint8Array> | undefined;
    return () => (pending ??= importJWK(jwk, alg));
  };
  const { use: _, ...checking } = publicJwk;
  return {
    kid,
    alg,
    signWith: d ? imported({ ...checking, d }) : null,
    verifyWith: imported(checking),
    publicJwk,
  };
}
