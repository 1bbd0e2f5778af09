import type { ThreadEvent } from '@kb-assistant/protocol';
import { invalidField, RequestError } from '../errors.ts';
import { jsonResponse } from '../http.ts';
import { messageOf, type ProtocolClient } from './protocol-client.ts';

export const CONVERSATION_HEADER = 'X-Conversation-Id';

/**
 * `{ messages, stream }`: the last message is answered, in the conversation that the header names or in a new one; what
 * stands before it is the server's to remember. Answers a chat completion, or its chunks.
 */
export async function chatCompletion(
  client: ProtocolClient,
  request: Request,
  body: Record<string, unknown>,
  model: string,
): Promise<Response> {
  const text = lastUserText(body['messages']);
  const events = await client.events(...messageOf(text, request.headers.get(CONVERSATION_HEADER) || undefined));
  // The first event of a new thread is the thread, and of an old one the message: either names the conversation.
  const first = (await events.next()).value;
  const conversation =
    request.headers.get(CONVERSATION_HEADER) || (first?.type === 'thread.created' ? first.thread.id : '');
  const created = Math.floor(Date.now() / 1000);
  const headers = { [CONVERSATION_HEADER]: conversation, 'Access-Control-Expose-Headers': CONVERSATION_HEADER };

  if (body['stream'] === true) return streamed(chunks(events, { created, model }), headers);

  let content = '';
  let id = '';
  for await (const event of events) {
    content += textOf(event);
    if (event.type === 'thread.item.done' && event.item.type === 'assistant_message') id = event.item.id;
    if (event.type === 'error') throw answerFailed(event);
  }
  const choice = { index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' };
  return jsonResponse({ id, object: 'chat.completion', created, model, choices: [choice] }, { headers });
}

async function* chunks(
  events: AsyncGenerator<ThreadEvent, void, undefined>,
  { created, model }: { created: number; model: string },
): AsyncGenerator<string, void, undefined> {
  let id = '';
  const chunk = (delta: object, finish_reason: string | null = null) =>
    JSON.stringify({
      id,
      object: 'chat.completion.chunk',
      created,
      model,
      choices: [{ index: 0, delta, finish_reason }],
    });
  for await (const event of events) {
    if (event.type === 'thread.item.added' && event.item.type === 'assistant_message' && id === '') {
      id = event.item.id;
      yield chunk({ role: 'assistant', content: '' });
    }
    const text = textOf(event);
    if (text !== '') yield chunk({ content: text });
    if (event.type === 'error') {
      yield JSON.stringify({ error: { code: event.code, message: event.message ?? 'The answer broke off.' } });
      return;
    }
  }
  yield chunk({}, 'stop');
  yield '[DONE]';
}

/** Server-sent events, each asked for when the last one has been taken. Leaving ends the answer. */
function streamed(data: AsyncGenerator<string, void, undefined>, headers: Record<string, string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await data.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(`data: ${value}\n\n`));
      },
      async cancel() {
        await data.return();
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(body, {
    headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform', ...headers },
  });
}

const textOf = (event: ThreadEvent): string =>
  event.type === 'thread.item.updated' && event.update.type === 'assistant_message.content_part.text_delta'
    ? event.update.delta
    : '';

export const answerFailed = (event: ThreadEvent<'error'>): RequestError =>
  new RequestError('internal-error', event.message ?? 'The answer broke off. Try again.');

function lastUserText(messages: unknown): string {
  if (!Array.isArray(messages)) throw invalidField('messages', 'expected an array of messages.');
  const last = (messages as unknown[]).findLast(
    (each): each is { content?: unknown } =>
      typeof each === 'object' && each !== null && (each as { role?: unknown }).role === 'user',
  );
  const content = last?.content;
  if (typeof content === 'string') return content;
  // The parts of a message, of which only text can be passed on.
  if (Array.isArray(content)) {
    return (content as unknown[])
      .map((part) => (part as { text?: unknown } | null)?.text)
      .filter((text) => typeof text === 'string')
      .join('');
  }
  throw invalidField('messages', 'expected a message with the role "user" and its content as text.');
}
