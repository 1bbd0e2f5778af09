import type { User } from './user.ts';

/** A session as an issuer made it. */
export interface IssuedSession {
  /** What the page shows to the chat server. */
  clientSecret: string;
  sessionId: string;
  expiresAt: Date;
}

/** Makes sessions. {@link signedSessions} is one; anything with this shape is another. */
export interface SessionIssuer {
  mint(user: User, request: Request): Promise<IssuedSession>;
  /** A new secret for somebody who has one already; {@link SessionIssuer.mint} where absent. */
  refresh?(user: User, request: Request): Promise<IssuedSession>;
}
