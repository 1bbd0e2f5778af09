import { expect, it } from 'vitest';
import { cut, shownUrl } from './trace.ts';

it('shows four characters of a secret', () => expect(cut('ek_123456')).toBe('ek_1…'));

it.each([
  ['/api/chatkit', '/api/chatkit'],
  ['https://anna:word@chat.example/api#token', 'https://chat.example/api'],
  ['/session?token=abcdefgh&a=1', '/session?token=abcd…&a=1'],
])('shows %s as %s', (url, shown) => expect(shownUrl(url)).toBe(shown));
