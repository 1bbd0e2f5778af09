import { ApiError } from '../transport/api-error.ts';
import type { Strings } from '../strings/strings.ts';

export type ConversationErrorCode =
  | 'busy'
  | 'empty-message'
  | 'stopped'
  | 'no-thread'
  | 'no-client-tool'
  | 'answer-failed'
  | 'answer-cut'
  | 'removed'
  | 'not-configured'
  | 'part-missing'
  | 'payload-conflict'
  | 'no-widget-handler'
  | 'no-attachments';

/** Why a method of the element, or an answer, did not come to its end. */
export class ConversationError extends Error {
  override readonly name = 'ConversationError';
  readonly code: ConversationErrorCode;

  constructor(code: ConversationErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A part of the script did not come. */
export const partMissing = (cause: unknown): ConversationError =>
  new ConversationError('part-missing', 'A part of the chat script could not be loaded.', { cause });

export const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));

/** What a person reads when a request failed: the server's own words, or ours where there are none. */
export function describeFailure(error: unknown, strings: Strings, otherwise = strings.answerCut): string {
  if (error instanceof ApiError) {
    if (error.code === 'network-error') return strings.offline;
    if (error.code === 'http-error') return error.message;
  }
  if (error instanceof ConversationError && error.code === 'answer-failed') return error.message;
  if (error instanceof ConversationError && error.code === 'no-client-tool') return strings.answerFailed;
  return otherwise;
}
