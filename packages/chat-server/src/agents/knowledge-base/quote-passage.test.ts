import { describe, expect, it } from 'vitest';
import { quotePassage } from './quote-passage.ts';
import { createSearch } from './search.ts';

/** Quotes the best passage for a question from one page. */
function quoted(markdown: string, question: string, budget = 200): string {
  const { answers, nearest, concepts } = createSearch({ documents: [{ url: '/page', markdown }] })(question);
  const { passage } = [...answers, ...nearest][0]!;
  return quotePassage(passage, concepts, { budget, link: (href) => href });
}

const filler = 'Nothing about it is said here, and that at some length so that it takes up space.';

describe('quotePassage', () => {
  it('quotes a short passage whole', () => {
    expect(quoted('## Pay\n\nBy card.\n\n- Visa\n- Amex', 'pay by card')).toBe('> By card.\n>\n> - Visa\n> - Amex');
  });

  it('quotes the telling paragraph of a long one, and says that something is left out', () => {
    const markdown = `## Pay\n\n${filler}\n\n${filler}\n\nWith a voucher you pay less.\n\n${filler}\n\n${filler}`;
    const text = quoted(markdown, 'pay with a voucher', 60);
    expect(text).toBe('> …\n>\n> With a voucher you pay less.\n>\n> …');
  });

  it('begins at the beginning where the heading is what was asked', () => {
    const markdown = `## How do I change the colours?\n\nSet three of them.\n\n${filler}\n\nWhen a style sheet has changed the colours, they follow.`;
    expect(quoted(markdown, 'how do I change the colours', 60)).toBe('> Set three of them.\n>\n> …');
    expect(quoted(markdown, 'the colours of a style sheet that has changed', 60)).toMatch(
      /^> …\n>\n> When a style sheet/,
    );
  });

  it('keeps a code block whole, with the line that announces it', () => {
    const code = `\`\`\`js\n${'pay({ voucher });\n'.repeat(30)}\`\`\``;
    const text = quoted(`## Pay\n\n${filler}\n\nLike this:\n\n${code}\n\n${filler}`, 'voucher', 100);
    expect(text.match(/pay\(\{ voucher \}\);/g)).toHaveLength(30);
    expect(text).toMatch(/^> …\n>\n> Like this:\n>\n> ```js\n/);
    expect(text).toMatch(/> ```\n>\n> …$/);
  });

  it('keeps a table whole', () => {
    const rows = Array.from({ length: 20 }, (_, at) => `| ${at} | voucher |`).join('\n');
    expect(quoted(`## Pay\n\n| A | B |\n| --- | --- |\n${rows}\n\n${filler}`, 'voucher', 50)).toContain(
      '| 19 | voucher |',
    );
  });

  it('does not end with an announcement of what is left out', () => {
    const text = quoted(
      `## Pay\n\nA voucher helps.\n\nLike this:\n\n\`\`\`\n${'x\n'.repeat(200)}\`\`\``,
      'voucher',
      100,
    );
    expect(text).toBe('> A voucher helps.\n>\n> …');
  });

  it('quotes whole sentences of a very long paragraph, and leaves markup whole', () => {
    const markdown = `## Pay\n\n${`${filler} `.repeat(10)}With a [voucher. Any one](/v) you pay less. ${`${filler} `.repeat(10)}`;
    const text = quoted(markdown, 'voucher', 120);
    expect(text).toBe(`> … With a [voucher. Any one](/v) you pay less. ${filler} …`);
  });
});
