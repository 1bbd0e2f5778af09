import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Assistant, dataFolder, launchBrowser, ServerProcess, visitor } from './support.ts';

const SOURCE = /^\/docs\/[\w/-]+(#[\w-]+)?$/;

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

describe('a visitor of the help centre', () => {
  it('sees a launcher in the bottom right corner, blue, 24 px from the edges', async () => {
    const { page, context } = await visitor(browser, server.url);
    await page.goto('/');
    const { launcher } = new Assistant(page);
    const box = await launcher.boundingBox();
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
    expect([width - (box?.x ?? 0) - 56, height - (box?.y ?? 0) - 56]).toEqual([24, 24]);
    expect(await launcher.evaluate((button) => getComputedStyle(button).backgroundColor)).toBe('rgb(37, 99, 235)');
    await context.close();
  });

  it('keeps the launcher that the script drew when the element takes it over', async () => {
    const { page, context } = await visitor(browser, server.url);
    await page.goto('/');
    const { launcher } = new Assistant(page);
    const drawn = await launcher.elementHandle();
    expect(await page.evaluate(() => customElements.get('kb-assistant'))).toBeUndefined();
    await launcher.hover();
    await page.waitForFunction(() => customElements.get('kb-assistant'));
    expect(await drawn?.evaluate((button) => button.isConnected)).toBe(true);
    expect(await launcher.count()).toBe(1);
    await context.close();
  });

  it('opens the assistant from a button of the page, before anything of it was loaded', async () => {
    const { page, context } = await visitor(browser, server.url);
    await page.goto('/');
    await page.getByRole('button', { name: 'Ask the assistant' }).click();
    await new Assistant(page).composer.waitFor();
    await context.close();
  });

  it('asks by a quick prompt, and gets an answer with sources that lead to page and heading', async () => {
    const { page, context, mishaps } = await visitor(browser, server.url);
    await page.goto('/');
    const assistant = new Assistant(page);
    const { panel } = assistant;
    await assistant.open();
    await panel.getByText('Hi there. What are you looking for?').waitFor();
    const prompts = panel.getByRole('button', { name: /add it to my site|Change the colours|sessions work|offline/ });
    expect(await prompts.count()).toBe(4);

    await prompts.first().click();
    await panel.getByText('Searching the knowledge base…').waitFor();
    await assistant.answered();
    expect(await panel.getByText('Searching the knowledge base…').count()).toBe(0);
    const text = await assistant.log.innerText();
    expect(text).toContain('How do I add the assistant to my site?');
    expect(text).toContain('script');

    const links = assistant.log.locator('a[href*="/docs/"]');
    const hrefs = await links.evaluateAll((all) =>
      all.map((a) => new URL((a as HTMLAnchorElement).href)).map((url) => url.pathname + url.hash),
    );
    expect(hrefs.length).toBeGreaterThan(0);
    for (const href of new Set(hrefs)) {
      expect(href).toMatch(SOURCE);
      const [path = '', anchor] = href.split('#');
      const response = await page.request.get(path);
      expect(response.status()).toBe(200);
      if (anchor) expect(await response.text()).toContain(`id="${anchor}"`);
    }
    expect(mishaps).toEqual({ foreign: [], console: [] });
    await context.close();
  });

  it('types a question, and a second one that only the first makes sense of', async () => {
    const { page, context } = await visitor(browser, server.url);
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('How do I put the launcher on the left side?');
    await assistant.answered();
    expect(await assistant.log.innerText()).toMatch(/bottom-left/);
    await assistant.ask('and further from the edge?');
    await assistant.answered();
    expect(await assistant.log.innerText()).toMatch(/offset-x/);
    await context.close();
  });

  it('is told plainly when the knowledge base has no answer', async () => {
    const { page, context } = await visitor(browser, server.url);
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('What is the capital of Mongolia?');
    await assistant.answered();
    expect(await assistant.log.innerText()).toMatch(/no answer/i);
    expect(await assistant.log.innerText()).not.toMatch(/Ulaanbaatar/);
    await context.close();
  });

  it('finds the conversation and the open panel again after a reload', async () => {
    const { page, context } = await visitor(browser, server.url);
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('How do sessions work?');
    await assistant.answered();
    const before = await assistant.log.innerText();
    await page.reload();
    await assistant.log.getByText('How do sessions work?').waitFor();
    expect(await assistant.log.innerText()).toBe(before);
    await page.goto('/docs/sessions');
    await assistant.log.getByText('How do sessions work?').waitFor();
    await context.close();
  });

  it('has a history: newest first, renamed, deleted, and still there after the server was restarted', async () => {
    const { page, context } = await visitor(browser, server.url);
    await page.goto('/');
    const assistant = new Assistant(page);
    const { panel } = assistant;
    const newChat = panel.getByRole('button', { name: 'New chat' }).first();
    await assistant.open();
    for (const question of ['What does offset-x do?', 'How do I write my own agent?']) {
      await newChat.click();
      await panel.getByText('Hi there. What are you looking for?').waitFor();
      await assistant.ask(question);
      await assistant.answered();
    }
    const openHistory = () => panel.getByRole('button', { name: 'History', exact: true }).click();
    const rows = panel.getByRole('listitem').filter({ has: page.getByRole('button', { name: /rename/i }) });
    const titles = async () => (await rows.allInnerTexts()).map((text) => text.split('\n')[0] ?? '');
    await openHistory();
    await rows.first().waitFor();
    expect(await titles()).toEqual(['How do I write my own agent?', 'What does offset-x do?']);

    await rows.last().hover();
    await rows
      .last()
      .getByRole('button', { name: /rename/i })
      .click();
    await panel.getByRole('textbox', { name: /title|name/i }).fill('Offsets');
    // The panel shows the new name at once; a server that is stopped before it has heard of it knows nothing.
    const renamed = page.waitForResponse((response) => !!response.request().postData()?.includes('threads.update'));
    await page.keyboard.press('Enter');
    await panel.getByText('Offsets').waitFor();
    await renamed;

    await server.stop();
    server = await ServerProcess.start(data.path, server.port);
    await page.reload();
    await assistant.composer.waitFor();
    await openHistory();
    await rows.first().waitFor();
    expect(await titles(), 'a renamed one counts as changed').toEqual(['Offsets', 'How do I write my own agent?']);

    const offsets = rows.filter({ hasText: 'Offsets' });
    await offsets.hover();
    await offsets.getByRole('button', { name: /delete/i }).click();
    await panel.getByRole('button', { name: /^delete$/i }).click();
    await panel.getByText('Offsets').waitFor({ state: 'detached' });
    expect(await titles()).toEqual(['How do I write my own agent?']);
    await rows.first().getByText('How do I write my own agent?').click();
    await assistant.log.getByText('How do I write my own agent?').first().waitFor();
    await context.close();
  });

  it('is shown nothing of what another browser asked', async () => {
    const first = await visitor(browser, server.url);
    await first.page.goto('/');
    const assistant = new Assistant(first.page);
    await assistant.open();
    await assistant.ask('What is stored in my browser?');
    await assistant.answered();

    const second = await visitor(browser, server.url);
    await second.page.goto('/');
    const other = new Assistant(second.page);
    await other.open();
    await other.panel.getByRole('button', { name: 'History', exact: true }).click();
    await other.panel
      .getByText(/no (chats|conversations)|nothing|yet/i)
      .first()
      .waitFor();
    expect(await other.panel.innerText()).not.toContain('What is stored in my browser?');
    await Promise.all([first.context.close(), second.context.close()]);
  });
});

describe('what holds on the way', () => {
  it('asks no other origin for anything, and breaks no rule of a strict content security policy', async () => {
    const { page, context, mishaps } = await visitor(browser, server.url);
    for (const path of ['/', '/docs/configuration']) {
      const response = await page.goto(path);
      expect(response?.headers()['content-security-policy']).toContain("require-trusted-types-for 'script'");
    }
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('Which attributes are there?');
    await assistant.answered();
    await assistant.panel.getByRole('button', { name: 'History', exact: true }).click();
    await assistant.panel.getByText('Which attributes are there?').first().waitFor();
    expect(mishaps).toEqual({ foreign: [], console: [] });
    await context.close();
  });

  it('keeps every secret out of addresses, storage and events', async () => {
    const { page, context } = await visitor(browser, server.url);
    const addresses: string[] = [];
    const secrets: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    // On its way, because the browser does not always keep the body of an answer.
    await page.route('**/session', async (route) => {
      const response = await route.fetch();
      secrets.push(((await response.json()) as { client_secret: string }).client_secret);
      await route.fulfill({ response });
    });
    await page.goto('/');
    await page.evaluate(() => {
      const seen = ((window as unknown as { seen: unknown[] }).seen = [] as unknown[]);
      for (const type of [
        'kb-open',
        'kb-ready',
        'kb-status-change',
        'kb-message',
        'kb-error',
        'chatkit.log',
        'chatkit.ready',
      ]) {
        document.addEventListener(type, (event) => seen.push((event as CustomEvent).detail), true);
      }
    });
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('How do sessions work?');
    await assistant.answered();
    expect(secrets.length).toBeGreaterThan(0);
    const kept = await page.evaluate(() =>
      JSON.stringify([
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        document.cookie,
        (window as unknown as { seen: unknown[] }).seen,
      ]),
    );
    for (const secret of secrets) expect(kept + addresses.join()).not.toContain(secret);
    expect(kept).toContain('kb-assistant:');
    expect(kept).toContain('How do sessions work?');
    await context.close();
  });

  it('works on a phone, edge to edge, without taking the focus', async () => {
    const { page, context } = await visitor(browser, server.url, {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.launcher.tap();
    await assistant.composer.waitFor();
    await expect.poll(() => assistant.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await assistant.composer.evaluate((each) => each.matches(':focus'))).toBe(false);
    await assistant.panel.getByRole('button', { name: 'Close Help Center' }).tap();
    await assistant.panel.waitFor({ state: 'hidden' });
    await context.close();
  });
});
