import { parseRequestJson } from '@kb-assistant/protocol';
import type { ActionAgent, Agent, SyncAction } from './agent.ts';
import { AtOnce } from './at-once.ts';
import type { CreateAttachments } from './attachments/attachment-port.ts';
import { linkPreflight, tokenOf } from './attachments/link-request.ts';
import { type Authenticate, identify, type User } from './authenticate.ts';
import { ALLOWED_METHODS, createCors } from './cors.ts';
import { RequestError, threadNotFound } from './errors.ts';
import { requireAttachments } from './handlers/attachments.ts';
import { handle } from './handlers/index.ts';
import { health } from './health.ts';
import { errorResponse, readText, requireJson, toRequestError } from './http.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { localeOf } from './locale.ts';
import { consoleLog, guardLog, type Log, type LogEntry } from './log.ts';
import { Metrics, metricsResponse } from './metrics.ts';
import type { RateLimit } from './rate-limit.ts';
import type { Relay } from './relay.ts';
import { newRequestId } from './request-id.ts';
import { resumeAnswer, stopAnswer } from './resume.ts';
import { RunningTurns } from './running-turns.ts';
import type { ServerContext } from './server-context.ts';
import type { Store } from './store.ts';
import type { Transcribe } from './transcribe.ts';
import { noTracing, type Tracing } from './tracing/tracing.ts';

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
  /** Reacts to actions of widgets and of the page, by a stream. Without it, they are refused. */
  onAction?: ActionAgent;
  /** Reacts to actions that do not stream (`streaming: false`). Without it, they are refused. */
  onSyncAction?: SyncAction;
  /** Takes files along with messages: `attachments({ storage })`. Without it, they are refused. */
  attachments?: CreateAttachments;
  /** Writes down dictation. Without it, recordings are refused. */
  transcribe?: Transcribe;
  /** Whether the person is shown a button that stops an answer. True by default; an agent may change its mind. */
  allowCancel?: boolean;
  /** Other origins whose pages may call this server, each as `https://example.com`. None by default. */
  allowedOrigins?: readonly string[];
  /** Overrides some of the {@link defaultLimits}. */
  limits?: Partial<Limits>;
  /**
   * How often each user may have something answered: messages, actions and dictations, counted together.
   * `memoryRateLimiter({ limit: 30 })` of `@kb-assistant/session` allows 30 a minute, `redisRateLimiter` among several
   * instances. No limit by default, but {@link Limits.turnsPerUser}.
   */
  rateLimit?: RateLimit;
  /**
   * Lets several instances of this server share who answers which thread: `postgresRelay()`, `redisRelay()`.
   * Without it, this must be the only instance on its store.
   */
  relay?: Relay;
  /**
   * Has answers go on when their client goes away, who may come back to them: `GET ?thread_id=…` gives the rest, and
   * `DELETE ?thread_id=…` ends it. Without it, an answer ends with its client. False by default.
   */
  resumable?: boolean;
  /** Answers a `GET` of an address that ends in `/metrics` with counters, as Prometheus reads them. False by default. */
  metrics?: boolean;
  /** Where spans go: `openTelemetry()`. Nowhere by default. */
  tracing?: Tracing;
  /** Takes one entry per request and per answer. JSON lines on the console by default. */
  log?: Log;
  /** The clock that items are dated by, in milliseconds since 1970. `Date.now` by default. */
  now?: () => number;
}

export interface ChatServer {
  /** Answers a web-standard request. It never rejects. */
  (request: Request): Promise<Response>;
  /**
   * Answers at the address of `attachments.url`: direct uploads (`POST`, a form with a `file`), uploads and previews
   * by link. It never rejects.
   */
  attachments(request: Request): Promise<Response>;
  /**
   * Deletes the uploads that never arrived and the files that nobody sent; gives their number. Requests set it off now
   * and then; a timer may do so as well.
   */
  sweepAttachments(): Promise<number>;
  /**
   * Ends the server: refuses new answers, lets those that run end for up to `deadlineMs` (10,000), and breaks off the
   * rest, which keep what was said. Then the relay is closed; the store is yours to close.
   */
  close(options?: { deadlineMs?: number }): Promise<void>;
}

const SHUTDOWN_DEADLINE_MS = 10_000;

