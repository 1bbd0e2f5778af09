import { parseEvent, SseSplitter } from '@kb-assistant/protocol';

/** A message that went by. */
export interface ObservedMessage {
  role: 'user' | 'assistant';
  text: string;
  threadId: string | null;
}

/** What is known of a request from its body. */
export interface ChatRequest {
  type: string;
  params: { thread_id?: string; input?: { content?: { text?: string }[] } };
  metadata?: Record<string, unknown>;
  [field: string]: unknown;
}

/** The request in a body, or `null` where it is something else, such as an upload. */
export function readRequest(body: unknown): ChatRequest | null {
  if (typeof body !== 'string') return null;
  try {
    const request = JSON.parse(body) as ChatRequest | null;
    return typeof request?.type === 'string' ? { ...request, params: request.params ?? {} } : null;
  } catch {
    return null;
  }
}

/** The message that a request sends, if it sends one. */
export function userMessageOf({ type, params }: ChatRequest): ObservedMessage | null {
  if (type !== 'threads.create' && type !== 'threads.add_user_message') return null;
  const text = (params.input?.content ?? []).map((part) => part.text ?? '').join('');
  return { role: 'user', text, threadId: params.thread_id ?? null };
}

/**
 * The same response, with each finished assistant message reported as it goes by. Nothing is held back,
 * and nothing that goes wrong in here reaches the reader.
 */
export function observeAnswer(response: Response, onMessage: (message: ObservedMessage) => void): Response {
  if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
  const decoder = new TextDecoder();
  const splitter = new SseSplitter();
  const observe = (data: string): void => {
    const event = parseEvent(data);
    if (event.type !== 'thread.item.done' || event.item.type !== 'assistant_message') return;
    const text = event.item.content.map((part) => part.text).join('\n\n');
    onMessage({ role: 'assistant', text, threadId: event.item.thread_id });
  };
  const observer = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      try {
        for (const data of splitter.push(decoder.decode(chunk, { stream: true }))) observe(data);
      } catch {
        // Not ours to judge: the renderer reads the same bytes and says what is wrong with them.
      }
    },
  });
  return new Response(response.body.pipeThrough(observer), response);
}
