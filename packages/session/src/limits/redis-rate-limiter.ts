import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { SessionConfigError } from '../errors.ts';
import type { RateLimiter } from './rate-limiter.ts';

export interface RedisRateLimiterOptions {
  /** A client of `ioredis` or `redis`. Yours to connect and to close. */
  client: object;
  /** How many are allowed within a window. */
  limit: number;
  /** How long a window lasts, in milliseconds. It begins with the first that counts. Default 60,000. */
  windowMs?: number;
  /** Put before each key in Redis. Two limiters that count different things need two. Default `kb-session`. */
  prefix?: string;
}

/**
 * Counts in Redis, for any number of processes, through the package `rate-limiter-flexible`, which you install beside
 * this one. While Redis does not answer, each process counts for itself: the limit becomes looser, and does not end.
 *
 * @throws {SessionConfigError} `invalid-option`.
 * @example
 * const client = new Redis(process.env.REDIS_URL!);
 * createSessionHandler({ authenticate, issuer, rateLimit: { perUser: redisRateLimiter({ client, limit: 60 }) } });
 */
export function redisRateLimiter(options: RedisRateLimiterOptions): RateLimiter {
  const { client, limit, windowMs = 60_000, prefix = 'kb-session' } = options;
  if (typeof client !== 'object' || client === null) {
    throw new SessionConfigError(
      'invalid-option',
      'client',
      `expected a client of ioredis or redis, got ${typeof client}.`,
    );
  }
  const window = { points: limit, duration: windowMs / 1000, keyPrefix: prefix };
  const limiter = new RateLimiterRedis({
    ...window,
    storeClient: client,
    // Taken for the other one, a client would never count, and nobody would notice.
    useRedisPackage: !('defineCommand' in client),
    // Without it a command waits for as long as Redis is away.
    rejectIfRedisNotReady: true,
    insuranceLimiter: new RateLimiterMemory(window),
  });
  return {
    async consume(key) {
      try {
        return { allowed: true, remaining: (await limiter.consume(key)).remainingPoints, retryAfterMs: 0 };
      } catch (refused) {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        return { allowed: false, remaining: 0, retryAfterMs: refused.msBeforeNext };
      }
    },
  };
}
