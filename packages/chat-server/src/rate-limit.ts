import { RequestError } from './errors.ts';

/** Counts how often somebody asks: `memoryRateLimiter` and `redisRateLimiter` of `@kb-assistant/session` do. */
export interface RateLimit {
  /** Counts one against a key, and says whether it was still allowed. Where it throws, the request fails. */
  consume(key: string): Promise<{ allowed: boolean; retryAfterMs: number }>;
}

/**
 * Counts what makes somebody answer: an agent, a reaction, whoever writes down dictation.
 *
 * @throws {RequestError} `rate-limited`
 */
export async function requireRate(limit: RateLimit | undefined, userId: string): Promise<void> {
  if (!limit) return;
  const { allowed, retryAfterMs } = await limit.consume(`chat:user:${userId}`);
  if (allowed) return;
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  throw new RequestError('rate-limited', `You have asked a lot in a short time. Try again in ${seconds} s.`, {
    headers: { 'Retry-After': String(seconds) },
  });
}
