export { anonymousVisitor, type AnonymousVisitorOptions } from './authenticators/anonymous-visitor.ts';
export { bearerJwt, type BearerJwtOptions } from './authenticators/bearer-jwt.ts';
export { cookieJwt, type CookieJwtOptions } from './authenticators/cookie-jwt.ts';
export { withClientAddress } from './client-address.ts';
export { createSessionHandler, type SessionHandlerOptions, type SessionRateLimits } from './create-session-handler.ts';
export {
  SESSION_ERRORS,
  SessionConfigError,
  SessionError,
  type SessionErrorCode,
  type SessionErrorOptions,
} from './errors.ts';
export type { IssuedSession, SessionIssuer } from './issuer.ts';
export { signedSessions, type SignedSessionsOptions } from './issuers/signed-sessions.ts';
export { memoryRateLimiter, type MemoryRateLimiterOptions } from './limits/memory-rate-limiter.ts';
export type { RateLimiter, RateLimitResult } from './limits/rate-limiter.ts';
export type { SessionLogEntry, SessionRequestEntry, SessionStartEntry } from './log.ts';
export type { KeyOptions, SessionKey } from './signing-key.ts';
export type { Authenticator, User } from './user.ts';
export {
  type SessionFailure,
  type VerifiedSession,
  verifySession,
  type VerifySessionOptions,
} from './verify-session.ts';
