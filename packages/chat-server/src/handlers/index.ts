import type { RequestType } from '@kb-assistant/protocol';
import type { Call, ServerContext } from '../server-context.ts';
import { customAction, syncCustomAction } from './actions.ts';
import { createAttachment, deleteAttachment } from './attachments.ts';
import { listItems, saveFeedback } from './items.ts';
import { addUserMessage, createThread, retryAfterItem } from './messages.ts';
import { addClientToolOutput, addStructuredInput } from './pending.ts';
import { deleteThread, getThread, listThreads, updateThread } from './threads.ts';
import { transcribe } from './transcribe.ts';

type Handler<T extends RequestType> = (server: ServerContext, call: Call<T>) => Promise<Response>;

/** Every request of the protocol and what answers it. A type that is missing here does not compile. */
const handlers = {
  'threads.create': createThread,
  'threads.add_user_message': addUserMessage,
  'threads.add_client_tool_output': addClientToolOutput,
  'threads.add_structured_input': addStructuredInput,
  'threads.retry_after_item': retryAfterItem,
  'threads.custom_action': customAction,
  'threads.sync_custom_action': syncCustomAction,
  'threads.get_by_id': getThread,
  'threads.list': listThreads,
  'threads.update': updateThread,
  'threads.delete': deleteThread,
  'items.list': listItems,
  'items.feedback': saveFeedback,
  'attachments.create': createAttachment,
  'attachments.delete': deleteAttachment,
  'input.transcribe': transcribe,
} satisfies { [T in RequestType]: Handler<T> };

/** Answers a request by the handler of its type. */
export const handle: Handler<RequestType> = (server, call) =>
  // The key and the parameter vary together, which the compiler cannot follow through an index.
  (handlers[call.request.type] as Handler<RequestType>)(server, call);
