import { expect, test } from 'vitest';
import { contentOf, moveTags, replaceText, textOf, type TagContent } from './draft-text.ts';

const tag = (text: string): TagContent => ({ type: 'input_tag', id: text.toLowerCase(), text, data: {} });
const ADA = tag('Ada');
const draft = textOf([{ type: 'input_text', text: 'Ask ' }, ADA, { type: 'input_text', text: ' about it' }]);

test('a message becomes a text with its tags in their places, and a message again', () => {
  expect(draft).toEqual({ text: 'Ask Ada about it', tags: [{ start: 4, end: 7, content: ADA }] });
  expect(contentOf(draft)).toEqual([
    { type: 'input_text', text: 'Ask ' },
    ADA,
    { type: 'input_text', text: ' about it' },
  ]);
});

test('space around a message is not sent, and nothing but space is nothing', () => {
  expect(contentOf({ text: '  Hi \n', tags: [] })).toEqual([{ type: 'input_text', text: 'Hi' }]);
  expect(contentOf({ text: ' \n ', tags: [] })).toEqual([]);
  expect(contentOf(textOf([ADA, { type: 'input_text', text: ' ' }]))).toEqual([ADA]);
});

test.each([
  ['before it', 'Please ask Ada about it', [[11, 14]]],
  ['after it', 'Ask Ada about that', [[4, 7]]],
  ['right behind it', 'Ask Adam about it', [[4, 7]]],
  ['into it', 'Ask Aida about it', []],
  ['over it', 'Ask', []],
  ['nowhere', 'Ask Ada about it', [[4, 7]]],
])('a tag goes along with what is written %s', (_where, next, places) => {
  expect(moveTags(draft, next).map(({ start, end }) => [start, end])).toEqual(places);
});

test('a tag is put in the place of what called for it, and the others keep theirs', () => {
  const bob = tag('Bob');
  const { text, tags } = replaceText({ ...draft, text: 'Ask Ada about @bo' }, 14, 17, 'Bob ', bob);
  expect(text).toBe('Ask Ada about Bob ');
  expect(tags.map(({ start, end, content }) => [start, end, content.text])).toEqual([
    [4, 7, 'Ada'],
    [14, 17, 'Bob'],
  ]);
  const before = replaceText(draft, 0, 3, 'Bob', bob);
  expect(before.tags.map(({ start }) => start)).toEqual([0, 4]);
});
