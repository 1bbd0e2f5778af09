import type { SessionGrant } from './types.ts';

/** How long a session holds that says so plainly, in milliseconds; `null` where `lifetime.ts` has to look. */
export function plainLifetime({ expires_in, expires_at }: SessionGrant): number | null {
  if (typeof expires_in === 'number' && expires_in > 0) return expires_in * 1000;
  return (expires_in ?? expires_at) === undefined ? Infinity : null;
}
