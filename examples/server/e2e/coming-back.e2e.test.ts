import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Assistant, dataFolder, launchBrowser, serveApp, ServerProcess, untilIdle, visitor } from './support.ts';

const data = dataFolder();
let browser: Browser;
let server: ServerProcess;
let shop: Awaited<ReturnType<typeof serveApp>>;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), ServerProcess.start(data.path)]);
  const site = new Hono();
  // The least that a site lets be known: no page learns which one was before it.
  site.use(async (context, next) => {
    await next();
    context.header('referrer-policy', 'no-referrer');
    // Not kept alive in the background: what is gone back to starts anew.
    context.header('cache-control', 'no-store');
  });
  site.get('/:page', (context) =>
    context.html(
      `<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:," /><a href="/two">The next page</a>
       <script async src="${server.url}/kb-assistant.js" data-api-url="${server.url}/api/chatkit"
         data-chatkit-src="${server.url}/chatkit-local/chatkit.js"></script></html>`,
    ),
  );
  shop = await serveApp(site);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), shop?.stop()]);
  data.remove();
});

/** A visitor whose pages note which storages are opened. */
async function noted() {
  const { page, context } = await visitor(browser, shop.url);
  await context.addInitScript(() => {
    const opened: string[] = [];
    Object.assign(window, { opened });
    for (const name of ['localStorage', 'sessionStorage'] as const) {
      const { get } = Object.getOwnPropertyDescriptor(window, name)!;
      Object.defineProperty(window, name, {
        get() {
          opened.push(name);
          return get!.call(window) as Storage;
        },
      });
    }
  });
  const openedBy = (): Promise<string[]> => page.evaluate('opened');
  return { page, context, openedBy, assistant: new Assistant(page) };
}

describe('somebody who has just come', () => {
  it.each([
    ['by typing the address', {}],
    ['from a page of another site', { referer: 'https://search.test/' }],
  ])('%s has no storage opened before coming near', async (_, how) => {
    const { page, context, openedBy, assistant } = await noted();
    await page.goto('/one', how);
    await assistant.launcher.waitFor();
    await untilIdle(page);
    expect(await openedBy()).toEqual([]);

    await assistant.launcher.hover();
    await expect.poll(openedBy).not.toEqual([]);
    await context.close();
  });
});

describe('somebody who has left the panel open', () => {
  it.each<[string, (page: Page) => Promise<unknown>]>([
    ['follows a link', (page) => page.getByRole('link').click()],
    ['types the address of another page', (page) => page.goto('/two')],
    ['loads the page again', (page) => page.reload()],
    ['goes elsewhere and back', async (page) => (await page.goto('about:blank'), page.goBack())],
  ])('and %s has it there again, with nothing more done', async (_, act) => {
    const { page, context, assistant } = await noted();
    await page.goto('/one');
    await assistant.open();
    await act(page);
    await assistant.composer.waitFor();
    await context.close();
  });
});
