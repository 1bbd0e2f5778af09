import { describe, expect, it } from 'vitest';
import { anonymousVisitor, type AnonymousVisitorOptions } from './anonymous-visitor.ts';

const secret = 'a secret of more than thirty-two bytes';

async function visit(cookie?: string, options: Partial<AnonymousVisitorOptions> = {}, url = 'https://help.example/') {
  const responseHeaders = new Headers();
  const request = new Request(url, cookie ? { headers: { cookie } } : {});
  const user = await anonymousVisitor({ secret, ...options })(request, { responseHeaders });
  const setCookie = responseHeaders.getSetCookie()[0] ?? '';
  return { id: user?.id, setCookie, cookie: setCookie.split(';')[0] ?? '' };
}

describe('anonymousVisitor', () => {
  it('knows a browser again', async () => {
    const first = await visit();
    expect(first.id).toMatch(/^visitor_/);
    expect((await visit(`a=1; ${first.cookie}; b=2`)).id).toBe(first.id);
  });

  it('gives each browser its own user', async () => {
    expect((await visit()).id).not.toBe((await visit()).id);
  });

  it('makes somebody with a forged cookie a new visitor', async () => {
    const { id, cookie } = await visit();
    for (const forged of [
      `${cookie}x`,
      '__Host-kb_visitor=v',
      '__Host-kb_visitor=',
      cookie.replace('kb_visitor', 'other'),
    ]) {
      expect((await visit(forged)).id).not.toBe(id);
    }
    expect((await visit(cookie, { secret: 'another secret of more than 32 bytes!!' })).id).not.toBe(id);
  });

  it('keeps the cookie from scripts, from other sites and from plain http', async () => {
    expect((await visit()).setCookie).toMatch(
      /^__Host-kb_visitor=\S+; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  it.each(['http://localhost:5173/', 'http://127.0.0.1/', 'http://[::1]/'])(
    'works without https on %s',
    async (url) => {
      expect((await visit(undefined, {}, url)).setCookie).not.toContain('Secure');
    },
  );

  it('takes no cookie that another host of the domain, or plain http, could have planted', async () => {
    // Browsers let nobody but this very host, over https, set a cookie of this name.
    const planted = (await visit()).cookie.replace('__Host-', '');
    const victim = await visit(planted);
    expect(victim.id).not.toBe((await visit(`__Host-${planted}`)).id);
    expect((await visit(planted, { cookie: 'kb_visitor' })).id).toBe((await visit(`__Host-${planted}`)).id);
  });

  it.each([
    ['on this machine', 'http://localhost:5173/', {}],
    ['on a network without https', 'http://intranet/', { secure: false }],
  ])('has a name that works without https %s', async (_where, url, options) => {
    expect((await visit(undefined, options, url)).setCookie).toMatch(/^kb_visitor=/);
  });

  it('can be sent to a server on another site, and then over https only', async () => {
    const { setCookie } = await visit(undefined, { sameSite: 'none', secure: false });
    expect(setCookie).toContain('SameSite=None; Secure');
  });

  it('refuses a name that no cookie can have, at start', () => {
    expect(() => anonymousVisitor({ secret, cookie: 'a=b; Domain' })).toThrow(
      expect.objectContaining({ option: 'cookie' }),
    );
  });
});
