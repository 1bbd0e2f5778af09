const DOCS = 'https://github.com/kb-assistant/kb-assistant/blob/main/docs/errors';

/**
 * Everything that can go wrong in the assistant, by code. Each has a page `docs/errors/<code>.md`;
 * `title` and `help` are what a visitor of the page reads.
 */
export const ERRORS = {
  'connection-missing': 'Neither api-url nor session-url is set.',
  'renderer-unreachable': 'The script of the chat could not be loaded.',
  'renderer-not-defined': 'The script of the chat ran, and defined no such element.',
  'renderer-timeout': 'The chat did not answer in time.',
  'session-unreachable': 'The session endpoint could not be reached.',
  'session-refused': 'The session endpoint refused to give a session.',
  'session-failed': 'The session endpoint answered with an error.',
  'session-malformed': 'The session endpoint answered with something that is no session.',
  'auth-failed': 'The authFetcher threw an error.',
  'chat-error': 'The chat reported an error.',
} as const satisfies Record<string, string>;

export type AssistantErrorCode = keyof typeof ERRORS;

/** An error of the assistant: what happened, what was got, what to do, and where to read on. */
export class AssistantError extends Error {
  override readonly name = 'AssistantError';
  readonly code: AssistantErrorCode;
  /** The page about this code. */
  readonly url: string;

  constructor(code: AssistantErrorCode, detail = '', options?: ErrorOptions) {
    const url = `${DOCS}/${code}.md`;
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
