import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AssistantError } from '../shared/errors.ts';
import { SessionClient, type SessionClientOptions } from './client.ts';
import { SessionResponseError } from './refusal.ts';
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

  it('does not try for long where a server does not let the page in, which may be a proxy that has lost the server', async () => {
    const refused = () => new AssistantError('session-origin-refused');
    const { client, waits } = clientWith(failing(refused(), refused(), refused(), refused()));
    await expect(client.get()).rejects.toMatchObject({ code: 'session-origin-refused' });
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

  it.each([
    [null, 'session-malformed'],
    [undefined, 'session-malformed'],
    ['', 'session-secret-missing'],
    [{}, 'session-secret-missing'],
    [{ client_secret: '' }, 'session-secret-missing'],
    [[], 'session-malformed'],
    [{ client_secret: 's', expires_in: 0 }, 'session-expired'],
  ])('refuses %j for a session, and does not ask again', async (grant, code) => {
    const fetcher = vi.fn(() => Promise.resolve(grant as unknown as SessionGrant));
    const { client } = clientWith(fetcher);
    await expect(client.get()).rejects.toMatchObject({ code });
    expect(fetcher).toHaveBeenCalledOnce();
  });

  it('names a fetcher that throws at once as one that failed, after more tries', async () => {
    const fetcher = vi.fn<SessionFetcher>(() => {
      throw new Error('signed out');
    });
    const { client } = clientWith(fetcher);
    await expect(client.get()).rejects.toMatchObject({
      code: 'session-fetcher-failed',
      message: expect.stringContaining('signed out'),
    });
    expect(fetcher).toHaveBeenCalledTimes(5);
  });

  it('gives up at once where the server wants it to wait for longer than it may', async () => {
    const { client, waits } = clientWith(failing(answered(503, { 'retry-after': '21' })));
    await expect(client.get()).rejects.toMatchObject({ status: 503 });
    expect(waits).toEqual([]);
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

  it('has nobody wait for more tries while the old one holds', async () => {
    const fetcher = vi.fn<SessionFetcher>().mockResolvedValueOnce({ client_secret: 'first', expires_in: 600 });
    const { client, clock, waits } = clientWith(
      fetcher.mockRejectedValueOnce(answered(503)).mockResolvedValue('second'),
    );
    await client.get();
    clock.now = 550_000;
    expect(await client.get()).toBe('first');
    expect(waits).toEqual([]);
    expect(await client.get()).toBe('second');
  });

  it('does not wait for ever for a fetcher that does', async () => {
    const { client } = clientWith(() => new Promise(() => {}), { deadlineMs: 1 });
    await expect(client.get()).rejects.toMatchObject({ code: 'session-timeout' });
  });

  it('lets go of a wait between two tries when it is disposed of', async () => {
    const asked = Promise.withResolvers<void>();
    const fetcher: SessionFetcher = () => {
      asked.resolve();
      return Promise.reject(answered(429, { 'retry-after': '19' }));
    };
    // With the real wait, which would take longer than this test may.
    const client = new SessionClient({ fetcher });
    const pending = client.get();
    await asked.promise;
    client.dispose();
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
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

  it('keeps nothing of what comes after it was disposed of', async () => {
    const late = Promise.withResolvers<string>();
    const fetcher = vi.fn<SessionFetcher>(() => late.promise).mockName('late');
    const { client } = clientWith(fetcher);
    const pending = client.get();
    client.dispose();
    late.resolve('stale');
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    fetcher.mockResolvedValue('fresh');
    expect(await client.get()).toBe('fresh');
  });

  it('tells of each try, and of no secret more than its beginning', async () => {
    const steps: unknown[] = [];
    const trace = (step: string, data?: object): void => void steps.push([step, data]);
    const { client } = clientWith(
      vi.fn<SessionFetcher>().mockRejectedValueOnce(answered(503)).mockResolvedValue('a-long-secret'),
      { trace },
    );
    await client.get();
    expect(steps).toEqual([
      ['session-failed', { reason: 'initial', attempt: 1, ms: 0, code: 'session-failed', status: 503 }],
      ['session', { reason: 'initial', attempt: 2, ms: 0, begins: 'a-lo…' }],
    ]);
  });
});

describe('SessionClient, kept fresh', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const tenMinutes = () => {
    let made = 0;
    return vi.fn<SessionFetcher>(() => Promise.resolve({ client_secret: `${++made}`, expires_in: 600 }));
  };

  it('is renewed a minute before its end, again and again, without anybody asking', async () => {
    const fetcher = tenMinutes();
    const client = new SessionClient({ fetcher });
    const release = client.keepFresh();
    expect(fetcher, 'nobody has needed it yet').not.toHaveBeenCalled();
    await client.get();
    await vi.advanceTimersByTimeAsync(539_000);
    expect(fetcher).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(fetcher).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(540_000);
    expect(fetcher).toHaveBeenCalledTimes(3);
    release();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(fetcher).toHaveBeenCalledTimes(3);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tries again ten seconds after a renewal ahead of time failed', async () => {
    const fetcher = vi.fn<SessionFetcher>().mockResolvedValueOnce({ client_secret: 'first', expires_in: 600 });
    const client = new SessionClient({
      fetcher: fetcher.mockRejectedValueOnce(answered(503)).mockResolvedValue('second'),
    });
    client.keepFresh();
    await client.get();
    await vi.advanceTimersByTimeAsync(541_000);
    expect(fetcher).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([fetcher.mock.calls.length, await client.get()]).toEqual([3, 'second']);
    client.dispose();
  });

  it('is renewed on return from an hour of sleep, in which no timer ran and one clock stood still', async () => {
    const fetcher = tenMinutes();
    const monotonic = vi.spyOn(performance, 'now').mockReturnValue(0);
    const client = new SessionClient({ fetcher });
    client.keepFresh();
    expect(await client.get()).toBe('1');
    vi.setSystemTime(Date.now() + 3_600_000);
    client.wake();
    await vi.waitFor(() => expect(fetcher).toHaveBeenCalledTimes(2));
    expect(await client.get()).toBe('2');
    monotonic.mockRestore();
    client.dispose();
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not renewed for a clock that was put back', async () => {
    const fetcher = tenMinutes();
    const client = new SessionClient({ fetcher });
    client.keepFresh();
    await client.get();
    vi.setSystemTime(Date.now() - 86_400_000);
    client.wake();
    expect(await client.get()).toBe('1');
    await vi.advanceTimersByTimeAsync(541_000);
    expect(fetcher).toHaveBeenCalledTimes(2);
    client.dispose();
  });
});
