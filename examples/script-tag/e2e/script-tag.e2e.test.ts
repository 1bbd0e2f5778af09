import { createHash } from 'node:crypto';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { createApp } from '@kb-assistant/example-server';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Assistant, launchBrowser, serveApp, visitor } from '../../server/e2e/support.ts';
import { createSite } from '../src/site.ts';

let browser: Browser;
let help: Awaited<ReturnType<typeof serveApp>>;
let shop: Awaited<ReturnType<typeof serveApp>>;
/** What the shop's other page says, and under which policy. */
const written = { html: '', policy: '' };

beforeAll(async () => {
  browser = await launchBrowser();
  // Each has to know where the other one is: the page's policy names the server, and the server the page.
  const app = new Hono();
  help = await serveApp(app);
  const pages = new Hono();
  pages.get('/written', (context) =>
    context.html(`<!doctype html><title>Shop</title><link rel="icon" href="data:," />${written.html}`, 200, {
      'content-security-policy': written.policy,
    }),
  );
  pages.route('/', createSite(help.url));
  shop = await serveApp(pages);
  app.route(
    '/',
    createApp({
      secret: 'e2e '.repeat(12),
      store: memoryStore(),
      site: new Hono(),
      allowedOrigins: [shop.url],
      async *agent({ text, user }) {
        yield `You asked: ${text} I know you as ${user.id}.`;
      },
    }),
  );
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([help?.stop(), shop?.stop()]);
});

async function visit() {
  const { page, context, mishaps } = await visitor(browser, shop.url);
  await page.goto('/');
  return { page, context, mishaps, assistant: new Assistant(page) };
}

describe('a static page with one tag from another origin', () => {
  it('has an assistant, under a policy that allows nothing inline', async () => {
    const { page, context, mishaps, assistant } = await visit();
    await assistant.open();
    await assistant.panel.getByRole('button', { name: 'How do I add it to my site?' }).click();
    await assistant.log.getByText('You asked: How do I add the assistant to my site?').waitFor();
    expect(await page.locator('kb-assistant').getAttribute('heading')).toBe('Corner Shop');
    // Nothing was refused, and nobody asked but the two.
    expect(mishaps.console).toEqual([]);
    expect(mishaps.foreign.filter((url) => !url.startsWith(help.url))).toEqual([]);
    await context.close();
  });

  it('asks for one file before anybody comes near', async () => {
    const { assistant, context, mishaps } = await visit();
    await assistant.launcher.waitFor();
    expect(mishaps.foreign).toEqual([`${help.url}/kb-assistant.js`]);
    await context.close();
  });

  it('knows the visitor again on the next visit', async () => {
    const { page, context, assistant } = await visit();
    const nameIn = async (): Promise<string> =>
      /I know you as (\S+)/.exec(
        (await assistant.log
          .getByText(/I know you as \S+\./)
          .last()
          .textContent()) ?? '',
      )![1]!;
    await assistant.open();
    await assistant.ask('Who am I?');
    const first = await nameIn();
    await page.reload();
    await assistant.panel.waitFor();
    await assistant.log.getByText('Who am I?').first().waitFor();
    await assistant.ask('And now?');
    await assistant.log.getByText(/You asked: And now\?/).waitFor();
    expect(await nameIn()).toBe(first);
    await context.close();
  });

  it('opens from a link of the page, with no script for it', async () => {
    const { page, context, assistant } = await visit();
    await page.getByRole('link', { name: 'Ask about links' }).click();
    await assistant.log.getByText('You asked: How do I open the assistant from my own link?').waitFor();
    await context.close();
  });

  it('takes calls of a script that came before it', async () => {
    const { page, context, assistant } = await visit();
    await page.getByRole('button', { name: 'Ask from a script' }).click();
    await assistant.log.getByText('You asked: Does it work offline?').waitFor();
    await context.close();
  });

  it('gives no session to a page that the server does not know', async () => {
    const headers = { origin: 'http://localhost:1' };
    const response = await fetch(`${help.url}/api/chatkit/session`, { method: 'POST', headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'origin-not-allowed' } });
  });
});

describe('the tag, as pages and their tools write it', () => {
  const settings = (): string =>
    `data-api-url="${help.url}/api/chatkit" data-session-url="${help.url}/api/chatkit/session"
     data-chatkit-src="${help.url}/chatkit-local/chatkit.js"`;
  const tag = (attributes: string): string =>
    `<script ${attributes} src="${help.url}/kb-assistant.js" ${settings()}></script>`;
  const policy = (scripts: string): string =>
    `default-src 'none'; script-src ${scripts}; connect-src ${help.url}; img-src data:`;
  const integrity = async (): Promise<string> => {
    const file = await (await fetch(`${help.url}/kb-assistant.js`)).bytes();
    return `sha384-${createHash('sha384').update(file).digest('base64')}`;
  };

  it.each<{ way: string; write: () => string | Promise<string>; scripts?: string }>([
    { way: 'with a nonce and nothing else', write: () => tag('async nonce="r4nd0m"'), scripts: "'nonce-r4nd0m'" },
    {
      way: "with a nonce and 'strict-dynamic'",
      write: () => tag('async nonce="r4nd0m"'),
      scripts: "'nonce-r4nd0m' 'strict-dynamic'",
    },
    {
      way: 'with the hash of the file',
      write: async () => tag(`async crossorigin="anonymous" integrity="${await integrity()}"`),
    },
    { way: 'as a module', write: () => tag('type="module"') },
    { way: 'deferred', write: () => tag('defer') },
    { way: 'in the way of the page', write: () => tag('') },
    { way: 'twice', write: () => tag('async') + tag('async') },
  ])('$way', async ({ write, scripts }) => {
    written.html = await write();
    written.policy = policy(scripts ?? help.url);
    const { page, context, mishaps } = await visitor(browser, shop.url);
    await page.goto('/written');
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('Hello');
    await assistant.log.getByText('You asked: Hello').waitFor();
    expect(await assistant.host.count()).toBe(1);
    expect(mishaps.console).toEqual([]);
    await context.close();
  });

  it.each(['before anybody has come near', 'when it is there'])('twice, asks once by a link, %s', async (when) => {
    const link = '<a href="/contact" data-kb-open data-kb-prompt="Hello">Ask</a>';
    written.html = tag('async') + tag('async') + link;
    written.policy = policy(help.url);
    const { page, context } = await visitor(browser, shop.url);
    await page.goto('/written');
    const assistant = new Assistant(page);
    await assistant.launcher.waitFor();
    if (when === 'when it is there') {
      await assistant.launcher.hover();
      await page.waitForFunction(() => customElements.get('kb-assistant'));
    }
    await page.getByRole('link', { name: 'Ask' }).click();
    await assistant.log.getByText('You asked: Hello').first().waitFor();
    await assistant.answered();
    expect(await assistant.log.getByText('You asked: Hello').count()).toBe(1);
    await context.close();
  });

  it('added by another script', async () => {
    written.html = '';
    written.policy = policy(`'unsafe-inline' ${help.url}`);
    const { page, context } = await visitor(browser, shop.url);
    await page.goto('/written');
    await page.addScriptTag({
      content: `const tag = Object.assign(document.createElement('script'), { src: '${help.url}/kb-assistant.js' });
        tag.dataset.apiUrl = '${help.url}/api/chatkit';
        tag.dataset.chatkitSrc = '${help.url}/chatkit-local/chatkit.js';
        document.head.append(tag);`,
    });
    await new Assistant(page).open();
    await context.close();
  });
});
