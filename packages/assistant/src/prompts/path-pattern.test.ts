import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesPath, simpleMatcher } from './path-pattern.ts';

const at = (path: string) => new URL(path, 'https://example.com');

describe('matchesPath', () => {
  it.each<[string, string, boolean]>([
    ['/docs/*', '/docs/start', true],
    ['/docs/*', '/docs/start/deep?x#y', true],
    ['/docs/*', '/docs', false],
    ['/docs{/*}?', '/docs', true],
    ['/docs', '/docs/', true],
    ['/', '/', true],
    ['/products/:id', '/products/7', true],
    ['/products/:id', '/products/7/reviews', false],
    ['*', '/anything', true],
    ['#/docs/*', '/app#/docs/start', true],
    ['#/docs/*', '/docs/start', false],
    ['#/', '/app', true],
  ])('%s at %s: %s', (pattern, path, expected) => expect(matchesPath(pattern, at(path))).toBe(expected));
});

describe('simpleMatcher', () => {
  const parts = fc.constantFrom(
    '/docs',
    '/a.b',
    '/*',
    '*',
    '/:id',
    '/:id?',
    '{/more}?',
    '/x-:name',
    '/:all*',
    '{-old}+',
    '/été',
  );
  const path = fc
    .array(fc.constantFrom('docs', 'a.b', 'axb', '7', 'more', 'x-y', '', 'deep', '-old', 'docs-old'), { maxLength: 5 })
    .map((names) => new URL(`https://example.com/${names.join('/')}`).pathname);

  it('says what URLPattern says', () => {
    fc.assert(
      fc.property(fc.array(parts, { minLength: 1, maxLength: 3 }), path, (pattern, pathname) => {
        // A name may stand only once in a pattern.
        const joined = pattern.map((part, index) => part.replace(/:\w+/, (name) => `${name}${index}`)).join('');
        expect(simpleMatcher(joined)(pathname), `${joined} at ${pathname}`).toBe(
          new URLPattern({ pathname: joined }).test({ pathname }),
        );
      }),
    );
  });

  it('does not pretend to know regular expressions', () => {
    expect(() => simpleMatcher('/:id(\\d+)')).toThrow(TypeError);
  });
});
