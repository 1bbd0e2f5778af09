import { decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { anonymousVisitor } from './authenticators/anonymous-visitor.ts';
import { signedSessions } from './issuers/signed-sessions.ts';
import { createSessionHandler } from './create-session-handler.ts';
import { toNodeHandler } from './node/to-node-handler.ts';
import type { SessionKey } from './signing-key.ts';
import { verifySession, type VerifySessionOptions } from './verify-session.ts';

const secret = 'a secret of more than thirty-two bytes';
const other = 'another secret of more than 32 bytes!!';
const minute = 60_000;
const start = Date.UTC(2026, 10, 21);

const withToken = (token: string) => new Request('http://x.example', { headers: { authorization: `Bearer ${token}` } });
const anyRequest = new Request('http://localhost');
const mint = async (options: Partial<Parameters<typeof signedSessions>[0]> = {}) =>
  (await signedSessions({ secret, now: () => start, ...options }).mint({ id: 'user_1' }, anyRequest)).clientSecret;
const verifyAt = (ms: number, token: string, options = {}) =>
  verifySession({ secret, now: () => start + ms, ...options })(withToken(token));

describe('verifySession', () => {
  it('gives the user and the session of a token', async () => {
    const token = await mint({ claims: () => ({ plan: 'pro' }) });
    expect(await verifyAt(9 * minute, token)).toMatchObject({
      user: { id: 'user_1' },
      sessionId: expect.stringMatching(/^ses_/),
      expiresAt: new Date(start + 10 * minute),
      claims: { plan: 'pro' },
    });
  });

  it('tells a session that ran out from one that was never good', async () => {
    expect(await verifyAt(11 * minute, await mint())).toMatchObject({ error: { code: 'token-expired' } });
    expect(await verifyAt(0, await mint({ secret: other }))).toMatchObject({ error: { code: 'token-invalid' } });
  });

  it('does not let extra claims speak for the server', async () => {
    const token = await mint({ claims: () => ({ sub: 'admin', exp: 9_999_999_999, aud: 'anything' }) });
    expect(await verifyAt(0, token)).toMatchObject({ user: { id: 'user_1' } });
    expect(await verifyAt(11 * minute, token)).toMatchObject({ error: { code: 'token-expired' } });
  });

  it.each<[string, HeadersInit]>([
    ['no header', {}],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['nothing behind Bearer', { authorization: 'Bearer ' }],
  ])('asks for a token on %s', async (_, headers) => {
    const result = await verifySession({ secret })(new Request('http://x.example', { headers }));
    expect(result).toMatchObject({ error: { code: 'token-missing' } });
  });

  it('refuses a token without a signature', async () => {
    const token = new UnsecuredJWT({ sub: 'admin', jti: 'ses_1' }).setExpirationTime('1h').encode();
    expect(await verifyAt(0, token)).toMatchObject({ error: { code: 'token-invalid' } });
  });

  it('refuses a token that was made for something else with the same secret', async () => {
    const token = await new SignJWT({ sub: 'admin', jti: 'ses_1' })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('other-app')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));
    expect(await verifyAt(0, token)).toMatchObject({ error: { code: 'token-invalid' } });
  });

  it("refuses a visitor's cookie in place of a session", async () => {
    const responseHeaders = new Headers();
    await anonymousVisitor({ secret })(anyRequest, { responseHeaders });
    const cookie = /=([^;]+)/.exec(responseHeaders.get('set-cookie') ?? '')?.[1];
    expect(await verifyAt(0, cookie ?? '')).toMatchObject({ error: { code: 'token-invalid' } });
  });

  it('insists on the issuer where one is named', async () => {
    const token = await mint({ issuer: 'https://a.example' });
    expect(await verifyAt(0, token, { issuer: 'https://a.example' })).toHaveProperty('user');
    expect(await verifyAt(0, token, { issuer: 'https://b.example' })).toHaveProperty('error');
  });

  it('refuses a short secret at start, and does not show it', () => {
    expect(() => verifySession({ secret: 'hunter2' })).toThrow(
      expect.objectContaining({ code: 'secret-too-short', message: expect.not.stringContaining('hunter2') }),
    );
    expect(() => signedSessions({ secret: 'hunter2' })).toThrow();
    expect(() => anonymousVisitor({ secret: 'hunter2' })).toThrow();
  });

  it.each([0, 9, 86_401, 1.5, Number.NaN])('refuses a session of %s seconds at start', (ttlSeconds) => {
    expect(() => signedSessions({ secret, ttlSeconds })).toThrow(expect.objectContaining({ option: 'ttlSeconds' }));
  });
});

