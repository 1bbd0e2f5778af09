/** Why a secret is asked for. */
export type SessionReason = 'initial' | 'expiring' | 'unauthorized';

export interface SessionRequest {
  /** The secret in use, where there is one. */
  current: string | null;
  reason: SessionReason;
  /** 1 for the first try. */
  attempt: number;
  /** Aborts at the deadline, and when the assistant is removed. */
  signal: AbortSignal;
}

/** A session as an endpoint gives it. Times are in seconds; without any, the secret is used until it is refused. */
export interface SessionGrant {
  client_secret: string;
  /** Unix time. */
  expires_at?: number;
  /** From now. Preferred over `expires_at`: it does not depend on two clocks agreeing. */
  expires_in?: number;
  /** The server's clock when it made the session, as Unix time: makes `expires_at` as good as `expires_in`. */
  issued_at?: number;
  /** The workflow of a session of OpenAI's, where the endpoint passes it on. */
  workflow?: { id?: string };
}

/**
 * Gets a session from wherever the site keeps them: a secret, or a grant. What it throws is reported as
 * `session-fetcher-failed`, after the tries that make sense.
 */
export type SessionFetcher = (request: SessionRequest) => Promise<string | SessionGrant>;

export interface AuthRequest {
  /** What the credentials are for. */
  purpose: 'session' | 'chat' | 'upload';
  /** Where they go. */
  url: string;
  /** Aborts when nobody waits for the answer any more. */
  signal?: AbortSignal | undefined;
}

/** Gives a bearer token, headers, or `null` for none. */
export type AuthFetcher = (request: AuthRequest) => Promise<string | HeadersInit | null> | string | HeadersInit | null;
