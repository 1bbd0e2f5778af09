import { once } from 'node:events';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSessionHandler } from '../create-session-handler.ts';
import { signedSessions } from '../issuers/signed-sessions.ts';
import { RedisServer, whyNoRedis } from '../testing/redis-server.ts';
import { redisRateLimiter } from './redis-rate-limiter.ts';

const missing = whyNoRedis();

describe.skipIf(missing !== null)(`redisRateLimiter${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let server: RedisServer;
  const clients: Redis[] = [];
  const connect = async (): Promise<Redis> => {
    const client = new Redis(server.port, '127.0.0.1', { retryStrategy: () => null });
    client.on('error', () => {});
    clients.push(client);
    await once(client, 'ready');
    return client;
  };

  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(async () => {
    for (const client of clients) client.disconnect();
    await server?.stop();
  });

  it('counts what several processes allow together', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(async () => redisRateLimiter({ client: await connect(), limit: 2, prefix: 'together' })),
    );
    expect(await first?.consume('a')).toEqual({ allowed: true, remaining: 1, retryAfterMs: 0 });
    expect(await second?.consume('a')).toEqual({ allowed: true, remaining: 0, retryAfterMs: 0 });
    const refused = await first?.consume('a');
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    expect(refused?.retryAfterMs).toBeGreaterThan(50_000);
    expect(refused?.retryAfterMs).toBeLessThanOrEqual(60_000);
    expect(await second?.consume('b')).toMatchObject({ allowed: true });
  });

  it('keeps in Redis a number for each key, which goes when the window ends', async () => {
    const client = await connect();
    await redisRateLimiter({ client, limit: 2, windowMs: 5_000, prefix: 'keys' }).consume('mint:user:user_1');
    expect(await client.keys('keys:*')).toEqual(['keys:mint:user:user_1']);
    expect(await client.pttl('keys:mint:user:user_1')).toBeLessThanOrEqual(5_000);
  });

  it('counts in the same Redis through the package redis as well', async () => {
    const client = createClient({ url: `redis://127.0.0.1:${server.port}` });
    await client.connect();
    const limits = { limit: 2, prefix: 'either' };
    await redisRateLimiter({ client, ...limits }).consume('a');
    expect(await redisRateLimiter({ client: await connect(), ...limits }).consume('a')).toMatchObject({ remaining: 0 });
    expect(await redisRateLimiter({ client, ...limits }).consume('a')).toMatchObject({ allowed: false });
    client.destroy();
    const alone = redisRateLimiter({ client, limit: 1, prefix: 'either' });
    expect([(await alone.consume('a')).allowed, (await alone.consume('a')).allowed]).toEqual([true, false]);
  });

  it('wants a client, at start', () => {
    const none = undefined as unknown as object;
    expect(() => redisRateLimiter({ client: none, limit: 1 })).toThrow(expect.objectContaining({ option: 'client' }));
  });

  it('limits two handlers as one', async () => {
    const handlers = await Promise.all(
      [1, 2].map(async () =>
        createSessionHandler({
          authenticate: () => ({ id: 'user_1' }),
          issuer: signedSessions({ secret: 'a secret of more than thirty-two bytes' }),
          rateLimit: { perUser: redisRateLimiter({ client: await connect(), limit: 1, prefix: 'handlers' }) },
          log: () => {},
        }),
      ),
    );
    const statuses = [];
    for (const handler of handlers) {
      const request = new Request('http://help.example/api/chatkit/session', { method: 'POST' });
      statuses.push((await handler(request)).status);
    }
    expect(statuses).toEqual([200, 429]);
  });

  it('goes on limiting, each process for itself, while Redis is away', async () => {
    const client = await connect();
    const limiter = redisRateLimiter({ client, limit: 1, prefix: 'away' });
    client.disconnect();
    await once(client, 'end');
    expect(await limiter.consume('a')).toMatchObject({ allowed: true });
    expect(await limiter.consume('a')).toMatchObject({ allowed: false });
  });
});
