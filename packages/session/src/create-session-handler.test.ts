import { decodeJwt, exportJWK, generateKeyPair, jwtVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { createSessionHandler, type SessionHandlerOptions } from './create-session-handler.ts';
import { withClientAddress } from './client-address.ts';
import type { SessionIssuer } from './issuer.ts';
import { signedSessions } from './issuers/signed-sessions.ts';
import { memoryRateLimiter } from './limits/memory-rate-limiter.ts';
import { logToConsole, type SessionLogEntry } from './log.ts';
import { verifySession } from './verify-session.ts';

const secret = 'a secret of more than thirty-two bytes';
const issuer = signedSessions({ secret });
const user = { id: 'user_1' };

const json = { 'content-type': 'application/json' };

const handlerWith = (options: Partial<SessionHandlerOptions> = {}) =>
  createSessionHandler({ authenticate: () => user, issuer, log: () => {}, ...options });

const request = (path: string, init: RequestInit = {}) =>
  new Request(`http://help.example/api/chatkit${path}`, { method: 'POST', ...init });

describe('the session endpoint', () => {
  it.each(['/session', '/sessions', '/session/refresh', '/sessions/refresh', '/refresh'])(
    'mints a session at %s that verifySession accepts',
    async (path) => {
      const response = await handlerWith()(request(path));
      expect(response.status).toBe(200);
      const body = (await response.json()) as Record<string, string | number>;
      expect(Object.keys(body).toSorted()).toEqual(['client_secret', 'expires_at', 'expires_in', 'session_id']);
      expect(body['expires_in']).toBeGreaterThan(598);
      expect(Math.abs(Number(body['expires_at']) - Date.now() / 1000 - 600)).toBeLessThan(2);
      const chat = new Request('http://help.example/', {
        headers: { authorization: `Bearer ${body['client_secret']}` },
      });
      expect(await verifySession({ secret })(chat)).toMatchObject({ user, sessionId: body['session_id'] });
    },
  );

  it('never takes the user from the body', async () => {
    const response = await handlerWith()(
      request('/session', {
        body: JSON.stringify({ user: 'admin', sub: 'admin' }),
        headers: { 'content-type': 'application/json' },
      }),
    );
    const { client_secret } = (await response.json()) as { client_secret: string };
    expect(decodeJwt(client_secret).sub).toBe('user_1');
  });

  it('is not kept by any cache', async () => {
    expect((await handlerWith()(request('/session'))).headers.get('cache-control')).toBe('no-store');
  });

  it('says that it is well', async () => {
    const response = await handlerWith()(request('/health', { method: 'GET' }));
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  it('stands where basePath says', async () => {
    const handler = handlerWith({ basePath: '/chat/' });
    expect((await handler(new Request('http://help.example/chat/session', { method: 'POST' }))).status).toBe(200);
    expect((await handler(request('/session'))).status).toBe(404);
  });

  it('lets an authenticator set a cookie', async () => {
    const authenticate: SessionHandlerOptions['authenticate'] = (_, { responseHeaders }) => {
      responseHeaders.append('set-cookie', 'kb_visitor=1');
      return user;
    };
    expect((await handlerWith({ authenticate })(request('/session'))).headers.getSetCookie()).toEqual(['kb_visitor=1']);
  });

  it('uses the refresh of an issuer that has one', async () => {
    const refresh = vi.fn(issuer.mint);
    await handlerWith({ issuer: { ...issuer, refresh } })(request('/session/refresh'));
    expect(refresh).toHaveBeenCalledOnce();
  });

  it('takes the end of a signed session for good, and the session still holds until it runs out', async () => {
    const handler = handlerWith();
    const { client_secret } = (await (await handler(request('/session'))).json()) as { client_secret: string };
    const response = await handler(request('/session/end'));
    expect([response.status, await response.text()]).toEqual([204, '']);
    const chat = new Request('http://help.example/', { headers: { authorization: `Bearer ${client_secret}` } });
    expect(await verifySession({ secret })(chat)).toHaveProperty('user');
  });

  it('asks an issuer that can to end the session of the user', async () => {
    const end = vi.fn<NonNullable<SessionIssuer['end']>>(() => Promise.resolve());
    const handler = handlerWith({ issuer: { ...issuer, end } });
    const ending = (body: unknown) => handler(request('/session/end', { body: JSON.stringify(body), headers: json }));
    expect((await ending({ session_id: 'ses_1', user: 'admin' })).status).toBe(204);
    expect(end.mock.calls[0]?.slice(0, 2)).toEqual(['ses_1', user]);
    for (const body of [{}, null, { session_id: 7 }, []]) {
      const response = await ending(body);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'session-not-found' } });
    }
    expect(end).toHaveBeenCalledOnce();
  });

  it('publishes public keys, and nothing else of them', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const keys = [
      { ...(await exportJWK(privateKey)), kid: 'new' },
      { kid: 'old', secret },
    ];
    const handler = handlerWith({ issuer: signedSessions({ keys }) });
    const response = await handler(request('/.well-known/jwks.json', { method: 'GET' }));
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const published = (await response.json()) as JSONWebKeySet;
    expect(published.keys.map((key) => Object.keys(key).toSorted())).toEqual([
      ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
    ]);
    const { client_secret } = (await (await handler(request('/session'))).json()) as { client_secret: string };
    await jwtVerify(client_secret, createLocalJWKSet(published));
  });

  it('has no keys to show for a secret', async () => {
    expect((await handlerWith()(request('/.well-known/jwks.json', { method: 'GET' }))).status).toBe(404);
  });
});

