import type { JSONWebKeySet } from 'jose';
import type { User } from './user.ts';

/** A session as an issuer made it. */
export interface IssuedSession {
  /** What the page shows to the chat server. */
  clientSecret: string;
  /** What `end` gets back. A page can send any other: let an issuer recognise its own. */
  sessionId: string;
  expiresAt: Date;
}

/**
 * Makes sessions. {@link signedSessions} is one, `openaiSessions` another, and so is anything with this shape.
 *
 * @example
 * const issuer: SessionIssuer = {
 *   async mint(user) {
 *     const { id, token } = await database.insertSession(user.id);
 *     return { clientSecret: token, sessionId: id, expiresAt: new Date(Date.now() + 600_000) };
 *   },
 *   end: (sessionId, user) => database.deleteSession(sessionId, user.id),
 * };
 */
export interface SessionIssuer {
  /** @param body what the page sent: wishes at best, never facts. */
  mint(user: User, request: Request, body?: unknown): Promise<IssuedSession>;
  /** A new secret for somebody who has one already; {@link SessionIssuer.mint} where absent. */
  refresh?(user: User, request: Request, body?: unknown): Promise<IssuedSession>;
  /**
   * Ends a session before its time. Where absent, the page is told that it is well, and the session runs out by itself.
   *
   * @throws {SessionError} `session-not-found` for one that is not this user's.
   */
  end?(sessionId: string, user: User, request: Request): Promise<void>;
  /** The public keys that others check sessions with, where there are any. Served at `/.well-known/jwks.json`. */
  publicKeys?: () => Promise<JSONWebKeySet>;
  /** Facts for the line at start, secrets masked: the kind of key, and where it came from. */
  about?: Readonly<Record<string, string>>;
}
