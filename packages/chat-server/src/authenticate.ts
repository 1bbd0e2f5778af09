import { RequestError } from './errors.ts';

/** Whoever is asking. Threads belong to the `id`. */
export interface User {
  id: string;
  [claim: string]: unknown;
}

/** Why somebody was not let in: a stable code and a sentence for the developer. */
export interface AuthenticationFailure {
  error: { code: string; message: string };
}

/**
 * Says who sent a request. `null` and a failure are both answered with 401.
 * `verifySession` of `@kb-assistant/session` fits as it is.
 */
export type Authenticate = (
  request: Request,
) => Promise<{ user: User } | AuthenticationFailure | null> | { user: User } | AuthenticationFailure | null;

/**
 * Who sent a request, by its headers.
 *
 * @throws {RequestError} `unauthenticated`, or the code that `authenticate` gave.
 */
export async function identify(authenticate: Authenticate, request: Request): Promise<User> {
  const found = (await authenticate(request)) ?? {
    error: {
      code: 'unauthenticated',
      message: 'The request does not say who sent it. Get a session and send its token.',
    },
  };
  if ('error' in found) {
    const { code, message } = found.error;
    throw new RequestError('unauthenticated', message, { code, headers: { 'WWW-Authenticate': 'Bearer' } });
  }
  const id: unknown = found.user.id;
  // An empty id would make one user of all who have none.
  if (typeof id !== 'string' || id === '') {
    throw new TypeError(`authenticate: expected a user whose id is a string with something in it, got ${typeof id}.`);
  }
  return found.user;
}
