import { describe, expect, it } from 'vitest';
import { memoryRateLimiter } from './memory-rate-limiter.ts';

describe('memoryRateLimiter', () => {
  it('allows as many as its limit within a window, and again in the next', async () => {
    let time = 0;
    const limiter = memoryRateLimiter({ limit: 2, windowMs: 1_000, now: () => time });
    expect(await limiter.consume('a')).toEqual({ allowed: true, remaining: 1, retryAfterMs: 0 });
    time = 300;
    expect(await limiter.consume('a')).toEqual({ allowed: true, remaining: 0, retryAfterMs: 0 });
    expect(await limiter.consume('a')).toEqual({ allowed: false, remaining: 0, retryAfterMs: 700 });
    time = 1_000;
    expect(await limiter.consume('a')).toMatchObject({ allowed: true, remaining: 1 });
  });

  it('counts each key for itself', async () => {
    const limiter = memoryRateLimiter({ limit: 1, now: () => 0 });
    await limiter.consume('a');
    expect(await limiter.consume('b')).toMatchObject({ allowed: true });
    expect(await limiter.consume('a')).toMatchObject({ allowed: false });
  });

  it('remembers no more keys than it was told, and forgets those first that nobody uses', async () => {
    const limiter = memoryRateLimiter({ limit: 1, maxKeys: 2, now: () => 0 });
    for (const key of ['busy', 'idle', 'busy', 'new']) await limiter.consume(key);
    expect(await limiter.consume('busy')).toMatchObject({ allowed: false });
    expect(await limiter.consume('idle')).toMatchObject({ allowed: true });
  });

  it.each([{ limit: 0 }, { limit: 1.5 }, { limit: 1, windowMs: -1 }, { limit: 1, maxKeys: 0 }])(
    'refuses %j',
    (wrong) => {
      expect(() => memoryRateLimiter(wrong)).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    },
  );
});
