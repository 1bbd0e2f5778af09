import { describe, expect, it, vi } from 'vitest';
import { SessionClient, type SessionClientOptions } from './client.ts';
import { SessionResponseError } from './fetchers.ts';
import type { SessionFetcher, SessionGrant } from './types.ts';

/** A client on a clock of its own, where waiting takes no time but is written down. */
function clientWith(fetcher: SessionFetcher, options: Partial<SessionClientOptions> = {}) {
  const clock = { now: 0 };
  const waits: number[] = [];
  const wait = (ms: number): Promise<void> => (waits.push(ms), Promise.resolve());
  const client = new SessionClient({ fetcher, now: () => clock.now, wait, random: () => 1, ...options });
  return { client, clock, waits };
}

const grants = (...all: (string | SessionGrant)[]) =>
  vi.fn<SessionFetcher>(() => Promise.resolve(all.shift() ?? 'last'));
const answered = (status: number, headers: HeadersInit = {}) =>
  new SessionResponseError('session-failed', '', new Response(null, { status, headers }));
const failing = (...errors: unknown[]) =>
  vi.fn<SessionFetcher>(() => (errors.length > 0 ? Promise.reject(errors.shift()) : Promise.resolve('secret')));

describe('SessionClient', () => {
  it('asks once for all who wait', async () => {
    const fetcher = grants('secret');
    const { client } = clientWith(fetcher);
    expect(await Promise.all([client.get(), client.get(), client.get()])).toEqual(['secret', 'secret', 'secret']);
    expect(fetcher).toHaveBeenCalledOnce();
  });

  it('uses a secret until a minute before its end, and then asks for the next', async () => {
    const fetcher = grants({ client_secret: 'first', expires_in: 600 }, { client_secret: 'second', expires_in: 600 });
    const { client, clock } = clientWith(fetcher);
    expect(await client.get()).toBe('first');
    clock.now = 539_000;
    expect(await client.get()).toBe('first');
    clock.now = 541_000;
    expect(await client.get()).toBe('second');
    expect(fetcher.mock.calls.map(([request]) => [request.reason, request.current])).toEqual([
      ['initial', null],
      ['expiring', 'first'],
    ]);
  });

  it('keeps a short session for four fifths of its life', async () => {
    const { client, clock } = clientWith(grants({ client_secret: 'first', expires_in: 10 }, 'second'));
    await client.get();
    clock.now = 7_900;
    expect(await client.get()).toBe('first');
    clock.now = 8_100;
    expect(await client.get()).toBe('second');
  });

  it('counts from when it asked, and not from when the answer came', async () => {
    const clock = { now: 0 };
    const secrets = ['first', 'second'];
    const fetcher = (): Promise<SessionGrant> => {
      clock.now += 5_000;
      return Promise.resolve({ client_secret: secrets.shift() ?? '', expires_in: 10 });
    };
    const client = new SessionClient({ fetcher, now: () => clock.now });
    await client.get();
    clock.now = 8_100;
    expect(await client.get()).toBe('second');
  });

  it('understands an end given in seconds since 1970', async () => {
    const expires_at = Date.now() / 1000 + 600;
    const { client, clock } = clientWith(grants({ client_secret: 'first', expires_at }, 'second'));
    await client.get();
    clock.now = 530_000;
    expect(await client.get()).toBe('first');
    clock.now = 550_000;
    expect(await client.get()).toBe('second');
  });

  it('keeps a secret without an end until it is refused', async () => {
    const fetcher = grants('first', 'second');
    const { client, clock } = clientWith(fetcher);
    await client.get();
    clock.now = 1e9;
    expect(await client.get()).toBe('first');
    expect(await client.replace('first')).toBe('second');
    expect(fetcher.mock.lastCall?.[0].reason).toBe('unauthorized');
  });

  it('replaces a refused secret once, however many requests it was refused to', async () => {
    const fetcher = grants('first', 'second', 'third');
    const { client } = clientWith(fetcher);
    await client.get();
    expect(await Promise.all([client.replace('first'), client.replace('first')])).toEqual(['second', 'second']);
    expect(await client.replace('first')).toBe('second');
    expect(fetcher).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['no network', new TypeError('Failed to fetch')],
    ['408', answered(408)],
    ['425', answered(425)],
    ['429', answered(429)],
    ['503', answered(503)],
  ])('tries again after %s', async (_, error) => {
    const { client, waits } = clientWith(failing(error, error));
    expect(await client.get()).toBe('secret');
    expect(waits).toEqual([1_000, 2_000]);
  });

  it('waits as long as the server says', async () => {
    const { client, waits } = clientWith(failing(answered(429, { 'retry-after': '7' })));
    await client.get();
    expect(waits).toEqual([7_000]);
  });

  it.each([400, 401, 403, 404])('does not try again after %s', async (status) => {
    const fetcher = failing(answered(status));
    const { client } = clientWith(fetcher);
    await expect(client.get()).rejects.toMatchObject({ code: 'session-failed', status });
    expect(fetcher).toHaveBeenCalledOnce();
  });

  it('gives up after five tries, and starts anew the next time', async () => {
    const fetcher = failing(...Array.from({ length: 5 }, () => answered(500)));
    const { client } = clientWith(fetcher);
    await expect(client.get()).rejects.toMatchObject({ code: 'session-failed' });
    expect(fetcher).toHaveBeenCalledTimes(5);
    expect(await client.get()).toBe('secret');
  });

  it.each([null, undefined, '', {}, { client_secret: '' }])('refuses %j for a session', async (grant) => {
    const { client } = clientWith(() => Promise.resolve(grant as unknown as SessionGrant));
    await expect(client.get()).rejects.toMatchObject({ code: 'session-malformed' });
  });

  it('goes on with a secret that still holds when the next one does not come', async () => {
    let fails = false;
    const fetcher = () =>
      fails ? Promise.reject(answered(403)) : Promise.resolve({ client_secret: 'first', expires_in: 600 });
    const { client, clock } = clientWith(fetcher);
    await client.get();
    fails = true;
    clock.now = 550_000;
    expect(await client.get()).toBe('first');
    clock.now = 601_000;
    await expect(client.get()).rejects.toMatchObject({ status: 403 });
  });

  it('does not wait for ever for a fetcher that does', async () => {
    const { client } = clientWith(() => new Promise(() => {}), { deadlineMs: 1 });
    await expect(client.get()).rejects.toMatchObject({ code: 'session-unreachable' });
  });

  it('lets go of a wait between two tries when it is disposed of', async () => {
    const asked = Promise.withResolvers<void>();
    const fetcher: SessionFetcher = () => {
      asked.resolve();
      return Promise.reject(answered(429, { 'retry-after': '3600' }));
    };
    // With the real wait, which would take an hour.
    const client = new SessionClient({ fetcher });
    const pending = client.get();
    await asked.promise;
    client.dispose();
    await expect(pending).rejects.toMatchObject({ code: 'session-failed' });
  });

  it('lets go when it is disposed of', async () => {
    let asked: AbortSignal | undefined;
    const { client } = clientWith(({ signal }) => {
      asked = signal;
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    });
    const pending = client.get();
    client.dispose();
    await expect(pending).rejects.toThrow();
    expect(asked?.aborted).toBe(true);
  });
});