describe('front ends that are out there', () => {
  const page = 'https://app.example.com';
  const handler = handlerWith({ allowedOrigins: [page] });
  const wishes = {
    workflow: { id: 'wf_of_the_page' },
    chatkit_configuration: { file_upload: { enabled: true, max_size_mb: 10 } },
  };

  it.each<[string, string, RequestInit]>([
    ['posts nothing to /sessions', '/sessions', { headers: { origin: page, ...json } }],
    ['posts a user to /sessions', '/sessions', { headers: { origin: page, ...json }, body: '{"user":"user_7"}' }],
    ['posts a workflow to /session', '/session', { headers: { origin: page, ...json }, body: JSON.stringify(wishes) }],
    ['refreshes at /session/refresh', '/session/refresh', { headers: { origin: page, ...json }, body: '{}' }],
    ['refreshes at /refresh', '/refresh', { headers: { origin: page, ...json }, body: '{"session_id":"ses_1"}' }],
  ])('get what they read: one that %s', async (_, path, init) => {
    const response = await handler(request(path, init));
    expect(response.status).toBe(200);
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({ client_secret: expect.any(String), session_id: expect.any(String) });
    expect(body['expires_at']).toBeGreaterThan(Date.now() / 1000);
    expect(decodeJwt(String(body['client_secret'])).sub).toBe('user_1');
  });
});

