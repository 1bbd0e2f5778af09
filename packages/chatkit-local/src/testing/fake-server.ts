import {
  encodeEvent,
  parseRequestJson,
  updateItem,
  type AssistantMessageItem,
  type Attachment,
  type ChatKitRequest,
  type RequestType,
  type Thread,
  type ThreadEvent,
  type ThreadItem,
  type UserMessageInput,
  type UserMessageItem,
} from '@kb-assistant/protocol';

/** An answer that a test writes piece by piece. */
export interface Reply {
  threadId: string;
  send(...events: ThreadEvent[]): void;
  end(): void;
  /** The connection breaks. */
  break(): void;
  /** The connection is closed, as if that were all. */
  disconnect(): void;
  /** Settles when the client has gone away. */
  gone: Promise<void>;
}

type Script = (reply: Reply) => void | Promise<void>;

const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });

/** As it was asked for: a relative address stays one. */
export const addressOf = (input: RequestInfo | URL): string =>
  input instanceof Request ? input.url : input.toString();

/** An answer that is being given, and what it has said. */
class Turn {
  readonly #items = new Map<string, { item: ThreadItem; done: boolean }>();
  readonly #readers = new Set<ReadableStreamDefaultController<Uint8Array>>();

  /** What somebody who comes now is told first. */
  get state(): ThreadEvent[] {
    return Array.from(this.#items.values(), ({ item, done }): ThreadEvent => ({
      type: done ? 'thread.item.done' : 'thread.item.added',
      item,
    }));
  }

  add(reader: ReadableStreamDefaultController<Uint8Array>): void {
    this.#readers.add(reader);
  }

  leave(reader: ReadableStreamDefaultController<Uint8Array>): void {
    this.#readers.delete(reader);
  }

  send(event: ThreadEvent): void {
    if (event.type === 'thread.item.added' || event.type === 'thread.item.done') {
      this.#items.set(event.item.id, { item: event.item, done: event.type === 'thread.item.done' });
    }
    const known = event.type === 'thread.item.updated' ? this.#items.get(event.item_id) : undefined;
    if (known && event.type === 'thread.item.updated') known.item = updateItem(known.item, event.update);
    for (const reader of this.#readers) reader.enqueue(encode(event));
  }

  /** Every connection comes to its end, or breaks. */
  close(reason?: Error): void {
    for (const reader of this.#readers) {
      if (reason) reader.error(reason);
      else reader.close();
    }
    this.#readers.clear();
  }
}

const encode = (event: ThreadEvent): Uint8Array => new TextEncoder().encode(encodeEvent(event));

const EVENT_STREAM = { headers: { 'content-type': 'text/event-stream' } };

