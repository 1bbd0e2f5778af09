import { SessionConfigError } from '../errors.ts';
import type { RateLimiter } from './rate-limiter.ts';

export interface MemoryRateLimiterOptions {
  /** How many are allowed within a window. */
  limit: number;
  /** How long a window lasts, in milliseconds. It begins with the first that counts. Default 60,000. */
  windowMs?: number;
  /** How many keys are remembered. Over it, the one unused for longest is forgotten. Default 10,000: about a megabyte. */
  maxKeys?: number;
  /** The clock, in milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
}

/**
 * Counts in the memory of this process. Several processes count each for itself: give them `redisRateLimiter`.
 *
 * @throws {SessionConfigError} `invalid-option`.
 * @example
 * createSessionHandler({ authenticate, issuer, rateLimit: { perUser: memoryRateLimiter({ limit: 10 }) } });
 */
export function memoryRateLimiter(options: MemoryRateLimiterOptions): RateLimiter {
  const { limit, windowMs = 60_000, maxKeys = 10_000, now = Date.now } = options;
  for (const [name, value] of Object.entries({ limit, windowMs, maxKeys })) {
    if (!Number.isInteger(value) || value < 1) {
      throw new SessionConfigError('invalid-option', name, `expected a whole number from 1, got ${value}.`);
    }
  }
  // In the order of use: a map gives its entries back as they were put in.
  const windows = new Map<string, { count: number; endsAt: number }>();
  return {
    consume(key) {
      const time = now();
      let window = windows.get(key);
      windows.delete(key);
      if (!window || window.endsAt <= time) window = { count: 0, endsAt: time + windowMs };
      window.count += 1;
      windows.set(key, window);
      const [oldest] = windows.keys();
      if (windows.size > maxKeys && oldest !== undefined) windows.delete(oldest);
      const allowed = window.count <= limit;
      return Promise.resolve({
        allowed,
        remaining: Math.max(0, limit - window.count),
        retryAfterMs: allowed ? 0 : window.endsAt - time,
      });
    },
  };
}
