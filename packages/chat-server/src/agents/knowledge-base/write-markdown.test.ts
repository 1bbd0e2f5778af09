import { Marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, quote, writeMarkdown } from './write-markdown.ts';

const marked = new Marked();
const write = (markdown: string, link: (href: string) => string | null = (href) => href) =>
  writeMarkdown(marked.lexer(markdown), { link });
/** What a quote looks like to a renderer that lets HTML through: the worst case. */
const rendered = (markdown: string) => marked.parse(quote(write(markdown)), { async: false });

describe('writeMarkdown', () => {
  it.each([
    'Plain *words* and **strong ~~gone~~ words** with `code`.',
    '- one\n- two\n  - nested\n- three',
    '3. three\n4. four',
    '| A | B |\n| --- | --: |\n| `a\\|b` | 2 |',
    '```js\nconst a = 1;\n\nconst b = 2;\n```',
    '> quoted',
    'two  \nlines'.replace('  \n', '\\\n'),
  ])('keeps %j', (markdown) => {
    expect(write(markdown)).toBe(markdown);
  });

  it('renders to what the original renders to', () => {
    const markdown =
      '- [x] done\n- [ ] open\n\n***both*** and _em_ &amp; \\*not em\\* https://example.com\n\n1. a\n\n   b\n2. c';
    expect(marked.parse(write(markdown))).toBe(
      marked.parse(markdown.replace('https://example.com', '[https://example.com](https://example.com)')),
    );
  });

  it('makes bold lines of headings', () => {
    expect(write('> ## Big **title**')).toBe('> **Big title**');
  });

  it('gives links the address that it is told, and leaves the words of those without one', () => {
    expect(write('[a](x) [b](y "t")', (href) => (href === 'x' ? '/x' : null))).toBe('[a](/x) b');
  });

  it('takes the address of a reference link along', () => {
    expect(write('[a][1]\n\n[1]: /there')).toBe('[a](/there)');
  });

  it('keeps the words between tags, without the tags', () => {
    expect(write('Press <kbd>Esc</kbd>,<br>then <b onclick="x">wait</b>.')).toBe('Press Esc, then wait.');
  });

  it('makes links of images', () => {
    expect(write('![A cat](cat.png)')).toBe('[A cat](cat.png)');
  });

  it('makes the fence of a code block longer than any in it', () => {
    expect(write('````\n```\ninner\n```\n````')).toBe('````\n```\ninner\n```\n````');
  });

  it('closes a code block that its page leaves open', () => {
    expect(write('```js\nlet a;')).toBe('```js\nlet a;\n```');
  });
});

describe('a quote of a hostile page', () => {
  it.each([
    '</blockquote><h1>Out</h1>',
    'text </blockquote><script>alert(1)</script> text',
    '<img src=x onerror=alert(1)>',
    '<!-- open for ever',
    '<textarea>\n\nAnd so on.',
    '<details>\n\n# Title\n\n</details>',
    '<div>![x](https://example.com/pixel.png)</div>',
    '<!-- c --># Title',
    '```\n</blockquote>\n> out\n',
    '> inner\nlazy\n\n# Out',
    '| a |\n| - |\n| </td></blockquote> |',
    '- a\n\n      </blockquote>\n- b',
    'a\u2028# Out\u2029# Out',
    '[x](javascript:alert(1))',
  ])('stays one quote without live HTML: %j', (markdown) => {
    const html = rendered(markdown);
    expect(html).toMatch(/^<blockquote>[^]*<\/blockquote>\s*$/);
    expect(html).not.toMatch(/<(?:script|img|textarea|details|h[1-6]|!--)/i);
    const depth = Array.from(html.matchAll(/<(\/?)blockquote>/g)).map(([, end]) => (end ? -1 : 1));
    let open = 0;
    for (const [at, step] of depth.entries()) {
      open += step;
      expect(open === 0).toBe(at === depth.length - 1);
    }
  });
});

describe('escapeMarkdown', () => {
  it('shows text as it is', () => {
    const text = 'a_b *c* [d](e) `f` <b> # | ~g~ \\ &amp;';
    expect(marked.parseInline(escapeMarkdown(text))).toBe('a_b *c* [d](e) `f` &lt;b&gt; # | ~g~ \\ &amp;amp;');
  });
});
