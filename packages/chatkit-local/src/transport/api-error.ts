export type ApiErrorCode =
  /** No response came: no network, a refused connection, a blocked origin. */
  | 'network-error'
  /** The server answered with a status that is not a success. */
  | 'http-error'
  /** The server answered, but not in the form the protocol asks for. */
  | 'unexpected-answer';

/** A request to the ChatKit server that came to nothing. `message` can be shown to a person. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  /** The HTTP status, where there was a response. */
  readonly status: number | null;

  constructor(code: ApiErrorCode, message: string, options: { status?: number; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.status = options.status ?? null;
  }

  /** Whether the same request may do better later. What a client got wrong (4xx), it gets wrong again. */
  get retryable(): boolean {
    if (this.code === 'network-error') return true;
    return this.code === 'http-error' && (this.status === null || this.status >= 500);
  }
}

/** Whether what a request names is not there, or not any more. */
export const isGone = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

interface ErrorBody {
  message?: unknown;
  error?: { message?: unknown } | null;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null);

/** What a failed response says of itself: `message`, else `error.message`, else its status. */
export async function errorFromResponse(response: Response): Promise<ApiError> {
  // Where the body is not JSON, the status has to do.
  const body = (await response.json().catch(() => null)) as ErrorBody | null;
  const message =
    text(body?.message) ?? text(body?.error?.message) ?? text(response.statusText) ?? `HTTP ${response.status}`;
  return new ApiError('http-error', message, { status: response.status });
}