/** A ChatKit server in memory, as the `fetch` of an element. It speaks the real wire format. */
export class FakeServer {
  readonly threads: Thread[] = [];
  readonly requests: ChatKitRequest[] = [];
  readonly headers: Headers[] = [];
  pageSize = 20;
  /** What a widget's action at once comes to. */
  updatedItem: ThreadItem | null = null;
  /** Whether answers go on without their readers, who can come back to them. */
  resumable = false;
  /** What was asked about an answer under way, by GET and DELETE. */
  readonly askedOfTurns: string[] = [];
  readonly #turns = new Map<string, Turn>();
  /** Answers that come before everything else, once each: a response, or a failure of the network. */
  readonly failures: (Response | Error)[] = [];
  #script: Script = (reply) => {
    reply.send(...answerEvents(reply.threadId, 'msg_answer', 'An answer.'));
    reply.end();
  };
  #ids = 0;

  /** Files that were uploaded. */
  readonly uploads: { url: string; method: string; name: string; size: number }[] = [];
  /** What recordings turn into. */
  transcript = 'What was said';
  /** Held back until this settles. */
  uploading: Promise<unknown> = Promise.resolve();

  readonly fetch: typeof globalThis.fetch = async (url, init) => {
    init?.signal?.throwIfAborted();
    if (init?.body instanceof FormData) return this.#upload(addressOf(url), init.body, init);
    this.headers.push(new Headers(init?.headers));
    if (init?.method !== 'POST') return this.#ofTurn(addressOf(url), init?.method ?? 'GET', init?.signal ?? null);
    const request = parseRequestJson(init?.body as string);
    this.requests.push(request);
    const failure = this.failures.shift();
    if (failure instanceof Error) throw failure;
    const response = failure ?? this.#handle(request, init?.signal ?? new AbortController().signal);
    await Promise.resolve();
    // Whoever goes away does not get what the server did all the same.
    init?.signal?.throwIfAborted();
    return response;
  };

  /** What the next answers are. */
  answers(script: Script): void {
    this.#script = script;
  }

  /** The parameters of the requests of one type. */
  asked<T extends RequestType>(type: T): ChatKitRequest<T>['params'][] {
    return this.requests.flatMap((request) =>
      request.type === type ? [request.params as ChatKitRequest<T>['params']] : [],
    );
  }

  /** A stored thread. */
  add(id: string, items: ThreadItem[] = [], rest: Partial<Thread> = {}): Thread {
    const thread: Thread = {
      id,
      title: `Title of ${id}`,
      created_at: new Date(Date.UTC(2026, 10, 1, 12, this.threads.length)).toISOString(),
      status: { type: 'active' },
      items: { data: items, has_more: false },
      ...rest,
    };
    this.threads.push(thread);
    return thread;
  }

  #find(id: string): Thread | undefined {
    return this.threads.find((thread) => thread.id === id);
  }

  #page<T extends { id: string }>(all: T[], order: string, after?: string, limit = this.pageSize) {
    const sorted = order === 'desc' ? all.toReversed() : all;
    const from = after === undefined ? 0 : sorted.findIndex(({ id }) => id === after) + 1;
    const data = sorted.slice(from, from + Math.min(limit, this.pageSize));
    const more = from + data.length < sorted.length;
    return { data, has_more: more, ...(more ? { after: data.at(-1)?.id } : {}) };
  }

  #handle({ type, params }: ChatKitRequest, signal: AbortSignal): Response {
    const thread = 'thread_id' in params ? this.#find(params.thread_id) : undefined;
    if ('thread_id' in params && !thread) return json({ error: { code: 'not-found', message: 'No such thread' } }, 404);
    switch (type) {
      case 'threads.sync_custom_action':
        return json(this.updatedItem ? { updated_item: this.updatedItem } : {});
      case 'threads.list':
        return json(this.#page(this.threads, params.order, params.after, params.limit));
      case 'threads.get_by_id':
        return json({ ...thread, items: this.#page(thread!.items.data, 'asc') });
      case 'items.list':
        return json(this.#page(thread!.items.data, params.order, params.after, params.limit));
      case 'threads.update':
        thread!.title = params.title;
        return json(thread);
      case 'threads.delete':
        this.threads.splice(this.threads.indexOf(thread!), 1);
        return json({});
      case 'items.feedback':
      case 'attachments.delete':
        return json({});
      case 'attachments.create': {
        const upload = { url: '/upload/1', method: 'PUT', headers: { 'x-part': '1' } };
        return json({ ...this.#attachment(params.name, params.mime_type), upload_descriptor: upload });
      }
      case 'input.transcribe':
        return json({ text: this.transcript });
      case 'threads.create': {
        const created = this.add(`thr_${++this.#ids}`, [], {});
        delete created.title;
        const head: ThreadEvent[] = [{ type: 'thread.created', thread: created }];
        return this.#stream(created, [...head, this.#take(created, params.input)], signal);
      }
      case 'threads.add_user_message':
        return this.#stream(thread!, [this.#take(thread!, params.input)], signal);
      case 'threads.retry_after_item':
      case 'threads.custom_action':
      case 'threads.add_structured_input':
      case 'threads.add_client_tool_output':
        return this.#stream(thread!, [], signal);
      default:
        return json({ error: { code: 'not-supported', message: `${String(type)} is not supported` } }, 501);
    }
  }

  async #upload(url: string, body: FormData, { method, signal }: RequestInit): Promise<Response> {
    const file = body.get('file') as File;
    await this.uploading;
    signal?.throwIfAborted();
    const failure = this.failures.shift();
    if (failure instanceof Error) throw failure;
    if (failure) return failure;
    this.uploads.push({ url, method: method ?? 'GET', name: file.name, size: file.size });
    return json(this.#attachment(file.name, file.type));
  }

  #attachment(name: string, mimeType: string): Attachment {
    const base = { id: `atc_${++this.#ids}`, name, mime_type: mimeType };
    return mimeType.startsWith('image/')
      ? { ...base, type: 'image', preview_url: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' }
      : { ...base, type: 'file' };
  }

  #take(thread: Thread, input: UserMessageInput): ThreadEvent {
    const item = question(thread.id, `msg_q${++this.#ids}`, input.content[0]?.text ?? '');
    thread.items.data.push(item);
    return { type: 'thread.item.done', item };
  }

  #stream(thread: Thread, head: ThreadEvent[], signal: AbortSignal): Response {
    const turn = new Turn();
    this.#turns.set(thread.id, turn);
    const { body, gone } = this.#read(turn, head, signal);
    const stops = this.resumable ? null : signal;
    const send = (...events: ThreadEvent[]) => {
      for (const event of events) {
        if (event.type === 'thread.item.done') thread.items.data.push(event.item);
        if (!stops?.aborted) turn.send(event);
      }
    };
    const end = () => {
      this.#turns.delete(thread.id);
      turn.close();
    };
    const fail = () => turn.close(new TypeError('network error'));
    send({ type: 'stream_options', stream_options: { allow_cancel: true } });
    const disconnect = () => turn.close();
    void this.#script({ threadId: thread.id, send, end, break: fail, disconnect, gone });
    return new Response(body, EVENT_STREAM);
  }

  /** Somebody reads along. */
  #read(turn: Turn, first: readonly ThreadEvent[], signal: AbortSignal | null) {
    let leave = (): void => {};
    const gone = new Promise<void>((resolve) => (leave = resolve));
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const event of first) controller.enqueue(encode(event));
        turn.add(controller);
        signal?.addEventListener('abort', () => {
          turn.leave(controller);
          leave();
          controller.error(new DOMException('Aborted', 'AbortError'));
        });
      },
      cancel: () => leave(),
    });
    return { body, gone };
  }

  #ofTurn(url: string, method: string, signal: AbortSignal | null): Response {
    const id = new URL(url, 'http://test').searchParams.get('thread_id') ?? '';
    this.askedOfTurns.push(`${method} ${id}`);
    if (!this.resumable) return json({ error: { code: 'method-not-allowed' } }, 405);
    if (!this.#find(id)) return json({ error: { code: 'thread-not-found' } }, 404);
    const turn = this.#turns.get(id);
    if (method === 'DELETE') {
      turn?.close();
      this.#turns.delete(id);
      return json({});
    }
    return turn
      ? new Response(this.#read(turn, turn.state, signal).body, EVENT_STREAM)
      : new Response(null, { status: 204 });
  }
}

