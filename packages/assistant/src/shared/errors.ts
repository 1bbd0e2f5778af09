import type { PartErrorCode } from './part-errors.ts';

/** Where the documentation is. */
export const DOCS = 'https://github.com/kb-assistant/kb-assistant/blob/main/docs';

/**
 * What can go wrong in the assistant, by code; more is in `part-errors.ts`. Each has a page `docs/errors/<code>.md`.
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
  'session-timeout': 'The session endpoint did not answer in time.',
  'session-failed': 'The session endpoint answered with an error.',
  'session-fetcher-failed': 'The sessionFetcher threw an error.',
  'chat-error': 'The chat reported an error.',
  'consent-required': 'The visitor has not agreed to the chat yet.',
} as const satisfies Record<string, string>;

export type AssistantErrorCode = keyof typeof ERRORS | PartErrorCode;

/** An error of the assistant: what happened, what was got, what to do, and where to read on. */
export class AssistantError extends Error {
  override readonly name = 'AssistantError';
  readonly code: AssistantErrorCode;
  /** The page about this code. */
  readonly url: string;

  constructor(code: AssistantErrorCode, detail = '', options?: ErrorOptions) {
    const url = `${DOCS}/errors/${code}.md`;
    const words: Partial<Record<AssistantErrorCode, string>> = ERRORS;
    super([words[code], detail, `(${url})`].filter(Boolean).join(' '), options);
    this.code = code;
    this.url = url;
  }
}

/** The error as one of ours; `code` is given to anything else. */
export const asAssistantError = (error: unknown, code: AssistantErrorCode): AssistantError =>
  error instanceof AssistantError
    ? error
    : new AssistantError(code, error instanceof Error ? error.message : String(error), { cause: error });
