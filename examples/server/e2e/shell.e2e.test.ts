import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import { Assistant, launchBrowser, serveApp, visitor } from './support.ts';

const require = createRequire(import.meta.url);
const library = (name: string, file: string): string =>
  readFileSync(join(dirname(require.resolve(name)), file), 'utf8');

const tag = (attributes = '') =>
  `<kb-assistant api-url="/api/chatkit" session-url="/api/chatkit/session" chatkit-src="/chatkit-local/chatkit.js" ${attributes}></kb-assistant>`;

/** A page of somebody else's site, with the script tag. */
const pageOf = (body: string, { head = '', dir = 'ltr' } = {}) => `<!doctype html>
<html lang="en" dir="${dir}">
  <head>
    <title>Shop</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    ${head}
    <script async src="/kb-assistant.js"></script>
  </head>
  <body>${body}</body>
</html>`;

const links = (folder: string) => `<nav><a href="/${folder}/1">One</a> <a href="/${folder}/2">Two</a></nav>`;

/** As strict as a policy may be that lets a page have scripts, styles and requests of its own. */
const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'";

const site = new Hono()
  .get('/lib/turbo.js', ({ body }) =>
    body(library('@hotwired/turbo', 'turbo.es2017-umd.js'), 200, { 'content-type': 'text/javascript' }),
  )
  .get('/lib/swup.js', ({ body }) => body(library('swup', 'Swup.umd.js'), 200, { 'content-type': 'text/javascript' }))
  .get('/lib/start-swup.js', ({ body }) =>
    body('new Swup({ animationSelector: false });', 200, { 'content-type': 'text/javascript' }),
  )
  .get('/turbo/:n', ({ html, req }) =>
    html(
      pageOf(`${links('turbo')}<h1>Turbo ${req.param('n')}</h1>${tag()}`, {
        head: '<script src="/lib/turbo.js"></script>',
      }),
    ),
  )
  .get('/kept/:n', ({ html, req }) =>
    html(
      pageOf(`${links('kept')}<h1>Turbo ${req.param('n')}</h1>${tag('id="help" data-turbo-permanent')}`, {
        head: '<script src="/lib/turbo.js"></script>',
      }),
    ),
  )
  .get('/swup/:n', ({ html, req }) =>
    html(
      pageOf(
        `${links('swup')}<main id="swup"><h1>Swup ${req.param('n')}</h1>${tag()}</main>
         <script src="/lib/swup.js"></script><script src="/lib/start-swup.js"></script>`,
      ),
    ),
  )
  .get('/plain/:n', ({ html, req }) =>
    html(
      pageOf(`${links('plain')}<h1>Plain ${req.param('n')}</h1>${tag()}`, {
        head: '<style>@view-transition { navigation: auto }</style>',
      }),
    ),
  )
  .get('/strict', ({ html }) => {
    const teaser = tag('teaser="Need help?" teaser-delay="0" draggable-launcher shortcut="mod+k"');
    return html(pageOf(`<h1>Strict</h1>${teaser}`), 200, { 'content-security-policy': STRICT });
  })
  .get('/rtl', ({ html }) => html(pageOf(`<h1>مرحبا</h1>${tag('position="bottom-end" locale="ar"')}`, { dir: 'rtl' })))
  .get('/two', ({ html }) =>
    html(
      pageOf(
        `<h1>Two</h1>${tag('id="sales" heading="Sales"')}${tag('id="help" heading="Help" position="bottom-left"')}
         <button data-kb-open="help" data-kb-prompt="Where is my parcel?">Parcel</button>`,
      ),
    ),
  )
  .get('/long', ({ html }) =>
    html(pageOf(`<h1>Long</h1>${'<p>A line of the page.</p>'.repeat(200)}<a href="/plain/1">Last</a>${tag()}`)),
  );