const CREATED = '2026-11-01T12:00:00.000Z';

export const question = (threadId: string, id: string, text: string): UserMessageItem => ({
  id,
  thread_id: threadId,
  created_at: CREATED,
  type: 'user_message',
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
});

export const answer = (
  threadId: string,
  id: string,
  text: string,
  annotations: AssistantMessageItem['content'][number]['annotations'] = [],
): AssistantMessageItem => ({
  id,
  thread_id: threadId,
  created_at: CREATED,
  type: 'assistant_message',
  content: [{ type: 'output_text', text, annotations }],
});

/** An empty answer to which text can be added. */
export const begin = (threadId: string, id: string): ThreadEvent => ({
  type: 'thread.item.added',
  item: { ...answer(threadId, id, ''), content: [] },
});

export const delta = (id: string, text: string): ThreadEvent => ({
  type: 'thread.item.updated',
  item_id: id,
  update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: text },
});

/** A whole answer, in pieces. */
export const answerEvents = (
  threadId: string,
  id: string,
  text: string,
  annotations: AssistantMessageItem['content'][number]['annotations'] = [],
): ThreadEvent[] => [
  begin(threadId, id),
  ...(text.match(/\S+\s*/g) ?? []).map((word) => delta(id, word)),
  { type: 'thread.item.done', item: answer(threadId, id, text, annotations) },
];
