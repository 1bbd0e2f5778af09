import type { RequestType } from '../types/requests.ts';

/** Each request, and how it is answered. A type that is missing, or is none, does not compile. */
export const answeredBy = {
  'threads.create': 'stream',
  'threads.add_user_message': 'stream',
  'threads.add_client_tool_output': 'stream',
  'threads.add_structured_input': 'stream',
  'threads.retry_after_item': 'stream',
  'threads.custom_action': 'stream',
  'threads.sync_custom_action': 'json',
  'threads.get_by_id': 'json',
  'threads.list': 'json',
  'threads.update': 'json',
  'threads.delete': 'json',
  'items.list': 'json',
  'items.feedback': 'json',
  'attachments.create': 'json',
  'attachments.delete': 'json',
  'input.transcribe': 'json',
} as const satisfies Record<RequestType, 'stream' | 'json'>;
