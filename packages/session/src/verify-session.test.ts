import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { anonymousVisitor } from './authenticators/anonymous-visitor.ts';
import { signedSessions } from './issuers/signed-sessions.ts';
import { verifySession } from './verify-session.ts';

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
