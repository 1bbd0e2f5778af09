import { expect, it } from 'vitest';
import { presentationOf, sideOf } from './placement.ts';

it.each([
  ['bottom-start', false, 'left'],
  ['bottom-start', true, 'right'],
  ['top-end', false, 'right'],
  ['top-end', true, 'left'],
  ['bottom-left', true, 'left'],
] as const)('sideOf(%s, rtl: %s) is %s', (position, rtl, side) => {
  expect(sideOf(position, rtl)).toBe(side);
});

it('fills a narrow screen, but for what stands in the page', () => {
  expect([presentationOf('floating', true), presentationOf('modal', true), presentationOf('sidebar', false)]).toEqual([
    'full',
    'full',
    'sidebar',
  ]);
  expect(presentationOf('inline', true)).toBe('inline');
});
