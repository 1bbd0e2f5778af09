import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';
import { createOfflineApp } from '../src/app.ts';

let browser: Browser;
let server: ServerType;
let origin: string;

beforeAll(async () => {
  const app = await createOfflineApp();
  server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0 }, () => resolve(started));
  });
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

it('asks nobody but its own origin for anything, and answers', async () => {
  const page = await browser.newPage();
  const [asked, complaints] = [new Set<string>(), [] as string[]];
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  page.on('console', (message) => {
    // Browsers ask for an icon that this page has none of.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(origin);
  await page.getByRole('button', { name: 'What is sent out?' }).click();
  await page.getByRole('log').getByText('Nothing is sent to the internet.').first().waitFor();
  expect([...asked]).toEqual([origin]);
  expect(complaints).toEqual([]);
  await page.close();
});

it('knows of answers under way, for whoever comes back to one', async () => {
  const response = await fetch(`${origin}/api/chatkit?thread_id=thr_none`);
  expect(await response.json()).toMatchObject({ error: { code: 'thread-not-found' } });
});

describe('as the person has set up their machine', () => {
  const visit = async (options: BrowserContextOptions): Promise<Page> => {
    const page = await browser.newPage(options);
    await page.goto(origin);
    await page.getByRole('button', { name: 'What is sent out?' }).waitFor();
    return page;
  };

  /** How many elements of the chat move by themselves, or would when something happens to them. */
  const movingIn = (page: Page) =>
    page.locator('openai-chatkit').evaluate((chat) => {
      const styles = Array.from(chat.shadowRoot!.querySelectorAll('*'), (each) => getComputedStyle(each));
      return {
        animated: styles.filter(({ animationName }) => animationName !== 'none').length,
        changing: styles.filter(({ transitionDuration }) => /[1-9]/.test(transitionDuration)).length,
      };
    });

  it('moves nothing where motion is unwanted, and shows that it is at work all the same', async () => {
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      const page = await visit({ reducedMotion });
      // An answer that does not come: the chat says that it waits for one.
      await page.route('**/api/chatkit', () => {});
      await page.getByRole('button', { name: 'What is sent out?' }).click();
      await page.getByRole('status').getByText('Thinking').waitFor();
      const moving = await movingIn(page);
      if (reducedMotion === 'reduce') expect(moving).toEqual({ animated: 0, changing: 0 });
      else expect([moving.animated > 0, moving.changing > 0]).toEqual([true, true]);
      await page.close();
    }
  });

  it('draws an edge around each control in forced colours, and another around the one with the focus', async () => {
    const page = await visit({ forcedColors: 'active' });
    const edges = await page.locator('openai-chatkit').evaluate((chat) =>
      Array.from(chat.shadowRoot!.querySelectorAll('button, .composer'), (control) => {
        const { borderBlockEndStyle, borderBlockEndWidth } = getComputedStyle(control);
        return `${control.className} ${borderBlockEndStyle} ${borderBlockEndWidth}`;
      }),
    );
    expect(edges.filter((edge) => !/ solid [12]/.test(edge))).toEqual([]);
    expect(edges.length).toBeGreaterThan(3);
    const focused: string[] = [];
    for (let step = 0; step < edges.length; step++) {
      await page.keyboard.press('Tab');
      focused.push(
        await page.locator('openai-chatkit').evaluate((chat) => {
          const control = chat.shadowRoot!.activeElement;
          // The field has no edge of its own: what it stands in has one. A prompt's is drawn before it.
          const edged = (control?.matches('textarea') ? control.closest('.composer') : control) ?? chat;
          const outlines = [getComputedStyle(edged), getComputedStyle(edged, '::before')].map(
            ({ outlineStyle, outlineWidth }) => `${outlineStyle} ${outlineWidth}`,
          );
          return [edged.className, ...outlines].join(' ');
        }),
      );
    }
    expect(focused.filter((each) => !/ solid [2-9]/.test(each))).toEqual([]);
    await page.close();
  });
});
