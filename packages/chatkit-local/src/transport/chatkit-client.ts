import {
  readEvents,
  toJson,
  type Attachment,
  type Page,
  type RequestParams,
  type RequestType,
  type StreamingRequestType,
  type Thread,
  type ThreadEvent,
  type ThreadItem,
} from '@kb-assistant/protocol';
import type { CustomApiConfig } from '@openai/chatkit';
import { ApiError, errorFromResponse } from './api-error.ts';
import { MAX_RETRIES, retryDelayMs } from './backoff.ts';
import { systemClock, type Clock } from './clock.ts';

/** What the requests of this element that are answered by one JSON document give. */
export interface JsonAnswers {
  'threads.get_by_id': Thread;
  'threads.list': Page<Thread>;
  'threads.update': Thread;
  'threads.delete': unknown;
  'items.list': Page<ThreadItem>;
  'items.feedback': unknown;
  'threads.sync_custom_action': { updated_item?: ThreadItem };
  'attachments.create': Attachment;
  'attachments.delete': unknown;
  'input.transcribe': { text: string };
}

export interface ClientOptions {
  /** Read at each request, so that new options hold at once. */
  api: () => Pick<CustomApiConfig, 'url' | 'fetch'>;
  /** BCP 47; sent as `Accept-Language`. */
  locale: () => string;
  clock?: Clock;
}

export interface StreamOptions {
  signal: AbortSignal;
  /** Called before each wait for a retry, and never after `signal` was aborted. */
  onRetry?: ((error: ApiError) => void) | undefined;
}

/** A request of the ChatKit protocol that is answered by a stream, with its parameters. */
export type StreamRequest = {
  [T in StreamingRequestType]: { type: T; params: RequestParams[T] };
}[StreamingRequestType];

/** An answer, as it comes. */
export type EventStream = AsyncGenerator<ThreadEvent, void, undefined>;

/** A request whose headers can be added to. */
interface PlainRequest extends RequestInit {
  headers: Record<string, string>;
}

/** How servers say that they do not know of coming back to answers. */
const NOT_OFFERED = [400, 405, 501];

const EVENT_STREAM = 'text/event-stream';

const isEventStream = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith(EVENT_STREAM) ?? false;

/** Whether the browser knows that there is no network at all: to wait a few seconds for it is to say nothing. */
const isOffline = (): boolean => (globalThis.navigator as Navigator | undefined)?.onLine === false;

/**
 * Speaks the ChatKit protocol with one server.
 *
 * A request is tried again until its response has begun and not after that: once the first bytes of an
 * answer came, the server has taken the message, and to send it again would say it twice. Where the browser
 * is offline, a failure is told at once.
 *
 * @example
 * const client = new ChatKitClient({ api: () => ({ url: '/api/chatkit' }), locale: () => 'en' });
 * const page = await client.json('threads.list', { order: 'desc' }, AbortSignal.timeout(10_000));
 */
export class ChatKitClient {
  readonly #options: ClientOptions;
  readonly #clock: Clock;
  /** Whether the server at an address gives the rest of an answer, as far as it was asked. */
  readonly #resumes = new Map<string, boolean>();

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  /** @throws {ApiError} or the signal's reason. */
  async json<T extends keyof JsonAnswers>(
    type: T,
    params: RequestParams[T],
    signal: AbortSignal,
    onRetry?: StreamOptions['onRetry'],
  ): Promise<JsonAnswers[T]> {
    const response = await this.#start({ type, params }, 'application/json', { signal, onRetry });
    try {
      return (await response.json()) as JsonAnswers[T];
    } catch (cause) {
      signal.throwIfAborted();
      throw new ApiError('unexpected-answer', `The server's answer to ${type} is not JSON.`, { cause });
    }
  }