let browser: Browser;
let server: Awaited<ReturnType<typeof serveApp>>;
beforeAll(async () => {
  browser = await launchBrowser();
  server = await serveApp(
    createApp({
      secret: 'a secret of more than thirty-two bytes',
      store: memoryStore(),
      site,
      async *agent({ text }) {
        yield `You asked: ${text}`;
      },
    }),
  );
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function visit(path: string, options: Parameters<typeof visitor>[2] = {}) {
  const visited = await visitor(browser, server.url, options);
  await visited.page.goto(path);
  return { ...visited, assistant: new Assistant(visited.page) };
}

async function converse(assistant: Assistant, text: string): Promise<void> {
  await assistant.ask(text);
  await assistant.log.getByText(`You asked: ${text}`).waitFor();
}

describe('the conversation goes on', () => {
  it.each([
    ['with Turbo, which puts another body in the place of this one', 'turbo', 'Turbo 2'],
    ['with Turbo, which carries the element over', 'kept', 'Turbo 2'],
    ['with Swup, which puts other content into the page', 'swup', 'Swup 2'],
    ['from page to page with a view transition', 'plain', 'Plain 2'],
  ])('%s', async (_, folder, heading) => {
    const { page, context, assistant } = await visit(`/${folder}/1`);
    await assistant.open();
    await converse(assistant, 'First question');
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    await page.getByRole('link', { name: 'Two' }).click();
    await page.getByRole('heading', { name: heading }).waitFor();
    expect(await page.evaluate(() => 'stayed' in window)).toBe(folder !== 'plain');
    await assistant.log.getByText('You asked: First question').waitFor();
    expect(await assistant.host.count()).toBe(1);
    await converse(assistant, 'Second question');
    expect(await assistant.log.getByText('You asked: First question').count()).toBe(1);
    await context.close();
  });

  it('with Turbo, before anybody has come near the launcher', async () => {
    const { page, context, assistant } = await visit('/turbo/1');
    await assistant.launcher.waitFor();
    // Without a pointer, which would come near.
    await page.evaluate(() => document.querySelector<HTMLAnchorElement>('a[href$="2"]')?.click());
    await page.getByRole('heading', { name: 'Turbo 2' }).waitFor();
    await assistant.open();
    await context.close();
  });

  it('when the element is moved in the document, and taken out and put back', async () => {
    const { page, context, assistant } = await visit('/plain/1');
    await assistant.open();
    await converse(assistant, 'First question');
    await page.evaluate(() => {
      const element = document.querySelector('kb-assistant')!;
      document.body.append(document.createElement('section'));
      document.querySelector('section')!.append(element);
    });
    await assistant.log.getByText('You asked: First question').waitFor();
    await page.evaluate(async () => {
      const element = document.querySelector('kb-assistant')!;
      element.remove();
      await new Promise(requestAnimationFrame);
      document.body.append(element);
    });
    await assistant.log.getByText('You asked: First question').waitFor();
    await converse(assistant, 'Second question');
    await context.close();
  });
});

describe('on the pages of others', () => {
  it('needs no exception from a strict policy with Trusted Types', async () => {
    const { page, context, assistant, mishaps } = await visit('/strict');
    await assistant.host.locator('[part~=teaser]').waitFor();
    await assistant.open();
    await converse(assistant, 'Is this safe?');
    await page.keyboard.press('Escape');
    await assistant.panel.waitFor({ state: 'hidden' });
    expect(mishaps).toEqual({ foreign: [], console: [] });
    await context.close();
  });

  it('adds one name to the window, and takes none', async () => {
    const { page, context } = await visitor(browser, server.url);
    await page.addInitScript(() => {
      const before = Object.getOwnPropertyNames(window);
      Object.assign(window, { before });
    });
    await page.goto('/strict');
    await page.waitForFunction(() => customElements.get('kb-assistant'));
    await new Assistant(page).host.locator('[part~=teaser]').waitFor();
    const names = await page.evaluate(() => {
      const { before } = window as unknown as { before: string[] };
      return Object.getOwnPropertyNames(window).filter((name) => !before.includes(name));
    });
    expect(names).toEqual(['before', 'kbAssistant']);
    const taken = await page.evaluate(() => [
      window.onmessage,
      document.title,
      document.querySelectorAll('meta').length,
    ]);
    expect(taken).toEqual([null, 'Shop', 1]);
    await context.close();
  });

  it('stands on the other side of a page that runs from right to left', async () => {
    const { page, context, assistant } = await visit('/rtl');
    const box = async () => (await assistant.launcher.boundingBox())!;
    expect((await box()).x).toBe(24);
    await assistant.launcher.click();
    await assistant.panel.getByRole('textbox').waitFor();
    expect(await assistant.panel.locator('.inside').getAttribute('dir')).toBe('rtl');
    const header = (await assistant.panel.locator('[part~=close]').boundingBox())!;
    const panel = (await assistant.panel.boundingBox())!;
    expect(header.x - panel.x).toBeLessThan(30);
    // A page that changes its direction takes the assistant along.
    await page.evaluate(() => (document.documentElement.dir = 'ltr'));
    expect((await box()).x).toBeGreaterThan(1000);
    await context.close();
  });

  it('shares a page with another, each with its own conversation', async () => {
    const { page, context } = await visit('/two');
    const of = (id: string) => page.locator(`kb-assistant#${id}`);
    await page.getByRole('button', { name: 'Parcel' }).click();
    await of('help').getByRole('log').getByText('You asked: Where is my parcel?').waitFor();
    await of('sales').getByRole('button', { name: 'Open Sales' }).click();
    await of('sales').getByRole('textbox').waitFor();
    expect(await of('sales').getByText('You asked').count()).toBe(0);
    await context.close();
  });

  it('holds in forced colours', async () => {
    const { context, assistant } = await visit('/plain/1', { forcedColors: 'active' });
    const border = (locator: typeof assistant.launcher) =>
      locator.evaluate((each) => [getComputedStyle(each).borderTopStyle, getComputedStyle(each).borderTopWidth]);
    expect(await border(assistant.launcher)).toEqual(['solid', '2px']);
    await assistant.open();
    expect(await border(assistant.panel)).toEqual(['solid', '1px']);
    await context.close();
  });
});

describe('as the person has set up their machine', () => {
  const background = (assistant: Assistant) =>
    assistant.panel.evaluate((panel) => getComputedStyle(panel).backgroundColor);

  it('is as dark as the system, and turns with it, in shell and chat', async () => {
    const { page, context, assistant } = await visit('/plain/1', { colorScheme: 'light' });
    await assistant.open();
    expect(await background(assistant)).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => background(assistant)).toBe('rgb(15, 20, 32)');
    await assistant.panel.locator('openai-chatkit[data-color-scheme=dark]').waitFor();
    await page.emulateMedia({ colorScheme: 'light' });
    await expect.poll(() => background(assistant)).toBe('rgb(255, 255, 255)');
    await context.close();
  });

  it('moves nothing across the screen where less motion is wanted', async () => {
    const moves = async (reducedMotion: 'reduce' | 'no-preference'): Promise<string[]> => {
      const { page, context, assistant } = await visit('/strict', { reducedMotion });
      await assistant.host.locator('[part~=teaser]').waitFor();
      // A fade is no movement, and what takes no time neither.
      const properties = await page.evaluate(async () => {
        const root = document.querySelector('kb-assistant')!.shadowRoot!;
        const seen: string[] = [];
        const look = (): void => {
          for (const each of root.getAnimations()) {
            const frames = (each.effect as KeyframeEffect).getKeyframes().flatMap((frame) => Object.keys(frame));
            seen.push(...frames.filter((name) => /transform|translate|scale|rotate|inset|top|left/.test(name)));
          }
        };
        look();
        root.querySelector<HTMLElement>('[part~=launcher]')!.click();
        while (!root.querySelector('[part~=panel]:popover-open')) await new Promise(requestAnimationFrame);
        look();
        return seen;
      });
      await context.close();
      return properties;
    };
    expect(await moves('no-preference')).toContain('transform');
    expect(await moves('reduce')).toEqual([]);
  });

  it.each([
    ['at a width of 320 px', 320, 568],
    ['at 200 %', 640, 400],
  ])('can be used %s', async (_, width, height) => {
    const { page, context, assistant } = await visit('/long', { viewport: { width, height } });
    await assistant.open();
    await converse(assistant, 'A question that takes more than one line on a screen as small as this one is');
    for (const each of [
      assistant.composer,
      assistant.panel.locator('[part~=close]'),
      assistant.log.locator('p').last(),
    ]) {
      const box = (await each.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    await context.close();
  });
});

describe('on a phone', () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

  /** What engines do when a keyboard comes: what can be seen gets less, and nothing else changes. */
  const keyboardUp = (page: Page, height: number) =>
    page.evaluate((visible) => {
      const view = visualViewport!;
      Object.defineProperty(view, 'height', { value: visible, configurable: true });
      view.dispatchEvent(new Event('resize'));
    }, height);

  it('keeps the composer above the keyboard', async () => {
    const { page, context, assistant } = await visit('/plain/1', phone);
    await assistant.launcher.tap();
    await assistant.composer.waitFor();
    const bottom = async () => {
      const box = (await assistant.composer.boundingBox())!;
      return box.y + box.height;
    };
    expect(await bottom()).toBeGreaterThan(600);
    await keyboardUp(page, 500);
    await expect.poll(bottom).toBeLessThan(500);
    expect(await bottom()).toBeGreaterThan(300);
    await keyboardUp(page, 844);
    await expect.poll(bottom).toBeGreaterThan(600);
    await context.close();
  });

  it('brings up no keyboard by itself', async () => {
    const { page, context, assistant } = await visit('/plain/1', phone);
    await assistant.launcher.tap();
    await assistant.composer.waitFor();
    const focused = await page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.matches('textarea, input, [contenteditable]') ?? false;
    });
    expect(focused).toBe(false);
    await context.close();
  });

  it('neither scrolls nor shifts the page beneath, nor lets Tab out', async () => {
    const { page, context, assistant } = await visit('/long', phone);
    await page.evaluate(() => scrollTo(0, 400));
    await assistant.launcher.tap();
    await assistant.composer.waitFor();
    await page.mouse.move(195, 300);
    await page.mouse.wheel(0, 600);
    for (let i = 0; i < 12; i += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('a');
    }
    expect(await page.evaluate(() => scrollY)).toBe(400);
    await assistant.panel.locator('[part~=close]').tap();
    await assistant.panel.waitFor({ state: 'hidden' });
    await page.mouse.wheel(0, 100);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(400);
    await context.close();
  });
});