/**
 * A server of the ChatKit protocol, as one function from request to response.
 *
 * `POST` is the protocol, `GET` says whether this instance can answer, `OPTIONS` is for other origins. The path is
 * not looked at: whoever mounts the function decides where it lives, in Hono, Express, Next, or `Deno.serve`.
 *
 * @throws {TypeError} where an entry of `allowedOrigins` is not an origin, or `attachments` lacks what its storage needs.
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
  const metrics = options.metrics ? new Metrics() : undefined;
  const sink = guardLog(log);
  const tell: Log = (entry) => {
    metrics?.observe(entry);
    sink(entry);
  };
  const cors = createCors(allowedOrigins);
  const server: ServerContext = {
    agent,
    action: options.onAction,
    syncAction: options.onSyncAction,
    transcribe: options.transcribe,
    attachments: options.attachments?.({ store, log: tell, now }),
    allowCancel: options.allowCancel ?? true,
    store,
    limits: { ...defaultLimits, ...limits },
    log: tell,
    now,
    turns: new RunningTurns(options.relay),
    atOnce: new AtOnce(),
    rateLimit: options.rateLimit,
    resumable: options.resumable ?? false,
    tracing: options.tracing ?? noTracing,
  };

  const route: Route = async (request, startedAt, note) => {
    switch (request.method) {
      case 'POST':
        return answerPost(request, startedAt, note);
      case 'GET':
        if (metrics && pathOf(request).endsWith('/metrics')) {
          return metricsResponse(metrics.write({ running: server.turns.size }));
        }
        return answerThread(request, note, resumeAnswer) ?? health(server);
      case 'DELETE': {
        const stopped = answerThread(request, note, stopAnswer);
        if (stopped) return stopped;
        break;
      }
      case 'OPTIONS':
        return cors.preflight(request);
    }
    throw new RequestError(
      'method-not-allowed',
      `${request.method} is not answered here. Send requests of the ChatKit protocol by POST.`,
      { headers: { Allow: ALLOWED_METHODS } },
    );
  };

  /** What is done with the answer that runs in the thread that an address names; nothing where it names none. */
  const answerThread = (
    request: Request,
    note: RequestNote,
    work: (server: ServerContext, user: User, threadId: string) => Promise<Response>,
  ): Promise<Response> | undefined => {
    const threadId = new URL(request.url).searchParams.get('thread_id');
    if (threadId === null) return undefined;
    return identify(authenticate, request).then((user) => {
      requireId(threadId);
      note.threadId = threadId;
      return work(server, user, threadId);
    });
  };

  const answerPost = async (request: Request, startedAt: number, note: RequestNote): Promise<Response> => {
    requireJson(request);
    const user = await identify(authenticate, request);
    const parsed = parseRequestJson(await readText(request, server.limits.bodyBytes));
    note.requestType = parsed.type;
    if ('thread_id' in parsed.params) note.threadId = parsed.params.thread_id;
    const locale = localeOf(request.headers.get('accept-language'));
    const { requestId } = note;
    return handle(server, { requestId, request: parsed, user, locale, signal: request.signal, startedAt });
  };

  /** The addresses of attachments. A link is a permission by itself, so pages of all origins may use it. */
  const attachmentRoute: Route = async (request) => {
    const attachments = requireAttachments(server);
    const byLink = tokenOf(request) !== null;
    if (request.method === 'OPTIONS') return byLink ? linkPreflight() : cors.preflight(request);
    if (request.method === 'POST' && !byLink) cors.requireOwn(request);
    return attachments.answer(request, () => identify(authenticate, request));
  };

  const answerBy =
    (work: Route) =>
    async (request: Request): Promise<Response> => {
      const startedAt = performance.now();
      const note: RequestNote = { requestId: newRequestId(request.headers.get('x-request-id')) };
      const span = server.tracing.start('chatkit.request', {
        'chatkit.request.id': note.requestId,
        'http.request.method': request.method,
      });
      const response = await span
        .run(() => work(request, startedAt, note))
        .catch((thrown: unknown) => {
          const error = toRequestError(thrown);
          note.code = error.code;
          if ('cause' in error) {
            note.cause = error.cause;
            span.fail(error.cause);
          }
          return errorResponse(error);
        });
      const { headers, status } = response;
      headers.set('X-Request-Id', note.requestId);
      span.set({
        'http.response.status_code': status,
        ...(note.requestType === undefined ? {} : { 'chatkit.request.type': note.requestType }),
        ...(note.threadId === undefined ? {} : { 'chatkit.thread.id': note.threadId }),
      });
      span.end();
      if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
      headers.set('X-Content-Type-Options', 'nosniff');
      cors.allow(request, headers);
      if (work === attachmentRoute && tokenOf(request) !== null) {
        headers.set('Access-Control-Allow-Origin', '*');
        headers.delete('Access-Control-Allow-Credentials');
      }
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

  return Object.assign(answerBy(route), {
    attachments: answerBy(attachmentRoute),
    sweepAttachments: async () => requireAttachments(server).sweep(),
    close: ({ deadlineMs = SHUTDOWN_DEADLINE_MS } = {}) => server.turns.close(deadlineMs),
  });
}

type Route = (request: Request, startedAt: number, note: RequestNote) => Promise<Response>;

/** What is longer is no id of anything, and has no business in a log. For bodies, the protocol has a limit too. */
const ID_LENGTH = 200;

/** @throws {RequestError} `thread-not-found` */
function requireId(threadId: string): void {
  if (threadId.length > ID_LENGTH) throw threadNotFound();
}

const pathOf = (request: Request): string => new URL(request.url).pathname;

/** What is learnt of a request on its way, for the log. */
type RequestNote = Pick<
  Extract<LogEntry, { event: 'request' }>,
  'requestId' | 'requestType' | 'threadId' | 'code' | 'cause'
>;
