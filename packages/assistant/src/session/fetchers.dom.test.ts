import { afterEach, describe, expect, it, vi } from 'vitest';
import { cookieToken, headersOf, staticHeaders, storageToken } from './auth.ts';
import { authHeaders, httpSession } from './fetchers.ts';

const request = { current: null, reason: 'initial', attempt: 1, signal: new AbortController().signal } as const;
const json = { headers: { 'content-type': 'application/json' } };
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
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'session-html'],
    ['a page that says it is JSON', () => new Response('<!DOCTYPE html>', json), 'session-html'],
    ['nothing', () => new Response(null), 'session-empty'],
    ['blanks', () => new Response(' \n', json), 'session-empty'],
    ['half of it', () => new Response('{"client_secret": "s', json), 'session-malformed'],
    ['another name', () => Response.json({ secret: 's' }), 'session-secret-missing'],
    ['null', () => Response.json(null), 'session-malformed'],
    ['a list', () => Response.json([]), 'session-malformed'],
    ['a string', () => Response.json('a-long-secret'), 'session-bare-string'],
    ['an empty secret', () => Response.json({ client_secret: '' }), 'session-secret-missing'],
    ['a number for a secret', () => Response.json({ client_secret: 1 }), 'session-secret-missing'],
    ['a novel', () => Response.json({ client_secret: 'x'.repeat(70_000) }), 'session-too-large'],
  ])('names what went wrong on %s', async (_, response, code) => {
    await expect(httpSession('/session', { fetch: answering(response) })(request)).rejects.toMatchObject({ code });
  });

  it('names the endpoint all the same where the words for it do not come', async () => {
    vi.resetModules();
    vi.doMock('./refusal.ts', () => Promise.reject(new Error('offline')));
    const fake = answering(() => new Response(null, { status: 403 }));
    await expect(httpSession('/session', { fetch: fake })(request)).rejects.toMatchObject({
      code: 'session-failed',
      message: expect.stringContaining('POST /session answered 403.'),
    });
    vi.doUnmock('./refusal.ts');
  });

  it('says what was got and what was expected, and repeats no secret', async () => {
    const message = async (response: Response): Promise<string> => {
      const error: unknown = await httpSession('/s?key=hidden-key', { fetch: answering(() => response) })(
        request,
      ).catch(String);
      return String(error);
    };
    const wrong = await message(Response.json({ token: 'a-long-secret', expires: 1 }));
    expect(wrong).toContain('token (string), expires (number)');
    expect(wrong).toContain('{ "client_secret": "…"');
    const all = [wrong, await message(Response.json('a-long-secret')), await message(new Response('a-long-secret'))];
    for (const each of all) {
      expect(each).toContain('POST /s?key=hidd…');
      expect(each).not.toMatch(/a-long|hidden-key/);
    }
  });

  it('does not read a body that never ends to its end', async () => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024).fill(32 + (pulled % 64)));
      },
    });
    const endless = httpSession('/session', { fetch: answering(() => new Response(body)) })(request);
    await expect(endless).rejects.toMatchObject({ code: 'session-too-large' });
    expect(pulled).toBeLessThan(100);
  });

  it("passes on the server's clock where it can be read", async () => {
    const headers = { date: 'Sun, 01 Nov 2026 00:00:00 GMT' };
    const fake = answering(() => Response.json({ client_secret: 's', expires_at: 1 }, { headers }));
    expect(await httpSession('/session', { fetch: fake })(request)).toMatchObject({ issued_at: 1_793_491_200 });
  });

  describe('of another origin that fails', () => {
    const elsewhere = 'https://chat.example/session';
    const failing = (answersOthers: boolean) =>
      vi.fn<typeof fetch>((_, init) =>
        answersOthers && init?.mode === 'no-cors'
          ? Promise.resolve(new Response())
          : Promise.reject(new TypeError('Failed to fetch')),
      );

    it('is said not to let the page in where it answers whoever does not read', async () => {
      const fake = failing(true);
      await expect(httpSession(elsewhere, { fetch: fake })(request)).rejects.toMatchObject({
        code: 'session-origin-refused',
        message: expect.stringMatching(/POST https:\/\/chat\.example\/session failed.*"http:\/\/localhost:\d+"/),
      });
      expect(fake.mock.lastCall?.[1]).toMatchObject({ method: 'GET', credentials: 'omit' });
    });

    it('is said not to be there where it answers nobody', async () => {
      await expect(httpSession(elsewhere, { fetch: failing(false) })(request)).rejects.toMatchObject({
        code: 'session-unreachable',
      });
    });
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

  it('that are empty are none', async () => {
    localStorage.setItem('access', '');
    expect([...(await authHeaders(storageToken('access'), chat))]).toEqual([]);
  });

  it('survive a cookie with a lone %', () => {
    document.cookie = 'auth_token=100%';
    expect(cookieToken('auth_token')(chat)).toBe('100%');
  });

  it('that never come are waited for twenty seconds', async () => {
    vi.useFakeTimers();
    const headers = headersOf(() => new Promise(() => {}), chat);
    const failed = expect(headers).rejects.toMatchObject({ code: 'auth-failed' });
    await vi.advanceTimersByTimeAsync(20_000);
    await failed;
    vi.useRealTimers();
  });

  it('that nobody waits for any more are let go', async () => {
    const abort = new AbortController();
    const headers = authHeaders(() => new Promise(() => {}), { ...chat, signal: abort.signal });
    abort.abort();
    await expect(headers).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('that cannot be had are told as such', async () => {
    const auth = () => Promise.reject(new Error('signed out'));
    await expect(authHeaders(auth, chat)).rejects.toMatchObject({ code: 'auth-failed' });
  });
});
