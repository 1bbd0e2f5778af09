/** The line at start. */
export interface SessionStartEntry {
  event: 'session.started';
  basePath: string;
  /** What the issuer says of itself: the kind of key, its masked value, where it came from. */
  about: Readonly<Record<string, string>>;
}

/** The line of a request. It never holds a secret. */
export interface SessionRequestEntry {
  event:
    | 'session.minted'
    | 'session.refreshed'
    | 'session.ended'
    | 'session.refused'
    | 'session.failed'
    /** Health, keys and preflights. */
    | 'request.answered';
  requestId: string;
  method: string;
  /** Behind `basePath`; absent for a route that there is not. */
  route?: string;
  status: number;
  durationMs: number;
  code?: string;
  userId?: string;
  sessionId?: string;
  /** What went wrong inside, for `session.failed`, as it was thrown: the console's log masks it, one of yours must. */
  cause?: unknown;
}

export type SessionLogEntry = SessionStartEntry | SessionRequestEntry;

/** What keys, tokens and client secrets look like: a cause may quote them. */
const SECRETS = /\b(?:sk|ek|cs)[-_][\w-]{8,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:Bearer|Basic) +[^\s"\\]+/gi;

/** One line of JSON an entry, secrets masked. */
export function logToConsole(entry: SessionLogEntry): void {
  const line = JSON.stringify('cause' in entry ? { ...entry, cause: describe(entry.cause) } : entry);
  const failed = entry.event === 'session.failed';
  console[failed ? 'error' : 'log'](line.replace(SECRETS, '***'));
}

function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const text = cause.stack ?? cause.message;
  return cause.cause === undefined ? text : `${text}\ncaused by: ${describe(cause.cause)}`;
}
