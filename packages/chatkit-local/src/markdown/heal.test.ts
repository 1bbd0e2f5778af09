import { expect, test } from 'vitest';
import { heal } from './heal.ts';

test.each([
  ['a whole **bold** text', 'a whole **bold** text'],
  ['an open **bold', 'an open **bold**'],
  ['just opened **', 'just opened '],
  ['some `code', 'some `code`'],
  ['just opened `', 'just opened '],
  ['`**` in code', '`**` in code'],
  ['a [link', 'a link'],
  ['a [link](https://exa', 'a link'],
  ['a [link](https://example.com) done', 'a [link](https://example.com) done'],
  ['an ![image](https://e', 'an image'],
  ['struck ~~out', 'struck ~~out~~'],
  ['```js\nconst a = `', '```js\nconst a = `'],
  ['open **bold \n', 'open **bold** \n'],
])('%j is shown as %j', (written, shown) => {
  expect(heal(written)).toBe(shown);
});

const TABLE = '| Part | What |\n| --- | --- |\n';

test.each([
  ['| Part', ''],
  ['| Part | What |', ''],
  ['| Part | What |\n', ''],
  ['| Part | What |\n| --', ''],
  ['| Part | What |\n|:-: | ---', ''],
  ['The parts:\n| Part | What |\n| -', 'The parts:'],
  ['|x| is not negative\nand', '|x| is not negative\nand'],
  ['a | b', 'a | b'],
])('of the table that %j may become nothing is shown but %j', (written, shown) => {
  expect(heal(written)).toBe(shown);
});

test('a table is shown as soon as its delimiter row is complete', () => {
  expect(heal(`${TABLE}| Lamp | It **li`, 'table')).toBe(`${TABLE}| Lamp | It **li**`);
});
