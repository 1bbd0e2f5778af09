import { Lexer } from 'marked';
import { expect, test } from 'vitest';
import { BlockParser } from './block-parser.ts';

const TEXT = `# Title

A paragraph with [a reference][r].

- one
- two

  still two

1. first

\`\`\`js
const a = 1;

const b = 2;
\`\`\`

| a | b |
| - | - |
| 1 | 2 |

> quoted
lazily

Setext
======

[r]: https://example.com

The end with [a reference][r].
`;

const types = (text: string) => new Lexer({ gfm: true }).lex(text).map((token) => token.type);

test('the blocks of a text cover it without a gap', () => {
  const blocks = new BlockParser().parse(TEXT);
  expect(blocks.map((block) => block.raw).join('')).toBe(TEXT);
  for (const block of blocks) expect(TEXT.slice(block.start, block.start + block.raw.length)).toBe(block.raw);
});

test.each([1, 3, 7, 40])('grown by %i characters at a time, a text has the same blocks as at once', (step) => {
  const parser = new BlockParser();
  for (let end = 0; end < TEXT.length; end += step) parser.parse(TEXT.slice(0, end));
  expect(parser.parse(TEXT).map((block) => block.token.type)).toEqual(types(TEXT));
});

test('what is settled is not parsed again', () => {
  const parser = new BlockParser();
  const [before] = parser.parse('One.\n\nTwo');
  expect(parser.parse('One.\n\nTwo, and more')[0]).toBe(before);
});

test('another text starts anew', () => {
  const parser = new BlockParser();
  parser.parse('One.\n\nTwo');
  expect(parser.parse('Other').map((block) => block.raw)).toEqual(['Other']);
});

test('a link defined in an earlier block is known in a later one', () => {
  const parser = new BlockParser();
  parser.parse('[r]: https://example.com\n\nFirst');
  const last = parser.parse('[r]: https://example.com\n\nFirst\n\nA [r]').at(-1);
  expect(JSON.stringify(last?.token)).toContain('https://example.com');
});
