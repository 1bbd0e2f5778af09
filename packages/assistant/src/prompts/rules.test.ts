import { describe, expect, it, vi } from 'vitest';
import type { Prompt, When } from '../config/types.ts';
import { type Page, promptsFor } from './rules.ts';

const page: Page = {
  url: new URL('https://example.com/billing/2026'),
  scheme: 'dark',
  locale: 'de-AT',
  has: (selector) => {
    if (selector === '!') throw new SyntaxError('not a selector');
    return selector === '#cart';
  },
};
const withWhen = (when?: When): Prompt => ({ label: 'A', prompt: 'a', icon: 'bolt', ...(when ? { when } : {}) });
const isShown = (when?: When, onWrong = vi.fn<() => void>()) =>
  promptsFor([withWhen(when)], page, onWrong).length === 1;

describe('promptsFor', () => {
  it.each<[When | undefined, boolean]>([
    [undefined, true],
    [{}, true],
    [{ path: '/billing/*' }, true],
    [{ path: '/docs/*' }, false],
    [{ path: ['/docs/*', '/billing/*'] }, true],
    [{ selector: '#cart' }, true],
    [{ selector: '#other' }, false],
    [{ scheme: 'dark' }, true],
    [{ scheme: 'light' }, false],
    [{ locale: 'de' }, true],
    [{ locale: ['fr', 'de_AT'] }, true],
    [{ locale: 'de-DE' }, false],
    [{ path: '/billing/*', locale: 'fr' }, false],
    [{ path: '/billing/*', locale: 'de', scheme: 'dark', selector: '#cart' }, true],
  ])('%j: %s', (when, expected) => expect(isShown(when)).toBe(expected));

  it('keeps the order, and hands on what ChatKit knows and no more', () => {
    const prompts = [withWhen({ scheme: 'dark' }), { label: 'B', prompt: 'b' }, withWhen({ scheme: 'light' })];
    expect(promptsFor(prompts, page, vi.fn())).toEqual([
      { label: 'A', prompt: 'a', icon: 'bolt' },
      { label: 'B', prompt: 'b' },
    ]);
  });

  it.each<[When, string]>([
    [{ selector: '!' }, 'selector'],
    [{ path: '/:' }, 'path'],
    [{ url: '/x' } as When, 'url'],
  ])('leaves out a prompt whose condition makes no sense, and says which: %j', (when, condition) => {
    const onWrong = vi.fn<(prompt: Prompt, condition: string) => void>();
    expect(promptsFor([withWhen(when)], page, onWrong)).toEqual([]);
    expect(onWrong).toHaveBeenCalledWith(expect.anything(), condition, expect.any(Error));
  });
});
