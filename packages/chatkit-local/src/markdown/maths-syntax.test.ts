import { Lexer } from 'marked';
import { expect, it } from 'vitest';
import { mathsSyntax } from './maths-syntax.ts';

const formulas = (text: string): string[] => {
  const found: string[] = [];
  const visit = (tokens: readonly { type: string; text?: string; display?: boolean; tokens?: unknown }[]): void => {
    for (const token of tokens) {
      if (token.type === 'maths') found.push(`${token.display ? 'display ' : ''}${token.text}`);
      if (Array.isArray(token.tokens)) visit(token.tokens as never);
    }
  };
  visit(new Lexer({ gfm: true, extensions: mathsSyntax }).lex(text));
  return found;
};

it.each([
  ['A $r$ and $\\pi r^2$.', ['r', '\\pi r^2']],
  ['A \\(x + 1\\) too', ['x + 1']],
  ['$$\nx = y\n$$', ['display x = y']],
  ['\\[\nx = y\n\\]', ['display x = y']],
  ['In a line $$x$$ it stands alone', ['display x']],
  ['**bold $x$**', ['x']],
])('%j holds %j', (text, expected) => {
  expect(formulas(text)).toEqual(expected);
});

it.each([
  'Coffee is $3 and tea $4.',
  'Between $5 and $10, or $15-$20.',
  'From $5 (or $6)',
  '`$x$` is code',
  'One \\$ only, and \\$2$',
  '$ not $',
  'Just a $',
])('%j holds none', (text) => {
  expect(formulas(text)).toEqual([]);
});
