import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';
import { createOfflineApp } from '../src/app.ts';

let browser: Browser;
let server: ServerType;

beforeAll(async () => {
  const app = await createOfflineApp();
  server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0 }, () => resolve(started));
  });
  browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

it('asks nobody but its own origin for anything, and answers', async () => {
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
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
