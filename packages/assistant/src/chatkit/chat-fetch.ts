import type { Context } from '../config/types.ts';
import type { SessionClient } from '../session/client.ts';
import { authHeaders } from '../session/fetchers.ts';
import { AssistantError } from '../shared/errors.ts';
import { shownUrl, type Trace } from '../shared/trace.ts';
import type { AuthFetcher } from '../session/types.ts';
import { type ChatRequest, type ObservedMessage, readRequest, userMessageOf } from './message-observer.ts';

export interface ChatFetchHooks {
  /** Read at each request, so that a change of configuration needs no new function. */
  connection(): {
    apiUrl: string;
    session: SessionClient | null;
    auth: AuthFetcher | null;
    /** Whether cookies go along; `null` leaves it as ChatKit has it. */
    credentials?: RequestCredentials | null;
    /** Where files go, where the site has named a place of its own. */
    uploadUrl?: string | null;
    context: Context | null;
    /** What the person reads where no connection comes about. */
    noSession: string;
  };
  onMessage(message: ObservedMessage): void;
  /** There is no session, or nobody to ask as. */
  onError(error: AssistantError): void;
  /** The server has no such thread, or no longer. */
  onThreadGone(threadId: string): void;
  /** A request came through to the server, or did not. */
  onReach?(reached: boolean): void;
  trace?: Trace;
}

/**
 * The `fetch` that ChatKit is given: adds the session and what the site's auth says, renews a refused session once,
 * adds the page's context, and sees the messages go by.
 *
 * Credentials go to the chat server's origin only, and to the one that the site names for uploads: ChatKit also sends
 * uploads through here, to wherever the server says.
 */
export function createChatFetch(hooks: ChatFetchHooks): typeof fetch {
  return async (input, init) => {
    const here = (each: string | URL): URL => new URL(each, document.baseURI);
    const url = here(input instanceof Request ? input.url : input);
    const { apiUrl, uploadUrl, session, auth, credentials, context, noSession } = hooks.connection();
    if (![apiUrl, uploadUrl ?? apiUrl].some((each) => here(each).origin === url.origin)) return fetch(input, init);

    const request = readRequest(init?.body);
    const signal = init?.signal ?? undefined;
    const body = request && context ? await withContext(request, context) : init?.body;
    /** Asks as whoever is here; again, where the server has refused a secret. */
    const ask = async (refused: string | null): Promise<[answer: Response, secret: string | null]> => {
      const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
      const purpose = request ? 'chat' : 'upload';
      for (const [name, value] of await authHeaders(auth, { purpose, url: url.href, signal })) headers.set(name, value);
      const secret = session && (refused === null ? await session.get() : await session.replace(refused));
      if (secret !== null) headers.set('authorization', `Bearer ${secret}`);
      const began = performance.now();
      const step = { type: request?.type ?? 'upload', url: shownUrl(url.href), attempt: refused === null ? 1 : 2 };
      const tell = (outcome: object): void =>
        hooks.trace?.('request', { ...step, ...outcome, ms: Math.round(performance.now() - began) });
      try {
        // A request can be sent once only, and this one may have to go twice.
        const answer = await fetch(input instanceof Request ? input.clone() : input, {
          ...init,
          headers,
          ...(credentials ? { credentials } : {}),
          ...(body === undefined ? {} : { body }),
        });
        tell({ status: answer.status });
        hooks.onReach?.(true);
        return [answer, secret];
      } catch (error) {
        tell({ error: error instanceof Error ? error.name : 'unknown' });
        if (!signal?.aborted) hooks.onReach?.(false);
        throw error;
      }
    };

    let response: Response;
    try {
      const [answer, secret] = await ask(null);
      response = answer.status === 401 && secret !== null ? (await ask(secret))[0] : answer;
    } catch (error) {
      // What the network does is the renderer's to try again. Whoever gets no session will get none by asking more.
      if (!(error instanceof AssistantError) || signal?.aborted) throw error;
      hooks.onError(error);
      return refusal(error.code, noSession);
    }
    const user = request && response.ok ? userMessageOf(request) : null;
    if (user) hooks.onMessage(user);
    if (response.status === 404 && request?.type === 'threads.get_by_id' && request.params.thread_id) {
      hooks.onThreadGone(request.params.thread_id);
    }
    return observed(response, hooks.onMessage);
  };
}

/** An answer that ChatKit takes for final (4xx), with a message for the person in it. */
const refusal = (code: string, message: string): Response =>
  Response.json({ error: { code, message }, message }, { status: 424 });

/** The same response, with the messages in it reported as they go by. */
async function observed(response: Response, onMessage: ChatFetchHooks['onMessage']): Promise<Response> {
  if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
  // An answer that nobody hears of is still an answer.
  const observer = await import('./answer-observer.ts').catch(() => null);
  return observer ? new Response(response.body.pipeThrough(observer.answerObserver(onMessage)), response) : response;
}

async function withContext(request: ChatRequest, context: Context): Promise<string> {
  const { readContext } = await import('./page-context.ts');
  const metadata = readContext(context);
  return JSON.stringify(metadata ? { ...request, metadata: { ...request.metadata, ...metadata } } : request);
}
