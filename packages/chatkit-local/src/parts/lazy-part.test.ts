import { expect, it } from 'vitest';
import { LazyPart } from './lazy-part.ts';

it('is fetched once, when it is first asked for', async () => {
  let fetched = 0;
  const part = new LazyPart(async () => ++fetched);
  expect([part.value, fetched]).toEqual([null, 0]);
  expect(await Promise.all([part.load(), part.load()])).toEqual([1, 1]);
  expect([part.value, await part.load(), fetched]).toEqual([1, 1, 1]);
});

it('can be asked for again after it failed', async () => {
  const answers = [Promise.reject(new Error('offline')), Promise.resolve('here')];
  const part = new LazyPart(() => answers.shift()!);
  await expect(part.load()).rejects.toThrow('offline');
  expect(part.value).toBeNull();
  expect(await part.load()).toBe('here');
});
