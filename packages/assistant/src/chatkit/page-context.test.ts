import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '../config/types.ts';
import { forgetWarnings } from '../shared/warn.ts';
import { readContext } from './page-context.ts';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
const warnings = () => warn.mock.calls.map(([message]) => String(message));

beforeEach(() => {
  forgetWarnings();
  warn.mockClear();
});
afterEach(() => expect(warnings().every((each) => each.includes('goes without it'))).toBe(true));

describe('readContext', () => {
  it.each<[string, Context | null, unknown]>([
    ['nothing', null, null],
    ['an object', { page: '/pricing' }, { page: '/pricing' }],
    ['a function, asked each time', () => ({ page: '/cart' }), { page: '/cart' }],
    ['a function that has nothing to say', () => undefined, null],
    ['what JSON leaves of it', { at: new Date(0), run: () => 1, none: undefined }, { at: '1970-01-01T00:00:00.000Z' }],
  ])('is %s', (_, context, expected) => {
    expect(readContext(context)).toEqual(expected);
    expect(warnings()).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a list', ['a'], 'got a list'],
    ['a word', () => 'page', 'got string'],
    ['a promise', async () => ({}), 'got a promise'],
    [
      'what has no end',
      () => {
        const a: { a?: object } = {};
        a.a = a;
        return a;
      },
      'circular',
    ],
    [
      'a function that throws',
      () => {
        throw new Error('no cart');
      },
      'no cart',
    ],
  ])('leaves out %s, and says so once', (_, context, reason) => {
    expect([readContext(context as Context), readContext(context as Context)]).toEqual([null, null]);
    expect(warnings()).toEqual([expect.stringMatching(new RegExp(`context-invalid.*`, 's'))]);
    expect(warnings()[0]).toContain(reason);
  });

  it('sends 8 KiB, and no byte more: it names what is large', () => {
    const fits = { page: '/', text: 'x'.repeat(8 * 1024 - JSON.stringify({ page: '/', text: '' }).length) };
    expect(readContext(fits)).toEqual(fits);
    expect(readContext({ ...fits, text: `${fits.text}x` })).toBeNull();
    expect(warnings()[0]).toMatch(/It has 8193 bytes, of which "text" about 81\d\d; at most 8192 .*context-too-large/);
  });

  it('counts bytes, not letters', () => {
    expect(readContext({ text: 'ü'.repeat(5_000) })).toBeNull();
  });
});
