import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeOpenAI } from './fake-openai.ts';
import type { Running } from './runtimes.ts';
import { LOGIN_SECRET } from './suite-app.ts';

interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, string | number> & { error: { code: string; request_id: string } };
}

/** What must hold wherever the package runs: asked from outside, over HTTP, of `suiteApp`. */
export function describeSessionEndpoint(runtime: string, start: () => Promise<Running>): void {
  describe(`the session endpoint on ${runtime}`, () => {
    let server: Running;
    let upstream: FakeOpenAI;
    beforeAll(async () => {
      [server, upstream] = await Promise.all([start(), FakeOpenAI.start()]);
    });
    afterAll(() => Promise.all([server?.stop(), upstream?.stop()]));

    const ask = async (path: string, init: RequestInit = {}): Promise<Answer> => {
      const response = await fetch(server.url + path, { method: 'POST', ...init });
      const text = await response.text();
      const body = (text ? JSON.parse(text) : {}) as Answer['body'];
      return { status: response.status, headers: response.headers, body };
    };
    const json = { 'content-type': 'application/json' };
    const signIn = (claims: Record<string, unknown>) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(LOGIN_SECRET));

    it.each([
      ['hs256', 'HS256'],
      ['es256', 'ES256'],
      ['eddsa', 'EdDSA'],
    ])('mints, refreshes and checks sessions: %s', async (app, alg) => {
      for (const path of ['session', 'session/refresh', 'sessions', 'sessions/refresh', 'refresh']) {
        const { status, headers, body } = await ask(`/${app}/${path}`);
        expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
        expect(body['expires_in']).toBeGreaterThan(590);
        expect(decodeProtectedHeader(String(body['client_secret'])).alg).toBe(alg);
        const check = (token: string) => ask(`/${app}/verify`, { headers: { authorization: `Bearer ${token}` } });
        expect((await check(String(body['client_secret']))).body).toMatchObject({ sessionId: body['session_id'] });
        expect((await check(`${String(body['client_secret']).slice(0, -8)}AAAAAAAA`)).body.error.code).toBe(
          'token-invalid',
        );
      }
    });

    it('takes many at once', async () => {
      const apps = Array.from({ length: 30 }, (_, index) => ['hs256', 'es256', 'eddsa'][index % 3]);
      const statuses = await Promise.all(apps.map(async (app) => (await ask(`/${app}/session`)).status));
      expect(new Set(statuses)).toEqual(new Set([200]));
    });

    it('shows public keys, and no others', async () => {
      const [es256, eddsa, hs256] = await Promise.all(
        ['es256', 'eddsa', 'hs256'].map((app) => ask(`/${app}/.well-known/jwks.json`, { method: 'GET' })),
      );
      expect(es256?.body).toEqual({ keys: [expect.objectContaining({ alg: 'ES256', kid: 'a' })] });
      expect(eddsa?.body).toEqual({ keys: [expect.objectContaining({ alg: 'EdDSA', kid: 'a' })] });
      expect(JSON.stringify([es256?.body, eddsa?.body])).not.toContain('"d"');
      expect(hs256?.status).toBe(404);
    });

    it('knows a visitor again by the cookie', async () => {
      const first = await ask('/hs256/session');
      const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const again = await ask('/hs256/refresh', { headers: { cookie } });
      const stranger = await ask('/hs256/session');
      const [a, b, c] = [first, again, stranger].map(({ body }) => decodeJwt(String(body['client_secret'])).sub);
      expect([a === b, a === c]).toEqual([true, false]);
    });

    it('knows a user by the own sign-in, and never by the body', async () => {
      const body = JSON.stringify({ user: 'admin', sub: 'admin' });
      const authorization = `Bearer ${await signIn({ sub: 'user_1' })}`;
      const cookie = `auth_token=${await signIn({ user_id: 42 })}`;
      const answers = [
        await ask('/bearer/session', { headers: { ...json, authorization }, body }),
        await ask('/cookie/session', { headers: { ...json, cookie }, body }),
      ];
      expect(answers.map((each) => decodeJwt(String(each.body['client_secret'])).sub)).toEqual(['user_1', '42']);
    });

    it.each<[string, string, RequestInit, number, string]>([
      ['nobody', '/bearer/session', {}, 401, 'unauthenticated'],
      ['a bad token', '/bearer/session', { headers: { authorization: 'Bearer x.y.z' } }, 401, 'unauthenticated'],
      ['another site', '/hs256/session', { headers: { origin: 'https://evil.example' } }, 403, 'origin-not-allowed'],
      ['an unknown route', '/hs256/nowhere', {}, 404, 'route-not-found'],
      ['a wrong method', '/hs256/session', { method: 'PUT' }, 405, 'method-not-allowed'],
      ['too much', '/hs256/session', { headers: json, body: `"${'x'.repeat(9_000)}"` }, 413, 'body-too-large'],
      ['a form', '/hs256/session', { body: new URLSearchParams({ a: '1' }) }, 415, 'unsupported-content-type'],
      ['broken JSON', '/hs256/session', { headers: json, body: '{' }, 400, 'malformed-json'],
    ])('answers %s with an error that has a code', async (_, path, init, status, code) => {
      const answer = await ask(path, init);
      expect([answer.status, answer.body.error.code]).toEqual([status, code]);
      expect(answer.body.error.request_id).toMatch(/^req_/);
      expect(answer.headers.get('allow')).toBe(status === 405 ? 'POST, OPTIONS' : null);
    });

    it('limits', async () => {
      const answers = [await ask('/limited/session'), await ask('/limited/session'), await ask('/limited/refresh')];
      expect(answers.map(({ status }) => status)).toEqual([200, 429, 200]);
      expect(Number(answers[1]?.headers.get('retry-after'))).toBeGreaterThan(50);
    });

    it.each(['https://www.example.com', 'https://a.example.org'])(
      'lets a page of %s ask, with cookies',
      async (origin) => {
        const preflight = await ask('/hs256/session', { method: 'OPTIONS', headers: { origin } });
        expect(preflight.status).toBe(204);
        const { status, headers } = await ask('/hs256/session', { headers: { origin } });
        expect(status).toBe(200);
        for (const each of [preflight.headers, headers]) {
          expect(each.get('access-control-allow-origin')).toBe(origin);
          expect(each.get('access-control-allow-credentials')).toBe('true');
          expect(each.get('vary')).toContain('Origin');
        }
      },
    );

    it('mints and ends the sessions of OpenAI', async () => {
      const headers = { ...json, 'x-upstream': upstream.url };
      const { body } = await ask('/openai/session', { headers });
      expect(body['client_secret']).toMatch(/^ek_/);
      const ended = await ask('/openai/session/end', {
        headers,
        body: JSON.stringify({ session_id: body['session_id'] }),
      });
      expect(ended.status).toBe(204);
      expect(upstream.cancelled).toEqual([String(body['session_id']).split('.')[0]]);
    });

    it('answers for an upstream that is down, and for one that is slow', async () => {
      const headers = { 'x-upstream': upstream.url };
      upstream.troubles.push({ status: 500 }, { status: 500 }, { status: 500 });
      expect((await ask('/openai/session', { headers })).body.error.code).toBe('upstream-unavailable');
      upstream.troubles.push('silence');
      expect((await ask('/openai/session', { headers })).body.error.code).toBe('upstream-timeout');
      expect((await ask('/openai/session', { headers: { 'x-upstream': 'http://127.0.0.1:1' } })).status).toBe(502);
    });
  });
}
