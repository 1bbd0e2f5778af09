import { addressKey, clientAddress as runtimeAddress } from './client-address.ts';
import { SessionConfigError, SessionError } from './errors.ts';
import type { SessionIssuer } from './issuer.ts';
import { memoryRateLimiter } from './limits/memory-rate-limiter.ts';
import type { RateLimiter } from './limits/rate-limiter.ts';
import { logToConsole, type SessionLogEntry, type SessionRequestEntry } from './log.ts';
import { type AllowedOrigins, corsHeaders, isAllowedOrigin, parseAllowedOrigins } from './origin.ts';
import { readJson } from './read-json.ts';
import type { Authenticator, User } from './user.ts';

export interface SessionRateLimits {
  /** Counts each user. Default: 60 a minute, in this process. */
  perUser?: RateLimiter | false;
  /** Counts each client address, before anybody is known. Default: 120 a minute, in this process. */
  perAddress?: RateLimiter | false;
}

export interface SessionHandlerOptions {
  /** Says whose session it will be. */
  authenticate: Authenticator;
  /** Makes the session. */
  issuer: SessionIssuer;
  /** Where the routes begin. Default `/api/chatkit`. */
  basePath?: string;
  /**
   * Origins of other sites whose pages may ask: `https://www.example.com`, or `https://*.example.com` for all
   * subdomains of any depth. Default: none but the server's own.
   */
  allowedOrigins?: readonly string[];
  /** Whether pages of other origins may send cookies. Only without can `allowedOrigins` be `['*']`. Default true. */
  credentials?: boolean;
  /** How often somebody may ask. Minting, refreshing and ending count apart. `false` for no limit. */
  rateLimit?: SessionRateLimits | false;
  /**
   * The client's address, for `rateLimit.perAddress`. Default: what the runtime told by {@link withClientAddress};
   * `toNodeHandler` does. Read a header only if a proxy of yours overwrites it: `cf-connecting-ip` on Cloudflare, say.
   */
  clientAddress?: (request: Request) => string | undefined;
  /** Takes one entry at start, and one a request. Default: JSON lines on the console. */
  log?: (entry: SessionLogEntry) => void;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
}

const MAX_BODY_BYTES = 8 * 1024;

/** What each route does. Two spellings where integrations that are out there use both. */
const routes = {
  '/session': 'mint',
  '/sessions': 'mint',
  '/session/refresh': 'refresh',
  '/sessions/refresh': 'refresh',
  '/refresh': 'refresh',
  '/session/end': 'end',
  '/health': 'health',
  '/.well-known/jwks.json': 'keys',
} as const;
type Action = (typeof routes)[keyof typeof routes];

const methods: Record<Action, 'GET' | 'POST'> = {
  mint: 'POST',
  refresh: 'POST',
  end: 'POST',
  health: 'GET',
  keys: 'GET',
};

