import type { Attachment, InferenceOptions, ThreadItem, UserMessageContent } from './items.ts';
import type { Page, Thread } from './threads.ts';

export interface UserMessageInput {
  content: UserMessageContent[];
  /** Attachment ids. */
  attachments: string[];
  quoted_text?: string;
  inference_options: InferenceOptions;
}

export interface StructuredInputSubmission {
  status: 'answered' | 'skipped';
  answers: Record<string, { values: string[]; skipped: boolean }>;
}

export interface Action {
  type: string;
  payload?: unknown;
}

export type Order = 'asc' | 'desc';

export interface CustomActionParams {
  thread_id: string;
  item_id?: string;
  action: Action;
}

/** What each request carries, by type. Every list of requests in this project is a table over these keys. */
export interface RequestParams {
  'threads.create': { input: UserMessageInput };
  'threads.add_user_message': { thread_id: string; input: UserMessageInput };
  'threads.add_client_tool_output': { thread_id: string; result?: unknown };
  'threads.add_structured_input': { thread_id: string; item_id: string; input: StructuredInputSubmission };
  'threads.retry_after_item': { thread_id: string; item_id: string };
  'threads.custom_action': CustomActionParams;
  'threads.sync_custom_action': CustomActionParams;
  'threads.get_by_id': { thread_id: string };
  'threads.list': { limit?: number; order: Order; after?: string };
  'threads.update': { thread_id: string; title: string };
  'threads.delete': { thread_id: string };
  'items.list': { thread_id: string; limit?: number; order: Order; after?: string };
  'items.feedback': { thread_id: string; item_ids: string[]; kind: 'positive' | 'negative' };
  'attachments.create': { name: string; size: number; mime_type: string };
  'attachments.delete': { attachment_id: string };
  'input.transcribe': { audio_base64: string; mime_type: string };
}

export type RequestType = keyof RequestParams;

/** A request as a client sends it: one URL, one verb, told apart by `type`. */
export type ChatKitRequest<T extends RequestType = RequestType> = {
  [K in T]: { type: K; params: RequestParams[K]; metadata: Record<string, unknown> };
}[T];

export type StreamingRequestType =
  | 'threads.create'
  | 'threads.add_user_message'
  | 'threads.add_client_tool_output'
  | 'threads.add_structured_input'
  | 'threads.retry_after_item'
  | 'threads.custom_action';

export type StreamingRequest = ChatKitRequest<StreamingRequestType>;
export type JsonRequest = ChatKitRequest<Exclude<RequestType, StreamingRequestType>>;

/** What answers each request that one JSON document answers, by its type. */
export interface RequestAnswers {
  /** Present where the action changed the item that it came from. */
  'threads.sync_custom_action': { updated_item?: ThreadItem };
  /** With its first page of items, in ascending order. */
  'threads.get_by_id': Thread;
  'threads.list': Page<Thread>;
  'threads.update': Thread;
  'threads.delete': Record<string, never>;
  'items.list': Page<ThreadItem>;
  'items.feedback': Record<string, never>;
  /** With its `upload_descriptor`. */
  'attachments.create': Attachment;
  'attachments.delete': Record<string, never>;
  'input.transcribe': { text: string };
}
