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
