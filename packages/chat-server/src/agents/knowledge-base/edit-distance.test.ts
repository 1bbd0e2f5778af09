import { describe, expect, it } from 'vitest';
import { isWithinTypos } from './edit-distance.ts';

describe('isWithinTypos', () => {
  it.each([
    ['change', 'chnage', 'two neighbours swapped'],
    ['change', 'chage', 'a letter missing'],
    ['change', 'chaange', 'a letter too many'],
    ['change', 'chenge', 'a wrong letter'],
  ])('takes %s and %s for one mistake: %s', (a, b) => {
    expect(isWithinTypos(a, b, 1)).toBe(true);
    expect(isWithinTypos(a, b, 0)).toBe(false);
  });

  it('counts mistakes', () => {
    expect(isWithinTypos('disappear', 'dissapear', 1)).toBe(false);
    expect(isWithinTypos('disappear', 'dissapear', 2)).toBe(true);
  });

  it('gives up on words of other lengths', () => {
    expect(isWithinTypos('cat', 'category', 2)).toBe(false);
  });
});