describe('bad input', () => {
  it.each<[string, Request, number, string]>([
    ['an unknown route', request('/sessions/all'), 404, 'route-not-found'],
    ['a route that every object has', request('/constructor'), 404, 'route-not-found'],
    ['a wrong method', request('/session', { method: 'GET' }), 405, 'method-not-allowed'],
    ['a form', request('/session', { body: new URLSearchParams({ a: '1' }) }), 415, 'unsupported-content-type'],
    [
      'text',
      request('/session', { body: '{}', headers: { 'content-type': 'text/plain' } }),
      415,
      'unsupported-content-type',
    ],
    ['a body over 8 kB', request('/session', { body: `"${'x'.repeat(8192)}"`, headers: json }), 413, 'body-too-large'],
    ['broken JSON', request('/session', { body: '{', headers: json }), 400, 'malformed-json'],
    [
      'a body that breaks off',
      request('/session', {
        body: new ReadableStream({ start: (controller) => controller.error(new Error('gone')) }),
        duplex: 'half',
        headers: json,
      } as RequestInit),
      400,
      'malformed-json',
    ],
    ['another site', request('/session', { headers: { origin: 'https://evil.example' } }), 403, 'origin-not-allowed'],
    ['an opaque origin', request('/session', { headers: { origin: 'null' } }), 403, 'origin-not-allowed'],
    [
      'another site that hides its origin',
      request('/session', { headers: { 'sec-fetch-site': 'cross-site' } }),
      403,
      'origin-not-allowed',
    ],
  ])('answers %s with an error that has a code', async (_, bad, status, code) => {
    const response = await handlerWith()(bad);
    expect(response.status).toBe(status);
    const body = (await response.json()) as { error: { code: string; message: string; request_id: string } };
    expect(body).toEqual({
      error: { code, message: expect.any(String), request_id: expect.stringMatching(/^req_/) },
      message: body.error.message,
    });
  });

  it('names the method that is allowed', async () => {
    const response = await handlerWith()(request('/session', { method: 'DELETE' }));
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
  });

  it('answers 401 where nobody is signed in', async () => {
    const response = await handlerWith({ authenticate: () => null })(request('/session'));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'unauthenticated' } });
  });

  it('keeps the cause of a failure in the log', async () => {
    const entries: unknown[] = [];
    const cause = new Error('database password is hunter2');
    const authenticate = () => Promise.reject(cause);
    const response = await handlerWith({ authenticate, log: (entry) => entries.push(entry) })(request('/session'));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('hunter2');
    expect(entries).toContainEqual(expect.objectContaining({ event: 'session.failed', code: 'internal-error', cause }));
  });
});

