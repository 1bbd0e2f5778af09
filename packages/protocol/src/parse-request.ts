import { ProtocolError } from './errors.ts';
import {
  anything,
  arrayOf,
  boolean,
  byType,
  id,
  integer,
  isObject,
  object,
  oneOf,
  optional,
  type Parser,
  record,
  recordOf,
  string,
  withDefault,
} from './schema.ts';
import type { ChatKitRequest, RequestParams, RequestType, StreamingRequest } from './types/requests.ts';

const userMessageContent = byType({
  input_text: object({ type: oneOf('input_text'), text: string }),
  input_tag: object({
    type: oneOf('input_tag'),
    id,
    text: string,
    data: withDefault(record, {}),
    group: optional(string),
    interactive: optional(boolean),
  }),
});

const userMessageInput = object({
  content: arrayOf(userMessageContent),
  attachments: withDefault(arrayOf(id), []),
  quoted_text: optional(string),
  inference_options: withDefault(object({ tool_choice: optional(object({ id })), model: optional(string) }), {}),
});

const structuredInputSubmission = object({
  status: withDefault(oneOf('answered', 'skipped'), 'answered'),
  answers: withDefault(
    recordOf(object({ values: withDefault(arrayOf(string), []), skipped: withDefault(boolean, false) })),
    {},
  ),
});

const page = {
  limit: optional(integer(1, 100)),
  order: withDefault(oneOf('asc', 'desc'), 'desc'),
  after: optional(id),
};

const customAction = object({
  thread_id: id,
  item_id: optional(id),
  action: object({ type: string, payload: optional(anything) }),
});

const params: { [K in RequestType]: Parser<RequestParams[K]> } = {
  'threads.create': object({ input: userMessageInput }),
  'threads.add_user_message': object({ thread_id: id, input: userMessageInput }),
  'threads.add_client_tool_output': object({ thread_id: id, result: optional(anything) }),
  'threads.add_structured_input': object({ thread_id: id, item_id: id, input: structuredInputSubmission }),
  'threads.retry_after_item': object({ thread_id: id, item_id: id }),
  'threads.custom_action': customAction,
  'threads.sync_custom_action': customAction,
  'threads.get_by_id': object({ thread_id: id }),
  'threads.list': object(page),
  'threads.update': object({ thread_id: id, title: string }),
  'threads.delete': object({ thread_id: id }),
  'items.list': object({ thread_id: id, ...page }),
  'items.feedback': object({ thread_id: id, item_ids: arrayOf(id), kind: oneOf('positive', 'negative') }),
  'attachments.create': object({ name: string, size: integer(0), mime_type: string }),
  'attachments.delete': object({ attachment_id: id }),
  'input.transcribe': object({ audio_base64: string, mime_type: string }),
};

const streaming: Record<StreamingRequest['type'], true> = {
  'threads.create': true,
  'threads.add_user_message': true,
  'threads.add_client_tool_output': true,
  'threads.add_structured_input': true,
  'threads.retry_after_item': true,
  'threads.custom_action': true,
};

/** Whether a request is answered by a stream of events rather than by one JSON document. */
export const isStreamingRequest = (request: ChatKitRequest): request is StreamingRequest =>
  Object.hasOwn(streaming, request.type);

/**
 * Reads a request from what `JSON.parse` gave.
 *
 * @throws {ProtocolError} `unknown-request-type`, or `invalid-request` with the field at fault.
 * @example
 * const request = parseRequest({ type: 'threads.get_by_id', params: { thread_id: 'thr_1' } });
 * request.type; // 'threads.get_by_id'
 */
export function parseRequest(body: unknown): ChatKitRequest {
  if (!isObject(body)) throw new ProtocolError('invalid-request', 'The body: expected a JSON object with a "type".');
  const { type } = body;
  if (typeof type !== 'string' || !Object.hasOwn(params, type)) {
    const got = typeof type === 'string' ? `"${type.slice(0, 60)}"` : 'no string';
    throw new ProtocolError(
      'unknown-request-type',
      `type: expected one of ${Object.keys(params).join(', ')}; got ${got}.`,
      'type',
    );
  }
  const known = type as RequestType;
  return {
    type: known,
    params: params[known](body['params'] ?? {}, 'params'),
    metadata: withDefault(record, {})(body['metadata'], 'metadata'),
  } as ChatKitRequest;
}

/**
 * Reads a request from its JSON text.
 *
 * @throws {ProtocolError} `malformed-json`, and whatever {@link parseRequest} throws.
 */
export function parseRequestJson(text: string): ChatKitRequest {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ProtocolError('malformed-json', 'The body is not JSON.');
  }
  return parseRequest(body);
}
