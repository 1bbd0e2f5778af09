import type { RequestType } from '@kb-assistant/protocol';
import { RequestError } from '../errors.ts';
import type { Call, ServerContext } from '../server-context.ts';
import { listItems, saveFeedback } from './items.ts';
import { addUserMessage, createThread, retryAfterItem } from './messages.ts';
import { deleteThread, getThread, listThreads, updateThread } from './threads.ts';

type Handler<T extends RequestType> = (server: ServerContext, call: Call<T>) => Promise<Response>;

const notSupported: Handler<RequestType> = async (_, { request }) => {
  throw new RequestError('not-supported', `This server does not support requests of the type "${request.type}".`);
};

/** Every request of the protocol and what answers it. A type that is missing here does not compile. */
const handlers = {
  'threads.create': createThread,
  'threads.add_user_message': addUserMessage,
  'threads.add_client_tool_output': notSupported,
  'threads.add_structured_input': notSupported,
  'threads.retry_after_item': retryAfterItem,
  'threads.custom_action': notSupported,
  'threads.sync_custom_action': notSupported,
  'threads.get_by_id': getThread,
  'threads.list': listThreads,
  'threads.update': updateThread,
  'threads.delete': deleteThread,
  'items.list': listItems,
  'items.feedback': saveFeedback,
  'attachments.create': notSupported,
  'attachments.delete': notSupported,
  'input.transcribe': notSupported,
} satisfies { [T in RequestType]: Handler<T> };

/** Answers a request by the handler of its type. */
export const handle: Handler<RequestType> = (server, call) =>
  // The key and the parameter vary together, which the compiler cannot follow through an index.
  (handlers[call.request.type] as Handler<RequestType>)(server, call);
