/** The codes of everything that this package refuses, with their HTTP status where they are answers. */
export const SESSION_ERRORS = {
  unauthenticated: 401,
  'origin-not-allowed': 403,
  'route-not-found': 404,
  'session-not-found': 404,
  'method-not-allowed': 405,
  'body-too-large': 413,
  'unsupported-content-type': 415,
  'malformed-json': 400,
  'rate-limited': 429,
  'internal-error': 500,
  'upstream-unavailable': 502,
  'upstream-refused': 502,
  'upstream-timeout': 504,
} as const satisfies Record<string, number>;

export type SessionErrorCode = keyof typeof SESSION_ERRORS;

export interface SessionErrorOptions extends ErrorOptions {
  /** When it is worth another try: goes out as `Retry-After`. */
  retryAfterSeconds?: number | undefined;
}

/**
 * Why a request gets no session. Its message is for the developer who reads the answer; the `cause` goes to the log
 * only. Authenticators and issuers of your own may throw it.
 */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: SessionErrorCode;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: SessionErrorCode, message: string, options: SessionErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.status = SESSION_ERRORS[code];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** A mistake in the options, found at start. `option` names the one at fault. */
export class SessionConfigError extends Error {
  override readonly name = 'SessionConfigError';
  readonly code: 'secret-too-short' | 'invalid-option';
  readonly option: string;

  constructor(code: SessionConfigError['code'], option: string, message: string) {
    super(`${option}: ${message}`);
    this.code = code;
    this.option = option;
  }
}