describe('other origins', () => {
  const origin = 'https://www.example.com';
  const handler = handlerWith({ allowedOrigins: [origin] });

  it('lets a page of an allowed origin ask, with cookies', async () => {
    const response = await handler(request('/session', { headers: { origin } }));
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
    expect(response.headers.get('vary')).toBe('Origin');
  });

  it('lets its own pages ask, also behind a proxy that ends TLS', async () => {
    const response = await handler(
      request('/session', { headers: { origin: 'https://help.example', host: 'help.example' } }),
    );
    expect(response.status).toBe(200);
  });

  it('answers the preflight of an allowed origin, and no other', async () => {
    const preflight = (from: string) => handler(request('/session', { method: 'OPTIONS', headers: { origin: from } }));
    const response = await preflight(origin);
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toBe('POST');
    expect(response.headers.get('access-control-allow-headers')).toContain('Content-Type');
    const refused = await preflight('https://evil.example');
    expect(refused.status).toBe(403);
    expect(refused.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    '*',
    'https://*.com',
    'https://*',
    'https://a.*.example.com',
    '*.example.com',
    'www.example.com',
    'https://www.example.com/',
    '',
  ])('refuses %j in the list, at start', (wrong) => {
    expect(() => handlerWith({ allowedOrigins: [wrong] })).toThrow(
      expect.objectContaining({ code: 'invalid-option', option: 'allowedOrigins' }),
    );
  });
});

describe('other origins, by a pattern', () => {
  const handler = handlerWith({ allowedOrigins: ['https://*.example.com', 'http://*.localhost:5173'] });
  const statusFor = async (origin: string) => (await handler(request('/session', { headers: { origin } }))).status;

  it.each(['https://a.example.com', 'https://a.b.example.com', 'http://x.localhost:5173'])(
    'lets %s ask',
    async (origin) => {
      expect(await statusFor(origin)).toBe(200);
    },
  );

  it.each([
    'https://example.com',
    'http://a.example.com',
    'https://a.example.com:8443',
    'https://evilexample.com',
    'https://a.example.com.evil.example',
    'https://evil.example/.example.com',
    'https://.example.com',
    'http://x.localhost',
  ])('refuses %s', async (origin) => {
    expect(await statusFor(origin)).toBe(403);
  });

  it('lets everybody ask only where no cookies count', async () => {
    const open = handlerWith({ allowedOrigins: ['*'], credentials: false });
    const response = await open(request('/session', { headers: { origin: 'https://anywhere.example' } }));
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(() => handlerWith({ allowedOrigins: ['*'], credentials: true })).toThrow(
      expect.objectContaining({ option: 'allowedOrigins' }),
    );
  });
});

describe('limits', () => {
  const limitOf = (limit: number) => memoryRateLimiter({ limit, now: () => 0 });
  const from = (address: string, path = '/session') => withClientAddress(request(path), address);

  it('answers whoever asks too often with 429, and says when to come back', async () => {
    const handler = handlerWith({ rateLimit: { perUser: limitOf(2) } });
    const statuses = [];
    for (let i = 0; i < 2; i++) statuses.push((await handler(request('/session'))).status);
    expect(statuses).toEqual([200, 200]);
    const response = await handler(request('/session', { headers: { origin: 'http://help.example' } }));
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('60');
    expect(response.headers.get('access-control-expose-headers')).toBe('Retry-After');
    expect(await response.json()).toMatchObject({ error: { code: 'rate-limited' } });
  });

  it('counts refreshing apart from minting, by whatever name', async () => {
    const handler = handlerWith({ rateLimit: { perUser: limitOf(1) } });
    const paths = ['/session', '/sessions', '/refresh', '/sessions/refresh', '/session/end'];
    const statuses = [];
    for (const path of paths) statuses.push((await handler(request(path))).status);
    expect(statuses).toEqual([200, 429, 200, 429, 204]);
  });

  it('counts each user for itself', async () => {
    let id = 'user_1';
    const handler = handlerWith({ authenticate: () => ({ id }), rateLimit: { perUser: limitOf(1) } });
    await handler(request('/session'));
    id = 'user_2';
    expect((await handler(request('/session'))).status).toBe(200);
  });

  it('counts an address before it is known who asks', async () => {
    const authenticate = vi.fn(() => null);
    const handler = handlerWith({ authenticate, rateLimit: { perAddress: limitOf(2) } });
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await handler(from('192.0.2.1'))).status);
    expect(statuses).toEqual([401, 401, 429]);
    expect(authenticate).toHaveBeenCalledTimes(2);
    expect((await handler(from('192.0.2.2'))).status).toBe(401);
  });

  it('believes no header about the address, unless it is told which', async () => {
    const forged = (address: string) =>
      request('/session', {
        headers: { 'x-forwarded-for': address, 'x-real-ip': address, forwarded: `for=${address}` },
      });
    const rateLimit = { perAddress: limitOf(1) };
    const handler = handlerWith({ rateLimit });
    await handler(withClientAddress(forged('198.51.100.1'), '192.0.2.1'));
    expect((await handler(withClientAddress(forged('198.51.100.2'), '192.0.2.1'))).status).toBe(429);

    const clientAddress = ({ headers }: Request) => headers.get('cf-connecting-ip') ?? undefined;
    const behind = handlerWith({ rateLimit: { perAddress: limitOf(1) }, clientAddress });
    const asking = (address: string) => behind(request('/session', { headers: { 'cf-connecting-ip': address } }));
    expect([(await asking('a')).status, (await asking('b')).status, (await asking('a')).status]).toEqual([
      200, 200, 429,
    ]);
  });

  it('has limits from the start, and none where that is said', async () => {
    const flood = async (handler: (request: Request) => Promise<Response>) => {
      const statuses = await Promise.all(
        Array.from({ length: 130 }, async () => (await handler(from('192.0.2.1'))).status),
      );
      return statuses.filter((status) => status === 200).length;
    };
    expect(await flood(handlerWith())).toBe(60);
    expect(await flood(handlerWith({ authenticate: () => ({ id: crypto.randomUUID() }) }))).toBe(120);
    expect(await flood(handlerWith({ rateLimit: false }))).toBe(130);
  });

  it('lets nobody through when nobody counts', async () => {
    const consume = () => Promise.reject(new Error('no connection'));
    const response = await handlerWith({ rateLimit: { perUser: { consume } } })(request('/session'));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('no connection');
  });

  it('does not limit whether it is well', async () => {
    const handler = handlerWith({ rateLimit: { perUser: limitOf(1), perAddress: limitOf(1) } });
    const health = async () =>
      (await handler(withClientAddress(request('/health', { method: 'GET' }), '192.0.2.1'))).status;
    expect([await health(), await health()]).toEqual([200, 200]);
  });
});

