/** What {@link RateLimiter.consume} found. */
export interface RateLimitResult {
  allowed: boolean;
  /** How many more are allowed before the limit. */
  remaining: number;
  /** In how many milliseconds the next one is allowed; 0 where it is now. */
  retryAfterMs: number;
}

/** Counts. {@link memoryRateLimiter} is one, for one process; `redisRateLimiter` counts for several. */
export interface RateLimiter {
  /** Counts one against `key`, and says whether it was still within the limit. Where it throws, the request fails. */
  consume(key: string): Promise<RateLimitResult>;
}
