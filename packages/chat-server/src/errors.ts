/** Every code that the server itself answers with, and its HTTP status. */
export const errorStatus = {
  'malformed-json': 400,
  'unknown-request-type': 400,
  'invalid-request': 400,
  unauthenticated: 401,
  'origin-not-allowed': 403,
  'link-invalid': 403,
  'route-not-found': 404,
  'thread-not-found': 404,
  'item-not-found': 404,
  'attachment-not-found': 404,
  'method-not-allowed': 405,
  'thread-busy': 409,
  'thread-locked': 409,
  'thread-closed': 409,
  'tool-call-not-pending': 409,
  'structured-input-not-pending': 409,
  'attachment-not-uploaded': 409,
  'body-too-large': 413,
  'attachment-too-large': 413,
  'unsupported-content-type': 415,
  'attachment-type-refused': 415,
  'rate-limited': 429,
  'too-many-turns': 429,
  'too-many-readers': 429,
  'too-many-attachments': 429,
  'internal-error': 500,
  'not-supported': 501,
  'store-unavailable': 503,
  'agent-not-ready': 503,
  'shutting-down': 503,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;

/** Ends a request with an error that the client may read. Its `cause` is for the log. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  /** @param options.code What the client is told instead of the kind. */
  constructor(
    kind: ErrorCode,
    message: string,
    { code = kind, headers = {}, ...options }: ErrorOptions & { code?: string; headers?: Record<string, string> } = {},
  ) {
    super(message, options);
    this.status = errorStatus[kind];
    this.code = code;
    this.headers = headers;
  }
}

/** The request is well-formed, but a field of it cannot be accepted. */
export const invalidField = (field: string, problem: string): RequestError =>
  new RequestError('invalid-request', `${field}: ${problem}`);

export const threadNotFound = (): RequestError =>
  new RequestError('thread-not-found', 'There is no such thread. It may have been deleted; start a new one.');

export const threadBusy = (): RequestError =>
  new RequestError('thread-busy', 'This thread is still being answered. Wait for the end, or stop it first.');

/** @param what In the plural. */
export const tooMany = (atMost: number, what: string): RequestError =>
  new RequestError(
    'too-many-turns',
    `You may have ${atMost} ${what} at a time. Wait for one of them to end, or stop it.`,
    {
      headers: { 'Retry-After': '5' },
    },
  );

export const itemNotFound = (): RequestError =>
  new RequestError('item-not-found', 'There is no such item in this thread. Load the thread again.');

/**
 * What an agent throws to end its answer with a message for the person. The text of any other error stays in the log.
 *
 * @example
 * const agent: Agent = async function* (turn) {
 *   if (await overQuota(turn.user)) throw new AgentError('You have used up today’s questions.', { allowRetry: false });
 *   yield 'Hello!';
 * };
 */
export class AgentError extends Error {
  override readonly name = 'AgentError';
  /** Whether the person is offered to try again. */
  readonly allowRetry: boolean;

  constructor(message: string, options: ErrorOptions & { allowRetry?: boolean } = {}) {
    super(message, options);
    this.allowRetry = options.allowRetry ?? true;
  }
}
