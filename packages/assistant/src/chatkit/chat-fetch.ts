import type { Context } from '../config/types.ts';
import type { SessionClient } from '../session/client.ts';
import { authHeaders } from '../session/fetchers.ts';
import type { AuthFetcher } from '../session/types.ts';
import {
  type ChatRequest,
  observeAnswer,
  type ObservedMessage,
  readRequest,
  userMessageOf,
} from './message-observer.ts';

export interface ChatFetchHooks {
  /** Read at each request, so that a change of configuration needs no new function. */
  connection(): { apiUrl: string; session: SessionClient | null; auth: AuthFetcher | null; context: Context | null };
  onMessage(message: ObservedMessage): void;
  /** The server has no such thread, or no longer. */
  onThreadGone(threadId: string): void;
}

/**
 * The `fetch` that ChatKit is given: adds the session and what the site's auth says, renews a refused session once,
 * adds the page's context, and sees the messages go by.
 *
 * Credentials go to the chat server's origin only: ChatKit also sends uploads through here, to wherever the
 * server says.
 */
export function createChatFetch(hooks: ChatFetchHooks): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input, document.baseURI);
    const { apiUrl, session, auth, context } = hooks.connection();
    const api = new URL(apiUrl, document.baseURI);
    if (url.origin !== api.origin) return fetch(input, init);

    const request = readRequest(init?.body);
    const body = request && context ? withContext(request, context) : init?.body;
    const send = async (secret: string | null): Promise<Response> => {
      const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
      const purpose = request ? 'chat' : 'upload';
      const signal = init?.signal ?? undefined;
      for (const [name, value] of await authHeaders(auth, { purpose, url: url.href, signal })) headers.set(name, value);
      if (secret !== null) headers.set('authorization', `Bearer ${secret}`);
      // A request can be sent once only, and this one may have to go twice.
      return fetch(input instanceof Request ? input.clone() : input, {
        ...init,
        headers,
        ...(body === undefined ? {} : { body }),
      });
    };

    const user = request && userMessageOf(request);
    if (user) hooks.onMessage(user);
    const secret = session ? await session.get() : null;
    let response = await send(secret);
    if (response.status === 401 && session && secret !== null) {
      response = await send(await session.replace(secret));
    }
    if (response.status === 404 && request?.type === 'threads.get_by_id' && request.params.thread_id) {
      hooks.onThreadGone(request.params.thread_id);
    }
    return observeAnswer(response, hooks.onMessage);
  };
}

function withContext(request: ChatRequest, context: Context): string {
  const metadata = typeof context === 'function' ? context() : context;
  return JSON.stringify(metadata ? { ...request, metadata } : request);
}
