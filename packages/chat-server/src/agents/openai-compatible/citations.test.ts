import { describe, expect, it } from 'vitest';
import { Citations } from './citations.ts';

/** The text with `{n}` for each citation, from a text that comes in the given pieces. */
function read(pieces: string[], count = 3): string {
  const citations = new Citations(count);
  const parts = [...pieces.flatMap((piece) => [...citations.push(piece)]), ...citations.end()];
  return parts.map((part) => ('text' in part ? part.text : `{${part.citation}}`)).join('');
}

/** However a text is cut, it is read alike. */
function readInAllWays(text: string, count = 3): string {
  const whole = read([text], count);
  expect(read(text.split(''), count)).toBe(whole);
  for (let at = 1; at < text.length; at++) expect(read([text.slice(0, at), text.slice(at)], count)).toBe(whole);
  return whole;
}

describe('a citation', () => {
  it.each([
    ['You have 30 days [1].', 'You have 30 days{1}.'],
    ['You have 30 days.[2]', 'You have 30 days.{2}'],
    ['Both [1][3] say so', 'Both{1}{3} say so'],
    ['Both [1, 3] say so', 'Both{1}{3} say so'],
    ['In wide brackets【2】 and with a name【1†source】.', 'In wide brackets{2} and with a name{1}.'],
    ['Twice [1] [1] is once', 'Twice{1} is once'],
    ['First [1], later [1]', 'First{1}, later{1}'],
  ])('is found in “%s”', (text, expected) => {
    expect(readInAllWays(text)).toBe(expected);
  });

  it.each([
    'An unknown number [4] stays',
    'And so does [0]',
    'One that is unknown among others [1, 9]',
    'A link [1](https://example.com) is a link',
    '[1]: https://example.com',
    'In code `items[1]` it is an index',
    '```js\nconst a = items[1];\n\nitems[2]\n```',
    'An open bracket [',
    'A box [ ] and [x] and [12345]',
    'Spaces at the end   ',
  ])('is not found in “%s”', (text) => {
    expect(readInAllWays(text)).toBe(text);
  });

  it('is found again after the code, and after a backtick that nobody closed', () => {
    expect(readInAllWays('`a[1]` is so [1].')).toBe('`a[1]` is so{1}.');
    expect(readInAllWays('A ` alone [1]\n\nNext [1].')).toBe('A ` alone [1]\n\nNext{1}.');
    expect(readInAllWays('```\na[1]\n```\nSo [2].')).toBe('```\na[1]\n```\nSo{2}.');
  });

  it('is nothing where there are no passages', () => {
    expect(readInAllWays('As [1] says', 0)).toBe('As [1] says');
  });

  it('holds back no more than what may become one', () => {
    const citations = new Citations(3);
    expect([...citations.push('Some words [1')]).toEqual([{ text: 'Some words' }]);
    expect([...citations.push('2 apples')]).toEqual([{ text: ' [12 apples' }]);
  });
});
