import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildDocs } from '../../../tools/lib/build-docs.ts';
import { Assistant, dataFolder, launchBrowser, serveApp, visitor } from '../../server/e2e/support.ts';
import { createDocsSite } from '../src/docs-site.ts';

const docs = join(import.meta.dirname, '../../../docs');
const folder = dataFolder();
let browser: Browser;
let site: Awaited<ReturnType<typeof serveApp>>;
const dist = join(folder.path, 'site');

beforeAll(async () => {
  // Fails where a link leads to no page.
  await buildDocs(dist);
  site = await serveApp(await createDocsSite({ docs, dist, secret: 'e2e '.repeat(12) }));
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await site?.stop();
  folder.remove();
  rmSync(join(docs, '.cache/vitepress'), { recursive: true, force: true });
});

describe('the site of the documentation', () => {
  it('answers from its own pages, and leads to them', async () => {
    const { page, context, mishaps } = await visitor(browser, site.url);
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('How do I change the colours?');
    await assistant.answered();
    const source = assistant.log.getByRole('link').first();
    const href = new URL((await source.getAttribute('href'))!, site.url);
    expect(href.pathname).toBe('/styling');
    await page.goto(href.href);
    await page.getByRole('heading', { level: 1, name: 'Styling' }).waitFor();
    // The section that was quoted has the anchor that the source names.
    await page.locator(`[id="${href.hash.slice(1)}"]`).waitFor();
    // It is a page with the same assistant, which has the conversation again.
    await assistant.panel.waitFor();
    await assistant.log.getByText('How do I change the colours?', { exact: true }).waitFor();
    expect(mishaps).toEqual({ foreign: [], console: [] });
    await context.close();
  });

  it('keeps the assistant open from page to page', async () => {
    const { page, context } = await visitor(browser, site.url);
    await page.goto('/start');
    const assistant = new Assistant(page);
    await assistant.open();
    await page.getByRole('link', { name: 'Quick prompts' }).first().click();
    await page.waitForURL('**/quick-prompts');
    await page.getByRole('heading', { level: 1, name: 'Quick prompts' }).waitFor();
    expect(await assistant.composer.isVisible()).toBe(true);
    expect(await assistant.host.count()).toBe(1);
    await context.close();
  });

  it('is dark, assistant included, where the reader wants that', async () => {
    const { page, context } = await visitor(browser, site.url, { colorScheme: 'dark' });
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.open();
    await page.locator('html.dark').waitFor();
    await page.waitForFunction(() => document.querySelector('kb-assistant')!.matches(':state(dark)'));
    await context.close();
  });

  it('finds pages without asking anybody', async () => {
    const { page, context, mishaps } = await visitor(browser, site.url);
    await page.goto('/');
    await page.getByRole('button', { name: 'Search' }).first().click();
    await page.getByRole('searchbox').fill('domain key');
    await page.getByRole('option').first().waitFor();
    expect(mishaps.foreign).toEqual([]);
    await context.close();
  });

  it('has each page in its navigation', () => {
    const linked = Array.from(
      readFileSync(join(dist, 'index.html'), 'utf8').matchAll(/<a\s[^>]*?href="\/([^"#]*)"/g),
      ([, path = '']) => (path === '' || path.endsWith('/') ? `${path}index.html` : `${path}.html`),
    );
    const pages = globSync('**/*.html', { cwd: dist }).filter((file) => file !== '404.html');
    expect(pages.filter((file) => !linked.includes(file))).toEqual([]);
  });

  it('links to nothing that is not there', () => {
    const pages = new Map(
      globSync('**/*.html', { cwd: dist }).map((file) => {
        const html = readFileSync(join(dist, file), 'utf8');
        const found = (pattern: RegExp) => Array.from(html.matchAll(pattern), ([, name = '']) => name);
        return [file, { ids: new Set(found(/\sid="([^"]+)"/g)), links: new Set(found(/<a\s[^>]*?href="([^"]+)"/g)) }];
      }),
    );
    const fileOf = (path: string): string | undefined =>
      [path, `${path}.html`, posix.join(path, 'index.html')].find((file) => pages.has(file) || isFile(file));
    const isFile = (path: string): boolean => /\.\w+$/.test(path) && existsSync(join(dist, path));
    const broken = Array.from(pages).flatMap(([file, { links }]) =>
      Array.from(links)
        .filter((href) => !/^[a-z]+:/.test(href))
        .filter((href) => {
          const { pathname, hash } = new URL(href, `http://docs/${file}`);
          const target = fileOf(decodeURIComponent(pathname.slice(1)));
          return !target || (hash !== '' && !pages.get(target)?.ids.has(decodeURIComponent(hash.slice(1))));
        })
        .map((href) => `${file}: ${href}`),
    );
    expect(pages.size).toBeGreaterThan(100);
    expect(broken).toEqual([]);
  });

  it('says of an address that is no page that it is none', async () => {
    expect((await fetch(`${site.url}/no-such-page`)).status).toBe(404);
  });
});
