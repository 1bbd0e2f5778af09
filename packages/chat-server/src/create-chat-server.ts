import { parseRequestJson } from '@kb-assistant/protocol';
import type { Agent } from './agent.ts';
import type { Authenticate, User } from './authenticate.ts';
import { ALLOWED_METHODS, createCors } from './cors.ts';
import { RequestError } from './errors.ts';
import { handle } from './handlers/index.ts';
import { errorResponse, jsonResponse, readText, requireJson, toRequestError } from './http.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { localeOf } from './locale.ts';
import { consoleLog, guardLog, type Log, type LogEntry } from './log.ts';
import { RunningTurns } from './running-turns.ts';
import type { ServerContext } from './server-context.ts';
import type { Store } from './store.ts';

export interface ChatServerOptions {
  /** Answers the messages. */
  agent: Agent;
  /** Keeps the threads: `memoryStore()`, `sqliteStore({ path })`, or your own. */
  store: Store;
  /**
   * Says who sent a request, by its headers: it must leave the body alone.
   * `verifySession` of `@kb-assistant/session` fits as it is.
   */
  authenticate: Authenticate;
  /** Other origins whose pages may call this server, each as `https://example.com`. None by default. */
  allowedOrigins?: readonly string[];
  /** Overrides some of the {@link defaultLimits}. */
  limits?: Partial<Limits>;
  /** Takes one entry per request and per answer. JSON lines on the console by default. */
  log?: Log;
  /** The clock that items are dated by, in milliseconds since 1970. `Date.now` by default. */
  now?: () => number;
}

/** Answers a web-standard request. It never rejects. */
export type ChatServer = (request: Request) => Promise<Response>;

/**
 * A server of the ChatKit protocol, as one function from request to response.
 *
 * `POST` is the protocol, `GET` says whether the store can be reached, `OPTIONS` is for other origins. The path is
 * not looked at: whoever mounts the function decides where it lives, in Hono, Express, Next, or `Deno.serve`.
 *
 * @throws {TypeError} where an entry of `allowedOrigins` is not an origin.
 * @example
 * const chat = createChatServer({
 *   agent: async function* (turn) {
 *     yield `You asked: ${turn.text}`;
 *   },
 *   store: memoryStore(),
 *   authenticate: () => ({ user: { id: 'demo' } }),
 * });
 * const response = await chat(
 *   new Request('http://localhost/api/chatkit', {
 *     method: 'POST',
 *     headers: { 'Content-Type': 'application/json' },
 *     body: JSON.stringify({
 *       type: 'threads.create',
 *       params: { input: { content: [{ type: 'input_text', text: 'Hello' }] } },
 *     }),
 *   }),
 * );
 * console.log(await response.text());
 */
export function createChatServer(options: ChatServerOptions): ChatServer {
  const { agent, store, authenticate, allowedOrigins = [], limits, log = consoleLog, now = Date.now } = options;
  const cors = createCors(allowedOrigins);
  const server: ServerContext = {
    agent,
    store,
    limits: { ...defaultLimits, ...limits },
    log: guardLog(log),
    now,
    turns: new RunningTurns(),
  };

  const route = async (request: Request, startedAt: number, note: RequestNote): Promise<Response> => {
    switch (request.method) {
      case 'POST':
        return answerPost(request, startedAt, note);
      case 'GET':
        return health(store);
      case 'OPTIONS':
        return cors.preflight(request);
      default:
        throw new RequestError(
          'method-not-allowed',
          `${request.method} is not answered here. Send requests of the ChatKit protocol by POST.`,
          { headers: { Allow: ALLOWED_METHODS } },
        );
    }
  };

  const answerPost = async (request: Request, startedAt: number, note: RequestNote): Promise<Response> => {
    requireJson(request);
    const user = await identify(authenticate, request);
    const parsed = parseRequestJson(await readText(request, server.limits.bodyBytes));
    note.requestType = parsed.type;
    if ('thread_id' in parsed.params) note.threadId = parsed.params.thread_id;
    const locale = localeOf(request.headers.get('accept-language'));
    return handle(server, { request: parsed, user, locale, signal: request.signal, startedAt });
  };

  return async (request) => {
    const startedAt = performance.now();
    const note: RequestNote = {};
    const response = await route(request, startedAt, note).catch((thrown: unknown) => {
      const error = toRequestError(thrown);
      note.code = error.code;
      if ('cause' in error) note.cause = error.cause;
      return errorResponse(error);
    });
    const { headers, status } = response;
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
    headers.set('X-Content-Type-Options', 'nosniff');
    cors.allow(request, headers);
    server.log({
      level: 'cause' in note ? 'error' : 'info',
      event: 'request',
      method: request.method,
      status,
      durationMs: Math.round(performance.now() - startedAt),
      ...note,
    });
    return response;
  };
}

/** What is learnt of a request on its way, for the log. */
type RequestNote = Pick<Extract<LogEntry, { event: 'request' }>, 'requestType' | 'threadId' | 'code' | 'cause'>;

async function identify(authenticate: Authenticate, request: Request): Promise<User> {
  const found = (await authenticate(request)) ?? {
    error: {
      code: 'unauthenticated',
      message: 'The request does not say who sent it. Get a session and send its token.',
    },
  };
  if ('error' in found) {
    const { code, message } = found.error;
    throw new RequestError('unauthenticated', message, { code, headers: { 'WWW-Authenticate': 'Bearer' } });
  }
  const id: unknown = found.user.id;
  // An empty id would make one user of all who have none.
  if (typeof id !== 'string' || id === '') {
    throw new TypeError(`authenticate: expected a user whose id is a string with something in it, got ${typeof id}.`);
  }
  return found.user;
}

async function health(store: Store): Promise<Response> {
  try {
    await store.ping();
  } catch (cause) {
    const message = 'The store cannot be reached. The log of the server says why.';
    throw new RequestError('store-unavailable', message, { cause });
  }
  return jsonResponse({ status: 'ok' });
}
