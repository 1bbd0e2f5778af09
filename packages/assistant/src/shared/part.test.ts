import { afterEach, expect, it, vi } from 'vitest';
import { Part } from './part.ts';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
afterEach(() => warn.mockClear());

it('is fetched once, by whoever needs it first', async () => {
  const fetch = vi.fn(() => Promise.resolve('words'));
  const came = vi.fn();
  const part = new Part(fetch, 'No words.', came);
  expect([part.now, part.pending(false)]).toEqual([null, null]);
  await Promise.all([part.pending(true), part.pending(true), part.pending(false)]);
  expect([part.now, part.pending(true), fetch.mock.calls.length, came.mock.calls.length]).toEqual([
    'words',
    null,
    1,
    1,
  ]);
});

it('is used at once where it is there, and when it comes where it is not', async () => {
  const part = new Part(() => Promise.resolve(['a']), 'No words.');
  part.use((words) => words.push('b'));
  expect(part.now).toBe(null);
  await part.pending(false);
  expect(part.now).toEqual(['a', 'b']);
  part.use((words) => words.push('c'));
  expect(part.now).toEqual(['a', 'b', 'c']);
});

it('tells what is missing where it does not come, and is asked for again', async () => {
  const fetch = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('offline')).mockResolvedValue('words');
  const part = new Part(fetch, 'No words.');
  const used = vi.fn();
  part.use(used);
  await part.pending(false);
  expect(warn).toHaveBeenCalledWith('[kb-assistant] No words.', expect.objectContaining({ message: 'offline' }));
  expect(used).not.toHaveBeenCalled();
  await part.pending(true);
  expect(part.now).toBe('words');
});
