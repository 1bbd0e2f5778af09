import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';
import { createPageServer } from '../src/serve.ts';

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
  await page.goto(origin);
  await page.locator('openai-chatkit[data-loaded] .turn').first().waitFor();
  return { page, asked, complaints };
}

const open = async (page: Page, hash: string): Promise<void> => {
  await page.evaluate((to) => void (location.hash = to), hash);
  await page.locator(`nav a[href="${hash}"][aria-current]`).waitFor();
  if (hash.startsWith('#growing-')) {
    // It comes when it is asked for, and never ends.
    await page.locator('openai-chatkit textarea').fill('Go on');
    await page.locator('openai-chatkit textarea').press('Enter');
  }
  await page.locator('openai-chatkit .turn').first().waitFor();
  await expect.poll(() => page.locator('openai-chatkit .part-coming').count()).toBe(0);
};

it('draws every widget and item under a strict policy, and nothing of it is unknown or goes wrong', async () => {
  const { page, complaints } = await visit();
  await page.locator('openai-chatkit').evaluate((chat) => {
    const told: unknown[] = ((globalThis as { told?: unknown[] }).told = []);
    for (const type of ['chatkit.log', 'chatkit.error']) {
      chat.addEventListener(type, (event) => told.push(JSON.stringify((event as CustomEvent).detail)));
    }
  });
  const hashes = await page
    .locator('nav a')
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash));
  expect(hashes.length).toBeGreaterThan(10);
  for (const hash of hashes) await open(page, hash);
  expect(await page.evaluate(() => (globalThis as { told?: unknown[] }).told)).toEqual([]);
  expect(complaints).toEqual([]);
  await page.close();
});

it('fetches what colours code and what sets formulas with the first of them, and not before', async () => {
  const { page, asked } = await visit();
  const parts = () =>
    asked.flatMap((url) => /\/chatkit-parts\/(highlight|maths)-[^/]+$/.exec(url)?.[1] ?? []).toSorted();
  await open(page, '#text');
  expect(parts()).toEqual([]);
  await open(page, '#markdown');
  const chat = page.locator('openai-chatkit');
  await chat.locator('.hljs-keyword').first().waitFor();
  await chat.locator('math').first().waitFor({ state: 'attached' });
  expect(parts()).toEqual(['highlight', 'maths']);
  await open(page, '#text');
  await open(page, '#markdown');
  await chat.locator('.hljs-keyword').first().waitFor();
  expect(parts()).toEqual(['highlight', 'maths']);
  await page.close();
});
