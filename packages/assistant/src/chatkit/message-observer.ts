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
