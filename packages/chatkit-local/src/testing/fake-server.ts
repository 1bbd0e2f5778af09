import {
  encodeEvent,
  parseRequestJson,
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
  /** Settles when the client has gone away. */
  gone: Promise<void>;
}

type Script = (reply: Reply) => void | Promise<void>;

const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json' } });

/** As it was asked for: a relative address stays one. */
export const addressOf = (input: RequestInfo | URL): string =>
  input instanceof Request ? input.url : input.toString();

/** A ChatKit server in memory, as the `fetch` of an element. It speaks the real wire format. */
export class FakeServer {
  readonly threads: Thread[] = [];
  readonly requests: ChatKitRequest[] = [];
  readonly headers: Headers[] = [];
  pageSize = 20;
  /** What a widget's action at once comes to. */
  updatedItem: ThreadItem | null = null;
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
    const encoder = new TextEncoder();
    let leave = (): void => {};
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        const send = (...events: ThreadEvent[]) => {
          for (const event of events) {
            if (event.type === 'thread.item.done') thread.items.data.push(event.item);
            if (!signal.aborted) controller.enqueue(encoder.encode(encodeEvent(event)));
          }
        };
        signal.addEventListener('abort', () => {
          leave();
          controller.error(new DOMException('Aborted', 'AbortError'));
        });
        for (const event of head) controller.enqueue(encoder.encode(encodeEvent(event)));
        send({ type: 'stream_options', stream_options: { allow_cancel: true } });
        const end = () => (signal.aborted ? undefined : controller.close());
        const fail = () => controller.error(new TypeError('network error'));
        void this.#script({ threadId: thread.id, send, end, break: fail, gone });
      },
      cancel: () => leave(),
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
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
