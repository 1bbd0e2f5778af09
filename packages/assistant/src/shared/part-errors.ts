/** What only parts find out that are fetched for it: they bring the words. The others are in `errors.ts`. */
export const PART_ERRORS = {
  'session-origin-refused': "The session endpoint does not let this page's origin in.",
  'session-refused': 'The session endpoint refused to give a session.',
  'session-html': 'The session endpoint answered with a page instead of a session.',
  'session-empty': 'The session endpoint answered with nothing.',
  'session-bare-string': 'The session endpoint answered with a bare string.',
  'session-secret-missing': 'The session has no client_secret.',
  'session-too-large': 'The session endpoint answered with far more than a session.',
  'session-malformed': 'The session endpoint answered with something that is no session.',
  'session-expiry-in-ms': 'The expires_at of the session is in milliseconds.',
  'session-expired': 'The session had run out when it came.',
  'auth-failed': 'The authFetcher gave nothing that can be sent.',
  'context-invalid': 'The context of the page cannot be sent.',
  'context-too-large': 'The context of the page is too large to be sent.',
} as const satisfies Record<string, string>;

export type PartErrorCode = keyof typeof PART_ERRORS;

/** The detail of an error, after the words for its code. */
export const worded = (code: PartErrorCode, detail: string): string => `${PART_ERRORS[code]} ${detail}`;
