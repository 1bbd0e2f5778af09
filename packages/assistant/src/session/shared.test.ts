import { expect, it, vi } from 'vitest';
import { leaseSession } from './shared.ts';

it('gives all who name the same key one session, until the last one gives it back', async () => {
  const fetcher = vi.fn(() => Promise.resolve('secret'));
  const first = leaseSession('/session as anna', () => ({ fetcher }));
  const second = leaseSession('/session as anna', () => ({ fetcher }));
  const other = leaseSession('/session as bert', () => ({ fetcher }));
  await Promise.all([first, second, other].map(({ client }) => client.get()));
  expect(fetcher).toHaveBeenCalledTimes(2);
  first.release();
  first.release();
  await second.client.get();
  expect(fetcher).toHaveBeenCalledTimes(2);
  second.release();
  const later = leaseSession('/session as anna', () => ({ fetcher }));
  await later.client.get();
  expect(fetcher).toHaveBeenCalledTimes(3);
  for (const lease of [later, other]) lease.release();
});

it('gives those without a key a session of their own', () => {
  const options = () => ({ fetcher: () => Promise.resolve('secret') });
  expect(leaseSession(null, options).client).not.toBe(leaseSession(null, options).client);
});
