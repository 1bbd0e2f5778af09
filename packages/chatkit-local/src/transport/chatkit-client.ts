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
  async stream(request: StreamRequest, options: StreamOptions): Promise<AsyncGenerator<ThreadEvent, void, undefined>> {
    const response = await this.#start(request, 'text/event-stream', options);
    // A fetch of the page's own may not heed the signal.
    if (options.signal.aborted) {
      await response.body?.cancel();
      options.signal.throwIfAborted();
    }
    const type = response.headers.get('content-type') ?? '';
    if (!type.startsWith('text/event-stream') || !response.body) {
      await response.body?.cancel();
      throw new ApiError(
        'unexpected-answer',
        `The server answered ${request.type} with ${type || 'no content type'}; expected text/event-stream.`,
      );
    }
    return readEvents(response.body);
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
        await this.#clock.sleep(retryDelayMs(attempt, this.#clock.random()), signal);
      }
    }
  }

  async #post(body: string, accept: string, signal: AbortSignal): Promise<Response> {
    const { url, fetch = globalThis.fetch } = this.#options.api();
    let response: Response;
    try {
      // As the official element does, the function is called with the page's own window.
      response = await fetch.call(globalThis, url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: accept, 'Accept-Language': this.#options.locale() },
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
}
