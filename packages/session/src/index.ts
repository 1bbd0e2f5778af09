export { anonymousVisitor, type AnonymousVisitorOptions } from './authenticators/anonymous-visitor.ts';
export { createSessionHandler, type SessionHandlerOptions, type SessionLogEntry } from './create-session-handler.ts';
export { SESSION_ERRORS, SessionConfigError, SessionError, type SessionErrorCode } from './errors.ts';
export type { IssuedSession, SessionIssuer } from './issuer.ts';
export { signedSessions, type SignedSessionsOptions } from './issuers/signed-sessions.ts';
export type { Authenticator, User } from './user.ts';
export {
  type SessionFailure,
  type VerifiedSession,
  verifySession,
  type VerifySessionOptions,
} from './verify-session.ts';
