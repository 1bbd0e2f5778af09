import { describe, expect, it } from 'vitest';
import { splitIntoPassages } from './passages.ts';

const split = (markdown: string, more = {}) =>
  splitIntoPassages([{ url: 'https://example.com/help/returns', markdown, ...more }]);

describe('splitIntoPassages', () => {
  it('begins a passage at each heading and keeps the headings above it', () => {
    const passages = split(
      '# Returns\n\nIntro.\n\n## By post\n\nStamps.\n\n### From abroad\n\nForms.\n\n## In a shop\n\nCome in.',
    );
    expect(passages.map(({ trail, text }) => [...trail, text])).toEqual([
      ['Intro.'],
      ['By post', 'Stamps.'],
      ['By post', 'From abroad', 'Forms.'],
      ['In a shop', 'Come in.'],
    ]);
  });

  it('links to the heading, and to the page for what stands under its title', () => {
    const urls = split('# Returns\n\nIntro.\n\n## By post?\n\nStamps.').map(({ url }) => url);
    expect(urls).toEqual(['https://example.com/help/returns', 'https://example.com/help/returns#by-post']);
  });

  it('counts equal headings as GitHub does, afresh on each page', () => {
    const markdown = '## Cost\n\nA.\n\n## Cost\n\nB.';
    const passages = splitIntoPassages([
      { url: '/a', markdown },
      { url: '/b', markdown },
    ]);
    expect(passages.map(({ url }) => url)).toEqual(['/a#cost', '/a#cost-1', '/b#cost', '/b#cost-1']);
  });

  it('makes anchors of what a heading says, not of how it is written', () => {
    const [passage] = split('## `offset-x` and [**colours**](#x)\n\nText.');
    expect(passage).toMatchObject({ anchor: 'offset-x-and-colours', trail: ['offset-x and colours'] });
  });

  it('makes no passage of a heading with nothing under it', () => {
    expect(split('## Group\n\n### One\n\nText.').map(({ trail }) => trail)).toEqual([['Group', 'One']]);
  });

  it('leaves front matter out and takes the title from it', () => {
    const [passage] = split('---\ntitle: "Sending back"\ndescription: secret words\n---\n\nText.');
    expect(passage).toMatchObject({ title: 'Sending back', text: 'Text.' });
  });

  it('prefers a title that was given, then the front matter, then the first heading, then the address', () => {
    expect(split('---\ntitle: B\n---\n# C\n\nText.', { title: 'A' })[0]?.title).toBe('A');
    expect(split('# C\n\nText.')[0]?.title).toBe('C');
    expect(split('Text.')[0]?.title).toBe('https://example.com/help/returns');
  });

  it('splits a long section between blocks, never within one, and every part links to the same heading', () => {
    const paragraph = `${'word '.repeat(150)}end.`;
    const code = `\`\`\`\n${'line\n'.repeat(500)}\`\`\``;
    const passages = split(`## Long\n\n${paragraph}\n\n${paragraph}\n\n${paragraph}\n\n${code}`);
    expect(passages.length).toBeGreaterThan(2);
    expect(new Set(passages.map(({ anchor }) => anchor))).toEqual(new Set(['long']));
    const blocks = passages.flatMap((passage) => passage.blocks);
    expect(blocks.map(({ token }) => token.type)).toEqual(['paragraph', 'paragraph', 'paragraph', 'code']);
    expect(blocks.at(-1)?.text.match(/line/g)).toHaveLength(500);
  });

  it('does not part a block from the line that announces it', () => {
    const passages = split(`## Long\n\n${'word '.repeat(295)}\n\nLike this:\n\n\`\`\`\n${'line\n'.repeat(50)}\`\`\``);
    const announced = passages.find(({ text }) => text.includes('Like this:'));
    expect(announced?.text).toContain('line');
  });

  it('takes no text from comments and tags', () => {
    expect(split('Seen <b>bold</b>.\n\n<!-- hidden -->')[0]?.text).toBe('Seen bold.');
  });
});
