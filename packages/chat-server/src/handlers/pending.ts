import type {
  ClientToolCallItem,
  StructuredInput,
  StructuredInputItem,
  StructuredInputSubmission,
  ThreadEvent,
  UserMessageItem,
} from '@kb-assistant/protocol';
import type { TurnInput } from '../agent.ts';
import { invalidField, itemNotFound, RequestError } from '../errors.ts';
import { newId } from '../ids.ts';
import { type Call, type ServerContext, timestamp } from '../server-context.ts';
import { type Question, startTurn } from '../start-turn.ts';
import type { ThreadRecord } from '../store.ts';
import { isVisible, newestFirst } from '../threads.ts';
import { recordToolCall } from '../tool-audit.ts';
import { createTurn } from '../turn.ts';
import { loadOpenThread } from './messages.ts';

/** The output of a client tool: completes the call that the thread waits for, and goes on. */
export async function addClientToolOutput(
  server: ServerContext,
  call: Call<'threads.add_client_tool_output'>,
): Promise<Response> {
  const { thread_id, result } = call.request.params;
  return startTurn(server, call, thread_id, async () => {
    const record = await loadOpenThread(server, call.user.id, thread_id);
    const pending = await pendingCall(server, call.user.id, thread_id);
    if (!pending) {
      throw new RequestError(
        'tool-call-not-pending',
        'This thread waits for no output of a client tool. It may have been sent already; load the thread again.',
      );
    }
    const item: ClientToolCallItem = {
      ...pending,
      status: 'completed',
      ...(result === undefined ? {} : { output: result }),
    };
    await server.store.saveItem(call.user.id, thread_id, item);
    await recordToolCall(server, call.user.id, item, 'completed');
    const first = await dropPendingCalls(server, call.user.id, thread_id);
    return goOn(server, call.user.id, record, { type: 'tool_output', item }, first);
  });
}

/** The answers to a form: fills it in, tells so, and goes on. */
export async function addStructuredInput(
  server: ServerContext,
  call: Call<'threads.add_structured_input'>,
): Promise<Response> {
  const { thread_id, item_id, input } = call.request.params;
  return startTurn(server, call, thread_id, async () => {
    const record = await loadOpenThread(server, call.user.id, thread_id);
    const form = await server.store.loadItem(call.user.id, thread_id, item_id);
    if (!form || !isVisible(form)) throw itemNotFound();
    if (form.type !== 'structured_input') {
      throw invalidField('params.item_id', `expected a structured input, got an item of the type "${form.type}".`);
    }
    if (form.status !== 'pending') {
      throw new RequestError('structured-input-not-pending', `This form was ${form.status} already.`);
    }
    const item: StructuredInputItem = {
      ...form,
      status: input.status,
      inputs: form.inputs.map((each) => fillIn(each, input)),
    };
    await server.store.saveItem(call.user.id, thread_id, item);
    return goOn(server, call.user.id, record, { type: 'structured_input', item }, [
      { type: 'thread.item.replaced', item },
    ]);
  });
}

/** Answers to questions that were not asked are passed over, and so is a second one where one may be given. */
function fillIn(input: StructuredInput, { status, answers }: StructuredInputSubmission): StructuredInput {
  const answer = Object.hasOwn(answers, input.id) ? answers[input.id] : undefined;
  if (status === 'skipped' || !answer || answer.skipped || answer.values.length === 0) {
    return { ...input, answer: { values: [], skipped: true } };
  }
  const single = input.type === 'multiple_choice' && !input.multiple;
  return { ...input, answer: { values: single ? answer.values.slice(0, 1) : answer.values, skipped: false } };
}

/** Forgets the calls that nobody will answer any more: a model could make nothing of a call without an output. */
export async function dropPendingCalls(
  server: ServerContext,
  userId: string,
  threadId: string,
): Promise<ThreadEvent[]> {
  const removed: ThreadEvent[] = [];
  for await (const item of newestFirst(server.store, userId, threadId)) {
    // Calls before the last message were dropped when that came.
    if (item.type === 'user_message') break;
    if (item.type !== 'client_tool_call' || item.status !== 'pending') continue;
    await server.store.deleteItem(userId, threadId, item.id);
    await recordToolCall(server, userId, item, 'dropped');
    removed.push({ type: 'thread.item.removed', item_id: item.id });
  }
  return removed;
}

/** The call that a thread waits for: what it shows last. */
async function pendingCall(
  { store }: ServerContext,
  userId: string,
  threadId: string,
): Promise<ClientToolCallItem | null> {
  for await (const item of newestFirst(store, userId, threadId)) {
    if (isVisible(item)) return item.type === 'client_tool_call' && item.status === 'pending' ? item : null;
  }
  return null;
}

async function goOn(
  server: ServerContext,
  userId: string,
  record: ThreadRecord,
  input: TurnInput,
  first: ThreadEvent[],
): Promise<Question> {
  const message = await lastMessage(server, userId, record.id);
  return { record, first, run: (source) => server.agent(createTurn(source, input, message)) };
}

/** The newest message of a thread; an empty one where the site has made a thread without any. */
async function lastMessage(server: ServerContext, userId: string, threadId: string): Promise<UserMessageItem> {
  for await (const item of newestFirst(server.store, userId, threadId)) if (item.type === 'user_message') return item;
  return {
    type: 'user_message',
    id: newId('message'),
    thread_id: threadId,
    created_at: timestamp(server),
    content: [],
    attachments: [],
    inference_options: {},
  };
}
