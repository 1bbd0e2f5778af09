/** Where the documentation is. */
export const DOCS = 'https://github.com/kb-assistant/kb-assistant/blob/main/docs';

/**
 * Everything that can go wrong in the assistant, by code. Each has a page `docs/errors/<code>.md`;
 * `title` and `help` are what a visitor of the page reads.
 */
export const ERRORS = {
  'connection-missing': 'Nothing says where answers come from.',
  'connection-ambiguous': 'The settings of the connection do not fit together.',
  'connection-url-invalid': 'A setting of the connection is no web address.',
  'insecure-origin': 'The official chat needs a secure page.',
  'renderer-unreachable': 'The script of the chat could not be loaded.',
  'renderer-blocked': "The page's Content-Security-Policy blocks the script of the chat.",
  'trusted-types-refused': 'The Trusted Types of the page refuse the script of the chat.',
  'renderer-not-defined': 'The script of the chat ran, and defined no such element.',
  'renderer-timeout': 'The script of the chat did not arrive in time.',
  'frame-blocked': "The page's Content-Security-Policy blocks the frame of the chat.",
  'frame-timeout': 'The frame of the chat did not load in time.',
  'frame-silent': 'The frame of the chat loaded, and does not answer.',
  'chat-lost': 'The chat stopped answering.',
  'session-unreachable': 'The session endpoint could not be reached.',
  'session-origin-refused': "The session endpoint does not let this page's origin in.",
  'session-timeout': 'The session endpoint did not answer in time.',
  'session-refused': 'The session endpoint refused to give a session.',
  'session-failed': 'The session endpoint answered with an error.',
  'session-html': 'The session endpoint answered with a page instead of a session.',
  'session-empty': 'The session endpoint answered with nothing.',
  'session-bare-string': 'The session endpoint answered with a bare string.',
  'session-secret-missing': 'The session has no client_secret.',
  'session-too-large': 'The session endpoint answered with far more than a session.',
  'session-malformed': 'The session endpoint answered with something that is no session.',
  'session-expiry-in-ms': 'The expires_at of the session is in milliseconds.',
  'session-expired': 'The session had run out when it came.',
  'session-fetcher-failed': 'The sessionFetcher threw an error.',
  'auth-failed': 'The authFetcher gave nothing that can be sent.',
  'chat-error': 'The chat reported an error.',
  'consent-required': 'The visitor has not agreed to the chat yet.',
  'context-invalid': 'The context of the page cannot be sent.',
  'context-too-large': 'The context of the page is too large to be sent.',
} as const satisfies Record<string, string>;

export type AssistantErrorCode = keyof typeof ERRORS;

/** An error of the assistant: what happened, what was got, what to do, and where to read on. */
export class AssistantError extends Error {
  override readonly name = 'AssistantError';
  readonly code: AssistantErrorCode;
  /** The page about this code. */
  readonly url: string;

  constructor(code: AssistantErrorCode, detail = '', options?: ErrorOptions) {
    const url = `${DOCS}/errors/${code}.md`;
    super(`${ERRORS[code]}${detail && ` ${detail}`} (${url})`, options);
    this.code = code;
    this.url = url;
  }
}

/** The error as one of ours; `code` is given to anything else. */
export const asAssistantError = (error: unknown, code: AssistantErrorCode): AssistantError =>
  error instanceof AssistantError
    ? error
    : new AssistantError(code, error instanceof Error ? error.message : String(error), { cause: error });
