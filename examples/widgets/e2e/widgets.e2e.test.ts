import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';
import { createPageServer } from '../src/serve.ts';
import { entriesOf, openPage, showEntry } from '../src/show.ts';

const server = createPageServer();
let browser: Browser;
let origin: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
});

afterAll(async () => {
  await browser?.close();
  server.close();
});

/** The page, with what went wrong in it and what it asked for. */
async function visit() {
  const page = await browser.newPage();
  const [asked, complaints] = [[] as string[], [] as string[]];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => {
    // Browsers ask for an icon that this page has none of.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await openPage(page, origin);
  return { page, asked, complaints };
}

it('draws every widget and item under a strict policy, and nothing of it is unknown or goes wrong', async () => {
  const { page, complaints } = await visit();
  await page.locator('openai-chatkit').evaluate((chat) => {
    const told: unknown[] = ((globalThis as { told?: unknown[] }).told = []);
    for (const type of ['chatkit.log', 'chatkit.error']) {
      chat.addEventListener(type, (event) => told.push(JSON.stringify((event as CustomEvent).detail)));
    }
  });
  const hashes = await entriesOf(page);
  expect(hashes.length).toBeGreaterThan(10);
  for (const hash of hashes) await showEntry(page, hash);
  expect(await page.evaluate(() => (globalThis as { told?: unknown[] }).told)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

it('fetches what colours code and what sets formulas with the first of them, and not before', async () => {
  const { page, asked } = await visit();
  const parts = () =>
    asked.flatMap((url) => /\/chatkit-parts\/(highlight|maths)-[^/]+$/.exec(url)?.[1] ?? []).toSorted();
  await showEntry(page, '#text');
  expect(parts()).toEqual([]);
  await showEntry(page, '#markdown');
  const chat = page.locator('openai-chatkit');
  await chat.locator('.hljs-keyword').first().waitFor();
  await chat.locator('math').first().waitFor({ state: 'attached' });
  expect(parts()).toEqual(['highlight', 'maths']);
  await showEntry(page, '#text');
  await showEntry(page, '#markdown');
  await chat.locator('.hljs-keyword').first().waitFor();
  expect(parts()).toEqual(['highlight', 'maths']);
  await page.close();
});
