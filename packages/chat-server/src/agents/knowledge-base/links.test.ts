import { describe, expect, it } from 'vitest';
import { createLinkResolver } from './links.ts';

const from = { url: 'https://example.com/help/guides/returns', path: 'guides/returns.md', markdown: '' };
const resolve = createLinkResolver([
  from,
  { url: 'https://example.com/help/', path: 'index.md', markdown: '' },
  { url: 'https://example.com/help/errors/', path: 'errors/index.md', markdown: '' },
  { url: 'https://example.com/help/cost', path: 'cost.md', markdown: '' },
]);

describe('a link of a page', () => {
  it.each([
    ['#who-pays', 'https://example.com/help/guides/returns#who-pays'],
    ['../cost.md#vat', 'https://example.com/help/cost#vat'],
    ['../cost', 'https://example.com/help/cost'],
    ['../errors/index.md', 'https://example.com/help/errors/'],
    ['../errors/', 'https://example.com/help/errors/'],
    ['../index.md', 'https://example.com/help/'],
    ['form.pdf', 'https://example.com/help/guides/form.pdf'],
    ['/about', 'https://example.com/about'],
    ['https://other.example/a(b)', 'https://other.example/a%28b%29'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
  ])('%s leads to %s', (href, expected) => {
    expect(resolve(href, from)).toBe(expected);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'https://',
  ])('%s leads nowhere', (href) => {
    expect(resolve(href, from)).toBeNull();
  });

  it('stays without an origin where its page has none', () => {
    const page = { url: '/docs/returns', markdown: '' };
    const local = createLinkResolver([page, { url: '/docs/cost', markdown: '' }]);
    expect(local('./cost.md#vat', page)).toBe('/docs/cost#vat');
    expect(local('#top', page)).toBe('/docs/returns#top');
  });

  it('takes a percent sign that encodes nothing as it is', () => {
    const page = { url: '/docs/offers', markdown: '' };
    const link = createLinkResolver([page, { url: '/docs/50%-off', path: 'docs/50%-off.md', markdown: '' }]);
    expect(link('50%-off.md#now', page)).toBe('/docs/50%-off#now');
    expect(link('%E0%A4%A', page)).toBe('/docs/%E0%A4%A');
    expect(link('100%', page)).toBe('/docs/100%');
  });
});
