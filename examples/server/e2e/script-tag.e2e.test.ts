import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Assistant, dataFolder, launchBrowser, serveApp, ServerProcess, visitor } from './support.ts';

const data = dataFolder();
let browser: Browser;
let server: ServerProcess;
beforeAll(async () => {
  [browser, server] = await Promise.all([launchBrowser(), ServerProcess.start(data.path)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  data.remove();
});

/** A page of somebody else's site. */
async function pageWith(body: string) {
  const site = new Hono();
  site.get('/', (context) => context.html(`<!doctype html><title>Shop</title><body>${body}`));
  const { url, stop } = await serveApp(site);
  const { page, context } = await visitor(browser, url);
  await page.goto('/');
  return { page, assistant: new Assistant(page), close: async () => (await context.close(), stop()) };
}

describe('the script tag', () => {
  it('works from another origin', async () => {
    const { assistant, close } = await pageWith(
      `<script async src="${server.url}/kb-assistant.js"></script>
       <kb-assistant api-url="${server.url}/api/chatkit" chatkit-src="${server.url}/chatkit-local/chatkit.js"></kb-assistant>`,
    );
    await assistant.open();
    await close();
  });

  it('says how to mend it on a page that the server does not know', async () => {
    const { page, assistant, close } = await pageWith(
      `<script async src="${server.url}/kb-assistant.js" data-api-url="${server.url}/api/chatkit"
         data-session-url="${server.url}/api/chatkit/session"
         data-chatkit-src="${server.url}/chatkit-local/chatkit.js"></script>`,
    );
    await assistant.launcher.click();
    await assistant.panel.locator('summary').click();
    const details = assistant.panel.locator('pre');
    await details.waitFor();
    expect(await details.textContent()).toContain('session-origin-refused');
    expect(await details.textContent()).toContain(`add "${new URL(page.url()).origin}" to its allowedOrigins`);
    await close();
  });

  it('makes the element itself where its own attributes say what for', async () => {
    const { page, assistant, close } = await pageWith(
      `<script async src="${server.url}/kb-assistant.js" data-api-url="${server.url}/api/chatkit" data-heading="Shop"
         data-chatkit-src="${server.url}/chatkit-local/chatkit.js"></script>`,
    );
    await assistant.open();
    expect(await page.locator('kb-assistant').getAttribute('heading')).toBe('Shop');
    await close();
  });

  it('brings one file to open the panel, and one more to read answers along', async () => {
    const { page, context } = await visitor(browser, server.url);
    const assistant = new Assistant(page);
    const files: string[] = [];
    page.on('request', (request) => files.push(...(/kb-assistant\..*js$/.exec(request.url()) ?? [])));
    const body = `<!doctype html><title>Shop</title><script async src="/kb-assistant.js" data-api-url="/api/chatkit"
      data-session-url="/api/chatkit/session" data-chatkit-src="/chatkit-local/chatkit.js"></script>`;
    await page.route('**/shop', (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto('/shop');
    await assistant.launcher.waitFor();
    files.length = 0;
    await assistant.open();
    expect(files).toEqual(['kb-assistant.element.js']);
    await assistant.ask('What is this?');
    await assistant.answered();
    expect(files).toEqual(['kb-assistant.element.js', 'kb-assistant.answer-observer.js']);
    await context.close();
  });

  it('opens in English for a first click where the words of the page are slow to come', async () => {
    const { page, context } = await visitor(browser, server.url);
    const assistant = new Assistant(page);
    let letThrough = (): void => {};
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await page.route('**/kb-assistant.de.js', async (route) => {
      await held;
      await route.continue();
    });
    const body = `<!doctype html><html lang="de"><title>Laden</title><script async src="/kb-assistant.js"
      data-api-url="/api/chatkit" data-chatkit-src="/chatkit-local/chatkit.js" data-preload="none"></script>`;
    await page.route('**/laden', (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.goto('/laden');
    await assistant.launcher.click();
    await expect.poll(() => assistant.launcher.getAttribute('aria-busy')).toBe('true');
    await assistant.panel.waitFor();
    expect(await assistant.launcher.getAttribute('aria-label')).toBe('Close Assistant');
    expect(await assistant.launcher.getAttribute('aria-busy')).toBeNull();
    letThrough();
    await expect.poll(() => assistant.launcher.getAttribute('aria-label')).toBe('Assistent schließen');
    await context.close();
  });

  it.each([
    ['{ "position": "top-left" }', true],
    ['{ "overlay": { "position": "top-left" }, "prompts": [] }', true],
    ['{ "prompts": [{ "label": "Hours", "prompt": "When are you open?" }], "greeting": "Hello" }', false],
  ])('draws the launcher once, where %s says', async (json, atOnce) => {
    const { page, assistant, close } = await pageWith(
      `<script type="application/json" data-kb-assistant>${json}</script>
       <script>
         window.shifts = 0;
         new PerformanceObserver((list) => { for (const { value } of list.getEntries()) shifts += value; })
           .observe({ type: 'layout-shift', buffered: true });
       </script>
       <script async src="${server.url}/kb-assistant.js" data-api-url="${server.url}/api/chatkit"
         data-chatkit-src="${server.url}/chatkit-local/chatkit.js"></script>`,
    );
    await assistant.launcher.waitFor();
    await page.waitForLoadState('networkidle');
    // Without the pixel by which it rises under a mouse.
    const place = (): Promise<number[]> =>
      assistant.launcher.evaluate(({ offsetLeft, offsetTop }: HTMLElement) => [offsetLeft, offsetTop]);
    const first = await place();
    expect(first.every((px) => px < 100)).toBe(atOnce);
    expect(await page.evaluate(() => Boolean(customElements.get('kb-assistant')))).toBe(atOnce);
    await assistant.launcher.hover();
    await page.waitForFunction(() => customElements.get('kb-assistant'));
    await assistant.host.evaluate((host: HTMLElement & { updateComplete: Promise<unknown> }) => host.updateComplete);
    expect([await place(), await page.evaluate('shifts')]).toEqual([first, 0]);
    await assistant.open();
    expect(await place()).toEqual(first);
    await close();
  });

  it('reads all of its settings from JSON, also those that hide the launcher and open the panel', async () => {
    const { assistant, close } = await pageWith(
      `<script type="application/json" data-kb-assistant>
         { "apiUrl": "${server.url}/api/chatkit", "chatkitSrc": "${server.url}/chatkit-local/chatkit.js",
           "withoutLauncher": true, "open": true }
       </script>
       <script async src="${server.url}/kb-assistant.js"></script>`,
    );
    await assistant.composer.waitFor();
    expect(await assistant.launcher.isVisible()).toBe(false);
    await close();
  });

  it.each([
    ['attributes of other tools', 'data-cfasync="false" data-nscript="afterInteractive"', ''],
    ['JSON that names no server', '', '{ "heading": "Shop", "prompts": [] }'],
  ])('makes no element where there is nothing but %s', async (_, attributes, json) => {
    const { page, assistant, close } = await pageWith(
      `${json && `<script type="application/json" data-kb-assistant>${json}</script>`}
       <script async src="${server.url}/kb-assistant.js" ${attributes}></script>`,
    );
    await page.waitForFunction(() => customElements.get('kb-assistant'));
    expect(await assistant.host.count()).toBe(0);
    await close();
  });

  it('leaves alone a page without an element, and serves one that an application adds later', async () => {
    const { page, assistant, close } = await pageWith(`<script async src="${server.url}/kb-assistant.js"></script>`);
    await page.waitForFunction(() => customElements.get('kb-assistant'));
    expect(await assistant.host.count()).toBe(0);
    await page.evaluate(
      ([url]) => {
        const element = document.createElement('kb-assistant');
        element.setAttribute('api-url', `${url}/api/chatkit`);
        element.setAttribute('chatkit-src', `${url}/chatkit-local/chatkit.js`);
        document.body.append(element);
      },
      [server.url],
    );
    await assistant.open();
    expect(await assistant.launcher.count()).toBe(1);
    await close();
  });

  it.each(['mode', 'open'])(
    'is there at once when the page sets %s later, with nobody near the launcher',
    async (name) => {
      const { page, context } = await visitor(browser, server.url);
      await page.goto('/');
      const assistant = new Assistant(page);
      await assistant.launcher.waitFor();
      await assistant.host.evaluate((element, each) => element.setAttribute(each, 'inline'), name);
      await assistant.composer.waitFor();
      await context.close();
    },
  );

  it('stands where the page says later, before anything is fetched for it', async () => {
    const { page, context } = await visitor(browser, server.url);
    await page.goto('/');
    const { host, launcher } = new Assistant(page);
    const corner = async () => {
      const { x = 0, y = 0 } = (await launcher.boundingBox()) ?? {};
      return [x < 100, y < 100];
    };
    await launcher.waitFor();
    expect(await corner()).toEqual([false, false]);
    await host.evaluate((element) => element.setAttribute('position', 'top-left'));
    await expect.poll(corner).toEqual([true, true]);
    expect(await page.evaluate(() => customElements.get('kb-assistant'))).toBe(undefined);
    await context.close();
  });

  it('says what it cannot do with a setting, with JSON and with a call, and does the rest', async () => {
    const { page, assistant, close } = await pageWith(
      `<script>(window.kbAssistant ||= []).push(['aks', 'Hello'], 'open', ['set', { heading: 'Shop' }]);</script>
       <script type="application/json" data-kb-assistant>
{ "greeting": "Welcome",
  "placeholder": 'Ask' }
       </script>
       <script async src="${server.url}/kb-assistant.js" data-api-url="${server.url}/api/chatkit" data-postion="top-left"
         data-color-scheme="drak" data-chatkit-src="${server.url}/chatkit-local/chatkit.js"></script>`,
    );
    const told: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') told.push(message.text());
    });
    await page.reload();
    await assistant.open();
    const expected = [
      /data-postion.*Did you mean data-position\?/,
      /color-scheme="drak": expected "auto"/,
      /JSON .* cannot be read at line 3 column 18/,
      /no "aks"\. Did you mean "ask"\?/,
      /takes an array such as \["show"\] or a function; got string/,
    ];
    await expect.poll(() => told.length, { timeout: 10_000 }).toBe(expected.length);
    expect(expected.filter((each) => !told.some((line) => each.test(line)))).toEqual([]);
    await assistant.panel.getByText('Shop').first().waitFor();
    await close();
  });

  it('survives a click without a connection, and opens at the next', async () => {
    const { page, context } = await visitor(browser, server.url);
    const failures: unknown[] = [];
    page.on('pageerror', (error) => failures.push(error));
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.launcher.waitFor();
    await context.setOffline(true);
    await assistant.launcher.click();
    await page.waitForFunction(() =>
      document.querySelector('kb-assistant')?.shadowRoot?.querySelector('button')?.title.startsWith('No connection'),
    );
    await context.setOffline(false);
    await assistant.open();
    // What was said of the first click does not stay on the launcher.
    expect(await assistant.launcher.getAttribute('title')).toBeNull();
    expect(failures).toEqual([]);
    await context.close();
  });
});
