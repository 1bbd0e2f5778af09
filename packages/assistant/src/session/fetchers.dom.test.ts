import { afterEach, describe, expect, it, vi } from 'vitest';
import { authHeaders, cookieToken, httpSession, staticHeaders, storageToken } from './fetchers.ts';

const request = { current: null, reason: 'initial', attempt: 1, signal: new AbortController().signal } as const;
const answering = (response: () => Response) => vi.fn<typeof fetch>(() => Promise.resolve(response()));

describe('httpSession', () => {
  it('posts to the endpoint with cookies, and gives what it answers', async () => {
    const fake = answering(() => Response.json({ client_secret: 's', expires_in: 600 }));
    expect(await httpSession('/session', { fetch: fake })(request)).toEqual({ client_secret: 's', expires_in: 600 });
    const [url, init] = fake.mock.calls[0] ?? [];
    expect(url).toBe('/session');
    expect(init).toMatchObject({ method: 'POST', credentials: 'include' });
    expect(new Headers(init?.headers).get('content-type')).toBe('application/json');
  });

  it('says who is asking', async () => {
    const fake = answering(() => Response.json({ client_secret: 's' }));
    const auth = vi.fn(() => 'token');
    await httpSession('/session', { fetch: fake, auth })(request);
    expect(auth).toHaveBeenCalledWith(expect.objectContaining({ purpose: 'session', url: '/session' }));
    expect(new Headers(fake.mock.calls[0]?.[1]?.headers).get('authorization')).toBe('Bearer token');
  });

  it.each<[string, () => Response, string]>([
    ['401', () => new Response(null, { status: 401 }), 'session-refused'],
    ['403', () => new Response(null, { status: 403 }), 'session-refused'],
    ['500', () => new Response(null, { status: 500 }), 'session-failed'],
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'session-malformed'],
    ['nothing', () => new Response(null), 'session-malformed'],
    ['another name', () => Response.json({ secret: 's' }), 'session-malformed'],
    ['null', () => Response.json(null), 'session-malformed'],
    ['an empty secret', () => Response.json({ client_secret: '' }), 'session-malformed'],
  ])('names what went wrong on %s', async (_, response, code) => {
    await expect(httpSession('/session', { fetch: answering(response) })(request)).rejects.toMatchObject({ code });
  });

  it('names an endpoint that cannot be reached', async () => {
    const fake = vi.fn<typeof fetch>(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(httpSession('/session', { fetch: fake })(request)).rejects.toMatchObject({
      code: 'session-unreachable',
      message: expect.stringContaining('POST /session'),
    });
  });
});

describe('tokens', () => {
  const chat = { purpose: 'chat', url: '/api' } as const;
  afterEach(() => {
    document.cookie = 'auth_token=; Max-Age=0';
    localStorage.clear();
  });

  it('come from a cookie', () => {
    document.cookie = 'xauth_token=no';
    document.cookie = 'auth_token=a%20b';
    expect(cookieToken('auth_token')(chat)).toBe('a b');
    expect(cookieToken('missing')(chat)).toBeNull();
  });

  it('come from a storage', () => {
    localStorage.setItem('access', 'token');
    expect(storageToken('access')(chat)).toBe('token');
    expect(storageToken('missing')(chat)).toBeNull();
  });

  it('become headers', async () => {
    expect((await authHeaders(() => 'token', chat)).get('authorization')).toBe('Bearer token');
    expect((await authHeaders(staticHeaders({ 'x-tenant': 'acme' }), chat)).get('x-tenant')).toBe('acme');
    expect([...(await authHeaders(() => null, chat))]).toEqual([]);
  });

  it('that cannot be had are told as such', async () => {
    const auth = () => Promise.reject(new Error('signed out'));
    await expect(authHeaders(auth, chat)).rejects.toMatchObject({ code: 'auth-failed' });
  });
});