/**
 * The session endpoint, for any runtime that speaks `Request` and `Response`.
 *
 * `POST {basePath}/session` and `POST {basePath}/session/refresh` answer
 * `{ client_secret, session_id, expires_at, expires_in }`, times in seconds; `POST {basePath}/session/end` takes
 * `{ session_id }` and answers 204; `GET {basePath}/health` answers `{ status: "ok" }`; `GET
 * {basePath}/.well-known/jwks.json` answers the issuer's public keys, if it has any. `/sessions`, `/sessions/refresh`
 * and `/refresh` are the same by other names. Errors are `{ error: { code, message, request_id }, message }`.
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
  const { authenticate, issuer, clientAddress = runtimeAddress, now = Date.now } = options;
  const basePath = (options.basePath ?? '/api/chatkit').replace(/\/+$/, '');
  checkOptions(options, basePath);
  const allowed = parseAllowedOrigins(options.allowedOrigins ?? [], options.credentials ?? true);
  const limits =
    options.rateLimit === false ? { perUser: false as const, perAddress: false as const } : options.rateLimit;
  const perUser = limits?.perUser ?? memoryRateLimiter({ limit: 60, now });
  const perAddress = limits?.perAddress ?? memoryRateLimiter({ limit: 120, now });
  const log = (entry: SessionLogEntry): void => {
    try {
      (options.log ?? logToConsole)(entry);
    } catch {
      // A log that is full must not cost anybody their session.
    }
  };
  log({ event: 'session.started', basePath, about: issuer.about ?? {} });

  async function answer(request: Request, headers: Headers, entry: Partial<SessionRequestEntry>): Promise<Response> {
    const { route, action } = routeOf(request, basePath, issuer);
    const method = methods[action];
    entry.route = route;
    if (request.method === 'OPTIONS') return preflight(request, headers, allowed, method);
    if (request.method !== method) {
      headers.set('allow', `${method}, OPTIONS`);
      throw new SessionError('method-not-allowed', `Expected ${method}, got ${request.method}.`);
    }
    if (action === 'health') return Response.json({ status: 'ok' }, { headers });
    if (action === 'keys') {
      headers.set('cache-control', 'public, max-age=300');
      return Response.json(await issuer.publicKeys?.(), { headers });
    }

    assertAllowedOrigin(request, allowed);
    const address = clientAddress(request);
    if (address) await count(perAddress, `${action}:address:${addressKey(address)}`);
    // Nothing in the body decides anything: the user and the session's rights are the server's to say.
    const body = await readJson(request, MAX_BODY_BYTES);
    const user = await authenticate(request, { responseHeaders: headers });
    if (!user) throw new SessionError('unauthenticated', 'Nobody is signed in.');
    assertUser(user);
    entry.userId = user.id;
    await count(perUser, `${action}:user:${user.id}`);

    if (action === 'end') {
      if (issuer.end) await issuer.end(sessionIdOf(body), user, request);
      entry.event = 'session.ended';
      return new Response(null, { status: 204, headers });
    }
    const refresh = action === 'refresh' && issuer.refresh;
    const session = await (refresh ? refresh.call(issuer, user, request, body) : issuer.mint(user, request, body));
    entry.event = action === 'mint' ? 'session.minted' : 'session.refreshed';
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
    const entry: Partial<SessionRequestEntry> = {};
    let response: Response;
    try {
      response = await answer(request, headers, entry);
    } catch (cause) {
      const expected = cause instanceof SessionError;
      const error = expected
        ? cause
        : new SessionError('internal-error', 'No session could be made. Try again.', { cause });
      const failed = error.status >= 500;
      entry.event = failed ? 'session.failed' : 'session.refused';
      entry.code = error.code;
      if (failed) entry.cause = error.cause;
      if (error.retryAfterSeconds !== undefined) headers.set('retry-after', String(error.retryAfterSeconds));
      // ChatKit's own interface shows a top-level "message".
      const body = {
        error: { code: error.code, message: error.message, request_id: requestId },
        message: error.message,
      };
      response = Response.json(body, { status: error.status, headers });
    }
    const { event = 'request.answered' } = entry;
    const { method } = request;
    log({ event, requestId, method, ...entry, status: response.status, durationMs: now() - startedAt });
    return response;
  };
}

function checkOptions({ authenticate, issuer, rateLimit }: SessionHandlerOptions, basePath: string): void {
  const expect = (holds: boolean, option: string, reason: string): void => {
    if (!holds) throw new SessionConfigError('invalid-option', option, reason);
  };
  expect(
    typeof authenticate === 'function',
    'authenticate',
    'expected a function, such as anonymousVisitor({ secret }).',
  );
  expect(typeof issuer?.mint === 'function', 'issuer', 'expected an issuer, such as signedSessions({ secret }).');
  expect(/^(\/[^\s?#]*)?$/.test(basePath), 'basePath', `expected a path such as "/api/chatkit", got "${basePath}".`);
  for (const limiter of rateLimit ? [rateLimit.perUser, rateLimit.perAddress] : []) {
    expect(
      !limiter || typeof limiter.consume === 'function',
      'rateLimit',
      'expected { perUser, perAddress }, each a limiter.',
    );
  }
}

function routeOf(request: Request, basePath: string, issuer: SessionIssuer): { route: string; action: Action } {
  const { pathname } = new URL(request.url);
  const route = pathname.startsWith(basePath) ? pathname.slice(basePath.length).replace(/\/$/, '') : '';
  const known = Object.entries(routes).filter(([, action]) => action !== 'keys' || issuer.publicKeys);
  const action = known.find(([path]) => path === route)?.[1];
  if (!action) {
    throw new SessionError('route-not-found', `Expected one of ${known.map(([path]) => basePath + path).join(', ')}.`);
  }
  return { route, action };
}

function assertAllowedOrigin(request: Request, allowed: AllowedOrigins): void {
  if (isAllowedOrigin(request, allowed)) return;
  throw new SessionError('origin-not-allowed', 'This page may not ask for sessions. Add its origin to allowedOrigins.');
}

function assertUser({ id }: User): void {
  // Sessions without a name would all belong to the same nobody.
  if (typeof id !== 'string' || id === '') throw new TypeError('authenticate gave a user whose id is no text.');
}

async function count(limiter: RateLimiter | false, key: string): Promise<void> {
  if (!limiter) return;
  const { allowed, retryAfterMs } = await limiter.consume(key);
  if (allowed) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  throw new SessionError('rate-limited', `Too many requests. Try again in ${retryAfterSeconds} s.`, {
    retryAfterSeconds,
  });
}

function sessionIdOf(body: unknown): string {
  const id = (body as { session_id?: unknown } | null | undefined)?.session_id;
  if (typeof id === 'string') return id;
  throw new SessionError('session-not-found', 'Expected { "session_id": "…" }, as the session was answered.');
}

function preflight(request: Request, headers: Headers, allowed: AllowedOrigins, method: string): Response {
  assertAllowedOrigin(request, allowed);
  headers.set('access-control-allow-methods', method);
  headers.set('access-control-allow-headers', 'Authorization, Content-Type');
  headers.set('access-control-max-age', '600');
  return new Response(null, { status: 204, headers });
}
