import { SessionError } from './errors.ts';
import type { SessionIssuer } from './issuer.ts';
import { corsHeaders, isAllowedOrigin, parseAllowedOrigins } from './origin.ts';
import { readJson } from './read-json.ts';
import type { Authenticator } from './user.ts';

/** One line of the log. It never holds a secret. */
export interface SessionLogEntry {
  event: 'session.minted' | 'session.refreshed' | 'session.refused' | 'session.failed';
  requestId: string;
  status: number;
  durationMs: number;
  code?: string;
  userId?: string;
  sessionId?: string;
  /** What went wrong inside, for `session.failed`. */
  cause?: unknown;
}

export interface SessionHandlerOptions {
  /** Says whose session it will be. */
  authenticate: Authenticator;
  /** Makes the session. */
  issuer: SessionIssuer;
  /** Where the routes begin. Default `/api/chatkit`. */
  basePath?: string;
  /** Origins of other sites whose pages may ask, such as `https://www.example.com`. Default: none but the server's own. */
  allowedOrigins?: readonly string[];
  /** Takes one entry a request. Default: JSON lines on the console. */
  log?: (entry: SessionLogEntry) => void;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
}

const MAX_BODY_BYTES = 8 * 1024;

const routes = {
  '/session': 'POST',
  '/session/refresh': 'POST',
  '/health': 'GET',
} as const satisfies Record<string, 'GET' | 'POST'>;
type Route = keyof typeof routes;

/**
 * The session endpoint, for any runtime that speaks `Request` and `Response`.
 *
 * `POST {basePath}/session` and `POST {basePath}/session/refresh` answer
 * `{ client_secret, session_id, expires_at, expires_in }`, times in seconds; `GET {basePath}/health` answers
 * `{ status: "ok" }`. Errors are `{ error: { code, message, request_id }, message }`.
 *
 * @throws {SessionConfigError} where an option is wrong, at start. The handler itself never throws.
 * @example
 * const secret = process.env.KB_SESSION_SECRET!;
 * const handler = createSessionHandler({
 *   authenticate: anonymousVisitor({ secret }),
 *   issuer: signedSessions({ secret }),
 * });
 * const response = await handler(new Request('http://localhost/api/chatkit/session', { method: 'POST' }));
 */
export function createSessionHandler(options: SessionHandlerOptions): (request: Request) => Promise<Response> {
  const { authenticate, issuer, log = logToConsole, now = Date.now } = options;
  const basePath = (options.basePath ?? '/api/chatkit').replace(/\/+$/, '');
  const allowed = parseAllowedOrigins(options.allowedOrigins ?? []);

  async function answer(request: Request, headers: Headers, entry: Partial<SessionLogEntry>): Promise<Response> {
    const route = routeOf(request, basePath);
    if (request.method === 'OPTIONS') return preflight(request, headers, allowed, routes[route]);
    if (request.method !== routes[route]) {
      headers.set('allow', `${routes[route]}, OPTIONS`);
      throw new SessionError('method-not-allowed', `Expected ${routes[route]}, got ${request.method}.`);
    }
    if (route === '/health') return Response.json({ status: 'ok' }, { headers });

    if (!isAllowedOrigin(request, allowed)) {
      throw new SessionError(
        'origin-not-allowed',
        'This page may not ask for sessions. Add its origin to allowedOrigins.',
      );
    }
    // Nothing in the body decides anything: the user and the session's rights are the server's to say.
    await readJson(request, MAX_BODY_BYTES);
    const user = await authenticate(request, { responseHeaders: headers });
    if (!user) throw new SessionError('unauthenticated', 'Nobody is signed in.');
    entry.userId = user.id;

    const refresh = route === '/session/refresh' && issuer.refresh;
    const session = await (refresh ? refresh.call(issuer, user, request) : issuer.mint(user, request));
    entry.event = route === '/session' ? 'session.minted' : 'session.refreshed';
    entry.sessionId = session.sessionId;
    const expiresAt = Math.floor(session.expiresAt.getTime() / 1000);
    return Response.json(
      {
        client_secret: session.clientSecret,
        session_id: session.sessionId,
        expires_at: expiresAt,
        // A page whose clock is wrong can go by this one.
        expires_in: Math.max(0, expiresAt - Math.floor(now() / 1000)),
      },
      { headers },
    );
  }

  return async (request) => {
    const startedAt = now();
    const requestId = `req_${crypto.randomUUID()}`;
    const headers = corsHeaders(request, allowed);
    headers.set('cache-control', 'no-store');
    const entry: Partial<SessionLogEntry> = {};
    let response: Response;
    try {
      response = await answer(request, headers, entry);
    } catch (cause) {
      const expected = cause instanceof SessionError;
      const error = expected ? cause : new SessionError('internal-error', 'No session could be made. Try again.');
      entry.event = expected ? 'session.refused' : 'session.failed';
      entry.code = error.code;
      if (!expected) entry.cause = cause;
      // ChatKit's own interface shows a top-level "message".
      const body = {
        error: { code: error.code, message: error.message, request_id: requestId },
        message: error.message,
      };
      response = Response.json(body, { status: error.status, headers });
    }
    const { event } = entry;
    if (event) log({ ...entry, event, requestId, status: response.status, durationMs: now() - startedAt });
    return response;
  };
}

function routeOf(request: Request, basePath: string): Route {
  const { pathname } = new URL(request.url);
  const route = pathname.startsWith(basePath) ? pathname.slice(basePath.length).replace(/\/$/, '') : '';
  if (!Object.hasOwn(routes, route)) {
    const known = Object.keys(routes).map((each) => basePath + each);
    throw new SessionError('route-not-found', `Expected one of ${known.join(', ')}.`);
  }
  return route as Route;
}

function preflight(request: Request, headers: Headers, allowed: ReadonlySet<string>, method: string): Response {
  if (!isAllowedOrigin(request, allowed)) {
    throw new SessionError(
      'origin-not-allowed',
      'This page may not ask for sessions. Add its origin to allowedOrigins.',
    );
  }
  headers.set('access-control-allow-methods', method);
  headers.set('access-control-allow-headers', 'Authorization, Content-Type');
  headers.set('access-control-max-age', '600');
  return new Response(null, { status: 204, headers });
}

function logToConsole({ cause, ...entry }: SessionLogEntry): void {
  const line = JSON.stringify(
    cause === undefined ? entry : { ...entry, cause: cause instanceof Error ? cause.stack : cause },
  );
  if (entry.event === 'session.failed') console.error(line);
  else console.log(line);
}
