import { decodeJwt } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import { createSessionHandler, type SessionHandlerOptions } from './create-session-handler.ts';
import { signedSessions } from './issuers/signed-sessions.ts';
import { verifySession } from './verify-session.ts';

const secret = 'a secret of more than thirty-two bytes';
const issuer = signedSessions({ secret });
const user = { id: 'user_1' };

const handlerWith = (options: Partial<SessionHandlerOptions> = {}) =>
  createSessionHandler({ authenticate: () => user, issuer, log: () => {}, ...options });

const request = (path: string, init: RequestInit = {}) =>
  new Request(`http://help.example/api/chatkit${path}`, { method: 'POST', ...init });

describe('the session endpoint', () => {
  it.each(['/session', '/session/refresh'])('mints a session at %s that verifySession accepts', async (path) => {
    const response = await handlerWith()(request(path));
    expect(response.status).toBe(200);
    const body = (await response.json()) as Record<string, string | number>;
    expect(Object.keys(body).toSorted()).toEqual(['client_secret', 'expires_at', 'expires_in', 'session_id']);
    expect(body['expires_in']).toBeGreaterThan(598);
    expect(Math.abs(Number(body['expires_at']) - Date.now() / 1000 - 600)).toBeLessThan(2);
    const chat = new Request('http://help.example/', { headers: { authorization: `Bearer ${body['client_secret']}` } });
    expect(await verifySession({ secret })(chat)).toMatchObject({ user, sessionId: body['session_id'] });
  });

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
});

describe('bad input', () => {
  const json = { 'content-type': 'application/json' };
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
    ['another site', request('/session', { headers: { origin: 'https://evil.example' } }), 403, 'origin-not-allowed'],
    ['an opaque origin', request('/session', { headers: { origin: 'null' } }), 403, 'origin-not-allowed'],
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
    expect(entries).toEqual([expect.objectContaining({ event: 'session.failed', code: 'internal-error', cause })]);
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

  it.each(['*', 'https://*.example.com', 'www.example.com', 'https://www.example.com/', ''])(
    'refuses %j in the list, at start',
    (wrong) => {
      expect(() => handlerWith({ allowedOrigins: [wrong] })).toThrow(
        expect.objectContaining({ code: 'invalid-option', option: 'allowedOrigins' }),
      );
    },
  );
});

describe('the log', () => {
  it('has one entry for a session, without the secret', async () => {
    const entries: unknown[] = [];
    const response = await handlerWith({ log: (entry) => entries.push(entry) })(request('/session'));
    const { client_secret, session_id } = (await response.json()) as Record<string, string>;
    expect(entries).toEqual([
      expect.objectContaining({ event: 'session.minted', status: 200, userId: 'user_1', sessionId: session_id }),
    ]);
    expect(JSON.stringify(entries)).not.toContain(client_secret);
  });
});