describe('keys', () => {
  /** A key that signs, and the part of it that may be shown. */
  const keyPair = async (alg: 'ES256' | 'EdDSA', kid: string): Promise<{ own: SessionKey; shown: SessionKey }> => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    return { own: { ...(await exportJWK(privateKey)), kid }, shown: { ...(await exportJWK(publicKey)), kid } };
  };
  const mintWith = async (keys: SessionKey[]) =>
    (await signedSessions({ keys, now: () => start }).mint({ id: 'user_1' }, anyRequest)).clientSecret;
  const verifyWith = (options: VerifySessionOptions, token: string) =>
    verifySession({ now: () => start, ...options })(withToken(token));

  it.each(['ES256', 'EdDSA'] as const)('of %s let a server check what it cannot make', async (alg) => {
    const { own, shown } = await keyPair(alg, 'a');
    const token = await mintWith([own]);
    expect(decodeProtectedHeader(token)).toEqual({ alg, kid: 'a', typ: 'JWT' });
    for (const options of [{ keys: [shown] }, { keys: [own] }, { jwks: { keys: [shown] } }]) {
      expect(await verifyWith(options, token)).toMatchObject({ user: { id: 'user_1' } });
    }
    expect(await verifyWith({ keys: [(await keyPair(alg, 'a')).shown] }, token)).toHaveProperty('error');
    expect(() => signedSessions({ keys: [shown] })).toThrow(expect.objectContaining({ option: 'keys' }));
  });

  it('are exchanged without anybody losing a session', async () => {
    const before = { kid: '2026-11', secret };
    const { own: after } = await keyPair('EdDSA', '2026-12');
    const signed = [await mintWith([before, after]), await mintWith([after, before])];
    expect(signed.map((token) => decodeProtectedHeader(token).kid)).toEqual(['2026-11', '2026-12']);
    for (const token of signed) {
      expect(await verifyWith({ keys: [before, after] }, token)).toHaveProperty('user');
      expect(await verifyWith({ keys: [after, before] }, token)).toHaveProperty('user');
    }
    expect(await verifyWith({ keys: [after] }, signed[0] ?? '')).toMatchObject({ error: { code: 'token-invalid' } });
  });

  it('do not let a public key pass for a secret', async () => {
    const { own, shown } = await keyPair('ES256', 'a');
    const forged = await new SignJWT({ sub: 'admin', jti: 'ses_1' })
      .setProtectedHeader({ alg: 'HS256', kid: 'a' })
      .setAudience('kb-assistant-session')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(JSON.stringify(shown)));
    expect(await verifyWith({ keys: [own, { kid: 'b', secret }] }, forged)).toMatchObject({
      error: { code: 'token-invalid' },
    });
  });

  it('are fetched from the route of the session endpoint', async () => {
    const { own } = await keyPair('ES256', 'a');
    const issuer = signedSessions({ keys: [own] });
    const handler = createSessionHandler({ authenticate: () => ({ id: 'user_1' }), issuer, log: () => {} });
    const server = createServer((request, response) => void toNodeHandler(handler)(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/chatkit`;
    const verify = verifySession({ jwks: `${url}/.well-known/jwks.json` });
    const { client_secret } = (await (await fetch(`${url}/session`, { method: 'POST' })).json()) as {
      client_secret: string;
    };
    expect(await verify(withToken(client_secret))).toMatchObject({ user: { id: 'user_1' } });
    expect(await verify(withToken(await mint()))).toMatchObject({ error: { code: 'token-invalid' } });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('that cannot be fetched are no fault of the token', async () => {
    const { own } = await keyPair('ES256', 'a');
    const verify = verifySession({ jwks: 'http://127.0.0.1:1/' });
    await expect(verify(withToken(await mintWith([own])))).rejects.toMatchObject({ code: 'upstream-unavailable' });
  });

  it.each<[string, VerifySessionOptions]>([
    ['secret', {}],
    ['secret', { secret, keys: [{ kid: 'a', secret }] }],
    ['jwks', { secret, jwks: 'https://x.example/' }],
    ['jwks', { jwks: 'x.example' }],
    ['keys', { keys: [] }],
    [
      'keys',
      {
        keys: [
          { kid: 'a', secret },
          { kid: 'a', secret: other },
        ],
      },
    ],
    ['keys[0]', { keys: [{ secret } as SessionKey] }],
    ['keys[0]', { keys: [{ kid: 'a', secret: 'hunter2' }] }],
    [
      'keys[1]',
      {
        keys: [
          { kid: 'a', secret },
          { kid: 'b', kty: 'RSA', n: 'x', e: 'AQAB' },
        ],
      },
    ],
  ])('name %s when it is wrong, at start', (option, options) => {
    expect(() => verifySession(options)).toThrow(expect.objectContaining({ name: 'SessionConfigError', option }));
  });
});

describe('audience', () => {
  it('must be the one that the session was made for', async () => {
    const token = await mint({ audience: 'help' });
    expect(await verifyAt(0, token, { audience: 'help' })).toHaveProperty('user');
    expect(await verifyAt(0, token)).toHaveProperty('error');
  });
});
