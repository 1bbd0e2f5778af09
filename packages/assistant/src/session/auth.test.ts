import { describe, expect, it } from 'vitest';
import { authHeaders } from './fetchers.ts';

// In Node: the headers of happy-dom take anything.
const chat = { purpose: 'chat', url: '/api' } as const;

describe('tokens', () => {
  it.each<[string, unknown]>([
    ['with a line break in it', 's3cret\r\nx-admin: 1'],
    ['that is a number', 7],
    ['in a header that is none', { 'a b': 's3cret' }],
  ])('%s are refused, and not repeated', async (_, value) => {
    const error: unknown = await authHeaders(() => value as string, chat).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'auth-failed' });
    expect(error).not.toHaveProperty('cause');
    expect(String(error)).not.toMatch(/s3cret|x-admin/);
  });
});