describe('options', () => {
  it.each<[string, object]>([
    ['authenticate', { authenticate: undefined }],
    ['issuer', { issuer: {} }],
    ['basePath', { basePath: 'api/chatkit' }],
    ['basePath', { basePath: 'https://www.example.com/api' }],
    ['rateLimit', { rateLimit: { perUser: {} } }],
    [
      'secret',
      {
        get issuer() {
          return signedSessions({});
        },
      },
    ],
    [
      'secret',
      {
        get issuer() {
          return signedSessions({ secret, keys: [] });
        },
      },
    ],
    [
      'keys',
      {
        get issuer() {
          return signedSessions({ keys: [] });
        },
      },
    ],
  ])('names %s when it is wrong, at start', (option, wrong) => {
    expect(() => handlerWith(wrong)).toThrow(expect.objectContaining({ name: 'SessionConfigError', option }));
  });

  it('refuses a user without an id', async () => {
    for (const id of ['', 7, undefined]) {
      const entries: SessionLogEntry[] = [];
      const authenticate = () => ({ id }) as unknown as { id: string };
      const response = await handlerWith({ authenticate, log: (entry) => entries.push(entry) })(request('/session'));
      expect(response.status).toBe(500);
      expect(entries.at(-1)).toMatchObject({
        cause: expect.objectContaining({ message: expect.stringContaining('id') }),
      });
    }
  });
});

describe('the log', () => {
  it('has a line at start with where the key came from, and not the key', () => {
    const entries: SessionLogEntry[] = [];
    handlerWith({
      issuer: signedSessions({ secret, keySource: 'KB_SESSION_SECRET' }),
      log: (entry) => entries.push(entry),
    });
    expect(entries).toEqual([
      {
        event: 'session.started',
        basePath: '/api/chatkit',
        about: { issuer: 'signed', alg: 'HS256', key: '***', keySource: 'KB_SESSION_SECRET' },
      },
    ]);
  });

  it('has one entry for each request, without the secret', async () => {
    const entries: SessionLogEntry[] = [];
    const handler = handlerWith({ log: (entry) => entries.push(entry) });
    const response = await handler(request('/session'));
    const { client_secret, session_id } = (await response.json()) as Record<string, string>;
    for (const path of ['/refresh', '/session/end', '/nowhere']) await handler(request(path));
    await handler(request('/health', { method: 'GET' }));
    expect(entries.slice(1)).toEqual([
      {
        event: 'session.minted',
        requestId: expect.stringMatching(/^req_/),
        method: 'POST',
        route: '/session',
        status: 200,
        durationMs: expect.any(Number),
        userId: 'user_1',
        sessionId: session_id,
      },
      expect.objectContaining({ event: 'session.refreshed', route: '/refresh' }),
      expect.objectContaining({ event: 'session.ended', status: 204 }),
      expect.objectContaining({ event: 'session.refused', status: 404, code: 'route-not-found' }),
      expect.objectContaining({ event: 'request.answered', route: '/health', status: 200 }),
    ]);
    expect(JSON.stringify(entries)).not.toContain(client_secret);
  });

  it('costs nobody a session when it fails', async () => {
    const log = () => {
      throw new Error('disk full');
    };
    expect((await handlerWith({ log })(request('/session'))).status).toBe(200);
  });

  it('is JSON on the console, with the secrets in a cause masked', async () => {
    const written = vi.spyOn(console, 'error').mockReturnValue();
    const cause = new Error('upstream said: bad key sk-proj-abcdefgh12345678', {
      cause: new Error(`Bearer ${'x'.repeat(20)}`),
    });
    const token = (await issuer.mint(user, request('/session'))).clientSecret;
    const options = { issuer, log: logToConsole } as const;
    await handlerWith({ ...options, authenticate: () => Promise.reject(cause) })(request('/session'));
    await handlerWith({ ...options, authenticate: () => Promise.reject(new Error(token)) })(request('/session'));
    const lines = written.mock.calls.map(([line]) => String(line));
    written.mockRestore();
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ event: 'session.failed', status: 500 });
    expect(lines[0]).toContain('bad key ***');
    expect(lines.join()).not.toMatch(/abcdefgh|xxxx|eyJ/);
  });
});
