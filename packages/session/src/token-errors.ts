import { errors } from 'jose';
import { SessionError } from './errors.ts';

/** What `jose` throws where the keys could not be had. Everything else that it throws is about the token. */
const isAboutKeys = (error: unknown): boolean =>
  !(error instanceof errors.JOSEError) ||
  error instanceof errors.JWKSTimeout ||
  error instanceof errors.JWKSInvalid ||
  // A key server that answers with something other than 200 has no class of its own.
  error.code === errors.JOSEError.code;

/**
 * Comes back where a token was bad.
 *
 * @throws {SessionError} `upstream-timeout`, `upstream-unavailable` where nobody can tell, since the keys are missing.
 */
export function assertTokenError(error: unknown): void {
  if (!isAboutKeys(error)) return;
  const timeout = error instanceof errors.JWKSTimeout;
  throw new SessionError(
    timeout ? 'upstream-timeout' : 'upstream-unavailable',
    'The keys that credentials are checked with could not be loaded.',
    { cause: error },
  );
}
