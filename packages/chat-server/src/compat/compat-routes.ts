import { ProtocolError } from '@kb-assistant/protocol';
import { type Authenticate, identify } from '../authenticate.ts';
import { invalidField, RequestError } from '../errors.ts';
import { errorResponse, readText, requireJson, toRequestError } from '../http.ts';
import { guardLog, type Log, consoleLog } from '../log.ts';
import { type RateLimit, requireRate } from '../rate-limit.ts';
import type { Store } from '../store.ts';
import { chatCompletion } from './chat-completions.ts';
import { messageOf, type ProtocolClient, protocolClient, Refusal } from './protocol-client.ts';
import { addMessage, createThread, deleteThread, getThread, listMessages, listThreads } from './threads-rest.ts';

export interface CompatOptions {
  /** The chat server that answers: what `createChatServer` gave. */
  chat: (request: Request) => Promise<Response>;
  /** The same store as the chat server's. Only for threads that begin without a message. */
  store: Store;
  /** The same as the chat server's. */
  authenticate: Authenticate;
  /** What all paths begin with: `/api/v1/chatkit`. None by default. */
  basePath?: string;
  /** What chat completions name as their model. `kb-assistant` by default. */
  model?: string;
  /** The same as the chat server's, which counts its own: threads that begin without a message count as well. */
  rateLimit?: RateLimit;
  /** Bytes of a request's body. 1 MiB by default. */
  bodyBytes?: number;
  /** Takes what went wrong here; what the chat server does, it logs itself. The console by default. */
  log?: Log;
}

/**
 * The routes of older chat servers, in front of a chat server of today, so that pages and scripts written for those go
 * on. Everything is passed on as a request of the protocol in the name of whoever asked, so owners, limits and
 * allowed origins are the chat server's.
 *
 * | route                                     | answers                                                       |
 * | ----------------------------------------- | ------------------------------------------------------------- |
 * | `POST /` `{ messages, stream? }`          | a chat completion or its chunks, with `X-Conversation-Id`     |
 * | `POST /message` `{ message, thread_id? }` | the events of the answer                                      |
 * | `POST /threads`, `GET /threads`           | a new thread; a page of threads                               |
 * | `GET`, `DELETE /threads/{id}`             | a thread with its messages; its end                           |
 * | `POST`, `GET /threads/{id}/messages`      | the answer to a message, whole; a page of messages            |
 * | `GET /health`                             | whether the chat server can answer                            |
 *
 * Any other `POST /` is the protocol itself, so one mount serves old pages and new ones.
 *
 * @example
 * const compat = compatRoutes({ chat, store, authenticate, basePath: '/api/v1/chatkit' });
 * app.all('/api/v1/chatkit/*', (c) => compat(c.req.raw));
 */
export function compatRoutes(options: CompatOptions): (request: Request) => Promise<Response> {
  const {
    chat,
    store,
    authenticate,
    basePath = '',
    model = 'kb-assistant',
    rateLimit,
    bodyBytes = 1024 * 1024,
    log = consoleLog,
  } = options;
  const prefix = basePath.replace(/\/+$/, '');
  const tell = guardLog(log);

  const bodyOf = async (request: Request): Promise<Record<string, unknown>> => {
    requireJson(request);
    const text = await readText(request, bodyBytes);
    let body: unknown;
    try {
      body = JSON.parse(text === '' ? '{}' : text);
    } catch {
      throw new ProtocolError('malformed-json', 'The body is not JSON.');
    }
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
    throw invalidField('The body', 'expected an object.');
  };

  const route = async (request: Request, client: ProtocolClient): Promise<Response> => {
    const url = new URL(request.url);
    if (request.method === 'OPTIONS') return chat(request);
    if (!url.pathname.startsWith(prefix)) throw notFound(url.pathname);
    const path = url.pathname.slice(prefix.length).replace(/\/+$/, '') || '/';
    const [, first, id, last, ...rest] = path.split('/');
    const call = `${request.method} ${first ?? ''}${id === undefined ? '' : '/:id'}${last === undefined ? '' : `/${last}`}`;
    if (rest.length > 0) throw notFound(url.pathname);
    const threadId = decode(id ?? '');
    // Before anything is read, as the chat server does.
    const user = request.method === 'POST' ? await identify(authenticate, request) : undefined;
    switch (call) {
      case 'POST ': {
        const body = await bodyOf(request.clone());
        return 'messages' in body ? chatCompletion(client, request, body, model) : chat(request);
      }
      case 'POST message': {
        const { message, thread_id } = await bodyOf(request);
        if (typeof message !== 'string') throw invalidField('message', 'expected text.');
        if (thread_id !== undefined && typeof thread_id !== 'string')
          throw invalidField('thread_id', 'expected an id.');
        return client.stream(...messageOf(message, thread_id));
      }
      case 'POST threads':
        await requireRate(rateLimit, user!.id);
        return createThread(store, client, user!, await bodyOf(request));
      case 'GET threads':
        return listThreads(client, url.searchParams);
      case 'GET threads/:id':
        return getThread(client, threadId);
      case 'DELETE threads/:id':
        return deleteThread(client, threadId);
      case 'GET threads/:id/messages':
        return listMessages(client, threadId, url.searchParams);
      case 'POST threads/:id/messages':
        return addMessage(client, threadId, await bodyOf(request));
      case 'GET ':
      case 'GET health':
        // Without the query: a health probe names no thread.
        return chat(new Request(new URL(url.pathname, url), { headers: request.headers }));
      default:
        throw notFound(`${request.method} ${url.pathname}`);
    }
  };

  return async (request) => {
    const client = protocolClient(chat, request);
    try {
      const response = await route(request, client);
      for (const [name, value] of client.cors) response.headers.set(name, value);
      if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'no-store');
      response.headers.set('X-Content-Type-Options', 'nosniff');
      return response;
    } catch (thrown) {
      if (thrown instanceof Refusal) return thrown.response;
      const error = toRequestError(thrown);
      if (error.cause !== undefined) {
        tell({
          level: 'error',
          event: 'compat',
          method: request.method,
          status: error.status,
          code: error.code,
          cause: error.cause,
        });
      }
      const response = errorResponse(error);
      // Else the page would hear of no error, but that it may not read the answer.
      await client.askCors();
      for (const [name, value] of client.cors) response.headers.set(name, value);
      response.headers.set('Cache-Control', 'no-store');
      return response;
    }
  };
}

const notFound = (what: string): RequestError =>
  new RequestError('route-not-found', `There is nothing at ${what.slice(0, 200)}.`);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
