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
