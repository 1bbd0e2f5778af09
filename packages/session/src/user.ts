/** Whoever is asking. Sessions and threads belong to the `id`. */
export interface User {
  id: string;
  [claim: string]: unknown;
}

/**
 * Says who sent a request; `null` where nobody did, which is answered with 401.
 * What it puts into `responseHeaders`, a cookie for instance, goes out with the answer.
 *
 * The user must come from something the browser cannot make up. Never read it from the body.
 */
export type Authenticator = (
  request: Request,
  context: { responseHeaders: Headers },
) => Promise<User | null> | User | null;
