import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSessionHandler } from '../create-session-handler.ts';
import { signedSessions } from '../issuers/signed-sessions.ts';
import type { Authenticator } from '../user.ts';
import { bearerJwt } from './bearer-jwt.ts';
import { cookieJwt } from './cookie-jwt.ts';
import type { JwtUserOptions } from './jwt-user.ts';

const secret = 'a secret of more than thirty-two bytes';
const context = { responseHeaders: new Headers() };
const bytes = (text: string) => new TextEncoder().encode(text);
const rsa = await generateKeyPair('RS256', { extractable: true });
const rsaJwk = { ...(await exportJWK(rsa.publicKey)), kid: 'rsa', alg: 'RS256' };

const sign = (claims: JWTPayload = {}, key: Parameters<SignJWT['sign']>[0] = bytes(secret), alg = 'HS256') =>
  new SignJWT({ sub: 'user_1', ...claims }).setProtectedHeader({ alg, kid: 'rsa' }).setExpirationTime('1h').sign(key);
const bearer = (token: string) => new Request('http://x.example', { headers: { authorization: `Bearer ${token}` } });
const ask = async (options: JwtUserOptions, token: string) => (await bearerJwt(options)(bearer(token), context))?.id;

describe.each<[string, (options: JwtUserOptions) => Authenticator, (token: string) => Request]>([
  ['bearerJwt', bearerJwt, bearer],
  [
    'cookieJwt',
    cookieJwt,
    (token) => new Request('http://x.example', { headers: { cookie: `a=1; auth_token=${token}` } }),
  ],
])('%s', (_, make, carrying) => {
  const identify = async (token: string, options: Partial<JwtUserOptions> = {}) =>
    make({ key: secret, ...options })(carrying(token), context);

  it('knows the user of a good token, and its claims', async () => {
    expect(await identify(await sign({ plan: 'pro' }))).toMatchObject({ id: 'user_1', claims: { plan: 'pro' } });
  });

  it('takes the id from the claim it is told, a number too', async () => {
    expect(await identify(await sign({ user_id: 42 }), { userClaim: 'user_id' })).toMatchObject({ id: '42' });
  });

  it.each<[string, () => Promise<string> | string, Partial<JwtUserOptions>]>([
    ['is none', () => 'x.y.z', {}],
    ['is signed by somebody else', () => sign({}, bytes('another secret of more than 32 bytes!!')), {}],
    ['is not signed', () => new UnsecuredJWT({ sub: 'admin' }).setExpirationTime('1h').encode(), {}],
    ['has run out', () => sign({ exp: 1 }).then(() => sign()), { now: () => Date.now() + 7_200_000 }],
    [
      'never runs out',
      () => new SignJWT({ sub: 'user_1' }).setProtectedHeader({ alg: 'HS256' }).sign(bytes(secret)),
      {},
    ],
    ['names nobody', () => sign({ sub: '' }), {}],
    ['names something else than a user', () => sign({ user: { id: 1 } }), { userClaim: 'user' }],
    ['lacks the claim', () => sign(), { userClaim: 'user_id' }],
    ['is of another issuer', () => sign({ iss: 'https://b.example' }), { issuer: 'https://a.example' }],
    ['is for somebody else', () => sign({ aud: 'shop' }), { audience: 'help' }],
    ['is of an algorithm that is not accepted', () => sign(), { algorithms: ['HS512'] }],
  ])('knows nobody when the token %s', async (__, token, options) => {
    expect(await identify(await token(), options)).toBeNull();
  });
});

describe('the keys of a sign-in', () => {
  it('may be a PEM, a JSON Web Key, or a set of them', async () => {
    const token = await sign({}, rsa.privateKey, 'RS256');
    for (const options of [{ key: await exportSPKI(rsa.publicKey) }, { key: rsaJwk }, { jwks: { keys: [rsaJwk] } }]) {
      expect(await ask(options, token)).toBe('user_1');
    }
  });

  it('do not let a public key pass for a secret', async () => {
    const pem = await exportSPKI(rsa.publicKey);
    const forged = await sign({ sub: 'admin' }, bytes(pem));
    expect(await ask({ key: pem }, forged)).toBeUndefined();
    expect(await ask({ jwks: { keys: [rsaJwk] } }, forged)).toBeUndefined();
  });

  it.each<[string, JwtUserOptions]>([
    ['jwks', {}],
    ['jwks', { jwks: { keys: [] }, key: secret }],
    ['jwks', { jwks: 'login.example.com/keys' }],
    ['key', { key: 'hunter2' }],
    ['key', { key: { kty: 'oct', k: 'aHVudGVyMg', alg: 'HS256' } }],
    ['key', { key: { kty: 'RSA', n: 'x', e: 'AQAB' } }],
  ])('are checked at start: %s', (option, options) => {
    for (const make of [bearerJwt, cookieJwt]) {
      expect(() => make(options)).toThrow(expect.objectContaining({ name: 'SessionConfigError', option }));
      expect(() => make(options)).not.toThrow(/hunter2|aHVudGVyMg/);
    }
  });

  it('refuses a cookie name that no cookie can have, at start', () => {
    expect(() => cookieJwt({ key: secret, cookie: 'a b' })).toThrow(expect.objectContaining({ option: 'cookie' }));
  });
});

describe('keys behind a URL', () => {
  let server: Server;
  let url: string;
  let answer = 200;
  beforeAll(async () => {
    server = createServer((_, response) => response.writeHead(answer).end(JSON.stringify({ keys: [rsaJwk] })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => void server.close());

  const mint = async (jwks: string, token: string) => {
    const handler = createSessionHandler({
      authenticate: bearerJwt({ jwks }),
      issuer: signedSessions({ secret }),
      log: () => {},
    });
    const headers = { authorization: `Bearer ${token}` };
    const response = await handler(new Request('http://x.example/api/chatkit/session', { method: 'POST', headers }));
    return [response.status, ((await response.json()) as { error?: { code: string } }).error?.code];
  };

  it('are fetched', async () => {
    expect(await mint(url, await sign({}, rsa.privateKey, 'RS256'))).toEqual([200, undefined]);
    expect(await mint(url, await sign())).toEqual([401, 'unauthenticated']);
  });

  it('that cannot be fetched are our trouble, and not the user’s', async () => {
    const token = await sign({}, rsa.privateKey, 'RS256');
    answer = 500;
    expect(await mint(url, token)).toEqual([502, 'upstream-unavailable']);
    expect(await mint('http://127.0.0.1:1/', token)).toEqual([502, 'upstream-unavailable']);
  });
});
