import {
  parseEvent,
  readEvents,
  type RequestParams,
  type RequestType,
  SseSplitter,
  type StoredItem,
  type ThreadEvent,
  type UrlSource,
} from '@kb-assistant/protocol';
import type { Agent } from '../agent.ts';
import { type ChatServer, type ChatServerOptions, createChatServer } from '../create-chat-server.ts';
import type { LogEntry } from '../log.ts';
import type { Store } from '../store.ts';
import { memoryStore } from '../stores/memory.ts';

export const ADA = 'ada';
export const BOB = 'bob';

/** Params as a client writes them: what has a default may be left out. */
type Loose<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Loose<T[K]> | undefined } : T;

export interface TestServer {
  store: Store;
  /** All that was logged so far. */
  log: LogEntry[];
  send: ChatServer;
  /** Sends a request to the address of attachments. */
  attachments(request: Request): Promise<Response>;
  sweepAttachments(): Promise<number>;
  /** Sends one request of the protocol; from Ada, where nobody else is named. */
  post<T extends RequestType>(
    type: T,
    params: Loose<RequestParams[T]>,
    options?: {
      user?: string;
      headers?: Record<string, string>;
      metadata?: Record<string, unknown>;
      signal?: AbortSignal;
    },
  ): Promise<Response>;
  /** Sends a message, in a new thread where none is named. */
  ask(text: string, threadId?: string, user?: string): Promise<Response>;
  /** Asks in a new thread, and waits for the end of the answer. */
  askNew(text: string, user?: string): Promise<{ threadId: string; messageId: string; events: ThreadEvent[] }>;
}

export const echo: Agent = async function* (turn) {
  yield `You asked: ${turn.text}`;
};

/** A server whose users are named by their bearer token. It does not wait for a busy thread. */
export function testServer(options: Partial<ChatServerOptions> = {}): TestServer {
  const store = options.store ?? memoryStore();
  const log: LogEntry[] = [];
  const send = createChatServer({
    agent: echo,
    authenticate: (request) => {
      const id = /^Bearer (\w+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
      return id === undefined ? null : { user: { id } };
    },
    log: (entry) => log.push(entry),
    ...options,
    store,
    limits: { busyWaitMs: 0, ...options.limits },
  });
  const server: TestServer = {
    store,
    log,
    send,
    attachments: send.attachments,
    sweepAttachments: send.sweepAttachments,
    post: (type, params, { user = ADA, headers = {}, metadata, signal } = {}) =>
      send(
        new Request('http://localhost/api/chatkit', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${user}`, ...headers },
          body: JSON.stringify({ type, params, metadata }),
          ...(signal ? { signal } : {}),
        }),
      ),
    ask: (text, threadId, user = ADA) =>
      threadId === undefined
        ? server.post('threads.create', { input: inputOf(text) }, { user })
        : server.post('threads.add_user_message', { thread_id: threadId, input: inputOf(text) }, { user }),
    async askNew(text, user = ADA) {
      const events = await eventsOf(await server.ask(text, undefined, user));
      const { item } = only(events, 'thread.item.done')[0]!;
      return { threadId: item.thread_id, messageId: item.id, events };
    },
  };
  return server;
}

export const inputOf = (text: string) => ({ content: [{ type: 'input_text' as const, text }] });

/** The events of a stream, to its end. */
export async function eventsOf(response: Response): Promise<ThreadEvent[]> {
  if (response.status !== 200) throw new Error(`Expected a stream, got ${response.status}: ${await response.text()}`);
  const events: ThreadEvent[] = [];
  for await (const event of readEvents(response.body!)) events.push(event);
  return events;
}

export const only = <T extends ThreadEvent['type']>(events: ThreadEvent[], type: T) =>
  events.filter((event): event is Extract<ThreadEvent, { type: T }> => event.type === type);

/** The text that the deltas of an answer add up to. */
export const streamedText = (events: ThreadEvent[]): string =>
  only(events, 'thread.item.updated')
    .map(({ update }) => (update.type === 'assistant_message.content_part.text_delta' ? update.delta : ''))
    .join('');

/** The names of events in order, updates by the name of the update. */
export const namesOf = (events: ThreadEvent[]): string[] =>
  events.map((event) => (event.type === 'thread.item.updated' ? event.update.type : event.type));

/** Reads a stream event by event, as a client does that may leave before the end. */
export function reading(response: Response) {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  const splitter = new SseSplitter();
  const arrived: ThreadEvent[] = [];
  return {
    /** The next event; `null` at the end. */
    async next(): Promise<ThreadEvent | null> {
      while (arrived.length === 0) {
        const { done, value } = await reader.read();
        if (done) return null;
        arrived.push(...splitter.push(decoder.decode(value, { stream: true })).map(parseEvent));
      }
      return arrived.shift()!;
    },
    /** Reads up to the first event that fits. */
    async until(fits: (event: ThreadEvent) => boolean): Promise<ThreadEvent> {
      for (;;) {
        const event = await this.next();
        if (event === null) throw new Error('The stream ended before the event came.');
        if (fits(event)) return event;
      }
    },
    /** Goes away, and waits until the server has noticed. */
    leave: () => reader.cancel(),
  };
}

export const isText = (event: ThreadEvent): boolean =>
  event.type === 'thread.item.updated' && event.update.type === 'assistant_message.content_part.text_delta';

/** A promise and its resolver. */
export function deferred<T = void>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}

/** Resolves when all that could go on without waiting for something outside has gone on. */
export const idle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Resolves when the signal aborts. */
export const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** All items of a thread of Ada's, hidden ones too. */
export const itemsOf = async (server: TestServer, threadId: string): Promise<StoredItem[]> =>
  (await server.store.listItems(ADA, threadId, { limit: 100, order: 'asc' })).data;

/** Starts an answer in a new thread, and reads it up to the first text. */
export async function upToFirstText(server: TestServer, question = 'Hello') {
  const stream = reading(await server.ask(question));
  const first = await stream.next();
  if (first?.type !== 'thread.created') throw new Error('Expected a new thread.');
  await stream.until(isText);
  return { stream, threadId: first.thread.id };
}

export const source: UrlSource = { type: 'url', title: 'Billing', url: 'https://help.example/billing#refunds' };

/** Speaks, names a source, and then is silent until it is stopped. */
export const endless: Agent = async function* (turn) {
  yield 'Once upon a time';
  yield turn.source(source);
  await aborted(turn.signal);
};

/** How the answers of a server have ended so far. */
export const outcomesOf = (server: TestServer) =>
  server.log.flatMap((entry) => (entry.event === 'turn' ? [entry.outcome] : []));
