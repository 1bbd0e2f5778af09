import { expect, test } from 'vitest';
import { deepLink } from './deep-link.ts';

test.each([
  ['chatkit-link://settings', { name: 'settings', data: {} }],
  ['chatkit-link://open-ticket?id=5&tab=log', { name: 'open-ticket', data: { id: '5', tab: 'log' } }],
  ['chatkit-link://settings/', { name: 'settings', data: {} }],
  ['https://example.com', null],
  ['chatkit-link://', null],
])('%s', (href, detail) => {
  expect(deepLink(href)).toEqual(detail);
});