  /**
   * Resolves as soon as the server has begun to answer, with the events to come.
   *
   * @throws {ApiError} or the signal's reason; so does the iteration.
   */
  async stream(request: StreamRequest, options: StreamOptions): Promise<EventStream> {
    const response = await this.#start(request, EVENT_STREAM, options);
    // A fetch of the page's own may not heed the signal.
    if (options.signal.aborted) {
      await response.body?.cancel();
      options.signal.throwIfAborted();
    }
    if (!isEventStream(response) || !response.body) {
      const type = response.headers.get('content-type');
      await response.body?.cancel();
      throw new ApiError(
        'unexpected-answer',
        `The server answered ${request.type} with ${type || 'no content type'}; expected text/event-stream.`,
      );
    }
    return readEvents(response.body);
  }

  /**
   * What is being answered in a thread: how it stands, and then what follows; `over` where nothing is being answered.
   * Null where the server does not tell: coming back to an answer is an addition of `@kb-assistant/chat-server` to the
   * protocol. A server without it is asked once.
   *
   * @throws the signal's reason
   */
  async resume(threadId: string, signal: AbortSignal): Promise<EventStream | 'over' | null> {
    const { url } = this.#options.api();
    if (this.#resumes.get(url) === false) return null;
    const response = await this.#ofThread(threadId, { headers: { Accept: EVENT_STREAM }, signal }).catch(() => null);
    signal.throwIfAborted();
    if (!response) return null;
    const over = response.status === 204;
    const stream = response.ok && response.body && isEventStream(response) ? readEvents(response.body) : null;
    if (over || stream) this.#resumes.set(url, true);
    else if (response.ok || NOT_OFFERED.includes(response.status)) this.#resumes.set(url, false);
    if (stream) return stream;
    await response.body?.cancel();
    return over ? 'over' : null;
  }

  /**
   * Ends an answer that would go on without its reader. Only at a server that has shown that it can do that: what else
   * a DELETE may mean to others, nobody knows.
   */
  async endAnswer(threadId: string): Promise<void> {
    const { url } = this.#options.api();
    if (!this.#resumes.has(url)) {
      const asking = new AbortController();
      await this.resume(threadId, asking.signal);
      asking.abort();
    }
    if (!this.#resumes.get(url)) return;
    await this.#ofThread(threadId, { method: 'DELETE', headers: {} }).catch(() => null);
  }

  /** Waits as long as before the `attempt`-th retry of a request, from 0. */
  pause(attempt: number, signal: AbortSignal): Promise<void> {
    return this.#clock.sleep(retryDelayMs(attempt, this.#clock.random()), signal);
  }

  async #start(
    request: { type: RequestType; params: unknown },
    accept: string,
    { signal, onRetry }: StreamOptions,
  ): Promise<Response> {
    const body = toJson(request);
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#post(body, accept, signal);
      } catch (error) {
        if (!(error instanceof ApiError) || !error.retryable || attempt >= MAX_RETRIES || isOffline()) throw error;
        signal.throwIfAborted();
        onRetry?.(error);
        await this.pause(attempt, signal);
      }
    }
  }

  async #post(body: string, accept: string, signal: AbortSignal): Promise<Response> {
    const { url } = this.#options.api();
    let response: Response;
    try {
      response = await this.#fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: accept },
        body,
        signal,
      });
    } catch (cause) {
      signal.throwIfAborted();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new ApiError('network-error', `The server at ${url} cannot be reached: ${reason}`, { cause });
    }
    if (!response.ok) throw await errorFromResponse(response);
    return response;
  }

  #ofThread(threadId: string, init: PlainRequest): Promise<Response> {
    const { url } = this.#options.api();
    return this.#fetch(`${url}${url.includes('?') ? '&' : '?'}thread_id=${encodeURIComponent(threadId)}`, init);
  }

  async #fetch(url: string, init: PlainRequest): Promise<Response> {
    const { fetch = globalThis.fetch } = this.#options.api();
    const headers = { ...init.headers, 'Accept-Language': this.#options.locale() };
    // As the official element does, the function is called with the page's own window.
    return fetch.call(globalThis, url, { ...init, headers });
  }
}
