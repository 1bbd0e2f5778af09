/** How often a request is tried again after its first failure. */
export const MAX_RETRIES = 5;

const FIRST_MS = 1_000;
const LONGEST_MS = 10_000;

/**
 * Milliseconds before a retry: 1 s, doubling, at most 10 s, of which a random half is taken off, so that
 * many clients do not come back at the same moment.
 *
 * @param attempt 0 for the first retry
 * @param random from 0 up to 1
 */
export function retryDelayMs(attempt: number, random: number): number {
  return Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS) * (1 - random / 2);
}
