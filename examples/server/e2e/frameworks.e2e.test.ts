import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../tools/lib/run.ts';
import { createApp } from '../src/app.ts';
import { Assistant, dataFolder, launchBrowser, serveApp, visitor } from './support.ts';

const EXAMPLES = join(import.meta.dirname, '../..');

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each([
  { framework: 'React 19', example: 'react', mode: 'production' },
  { framework: 'React 18', example: 'react', mode: 'react-18' },
  // Strict Mode does its work in development only, and both frameworks tell there what is done wrong.
  { framework: 'React 19', example: 'react', mode: 'development' },
  { framework: 'React 18', example: 'react', mode: 'react-18-development' },
  { framework: 'Vue', example: 'vue', mode: 'production' },
  { framework: 'Vue', example: 'vue', mode: 'development' },
])('the $framework app, built for $mode', ({ example, mode }) => {
  const built = dataFolder();
  let server: Awaited<ReturnType<typeof serveApp>>;
  beforeAll(async () => {
    const NODE_ENV = mode.endsWith('development') ? 'development' : 'production';
    const command = `vite build --mode ${mode} --outDir ${built.path} --emptyOutDir --logLevel warn`;
    expect(await run(command, { cwd: join(EXAMPLES, example), env: { NODE_ENV } })).toBe(0);
    const site = new Hono().use(serveStatic({ root: built.path }));
    const app = createApp({
      secret: 's'.repeat(32),
      store: memoryStore(),
      site,
      async *agent({ text }) {
        yield `You asked: ${text}`;
      },
    });
    server = await serveApp(app);
  });
  afterAll(async () => {
    await server?.stop();
    built.remove();
  });

  async function visit() {
    const { page, context, mishaps } = await visitor(browser, server.url, { viewport: { width: 1280, height: 960 } });
    await page.goto('/');
    const state = (name: string): Promise<string | null> => page.getByTestId(name).textContent();
    return { page, assistant: new Assistant(page), mishaps, state, close: () => context.close() };
  }

  it('opens and closes it from the app and from the launcher, and knows either way', async () => {
    const { page, assistant, state, mishaps, close } = await visit();
    expect(await state('open')).toBe('closed');
    await page.locator('main').getByRole('button', { name: 'Open the assistant', exact: true }).click();
    await assistant.composer.waitFor();
    expect(await state('open')).toBe('open');
    await expect.poll(() => state('status')).toBe('ready');
    await assistant.panel.getByRole('button', { name: /^close/i }).click();
    await page.locator('main').getByRole('button', { name: 'Open the assistant', exact: true }).waitFor();
    expect(await state('open')).toBe('closed');
    const told = mishaps.console.filter((text) => !text.startsWith('Lit is in dev mode'));
    expect([...mishaps.foreign, ...told]).toEqual([]);
    await close();
  });

  it('asks a question at the press of a button of the app', async () => {
    const { page, assistant, close } = await visit();
    await page.getByRole('button', { name: /^Ask “/ }).click();
    await assistant.log.getByText('You asked: How do I open the assistant with a script tag?').waitFor();
    await close();
  });

  it('changes prompts and colours with the app, and keeps the chat as it renders', async () => {
    const { page, assistant, close } = await visit();
    await assistant.open();
    await assistant.panel.getByText('Which quick prompts can I set?').waitFor();
    const chat = await assistant.host.locator('openai-chatkit').elementHandle();
    await page.getByRole('button', { name: 'Billing' }).click();
    await assistant.panel.getByText('Where is the conversation stored?').waitFor();
    await page.getByRole('checkbox', { name: 'Dark' }).check();
    await page.waitForFunction((element) => element?.getAttribute('data-color-scheme') === 'dark', chat);
    await close();
  });

  it('hears of an error through its handler', async () => {
    const { page, assistant, state, close } = await visit();
    await page.route('**/api/chatkit/session', (route) => route.fulfill({ status: 403, json: {} }));
    await assistant.launcher.click();
    await page.waitForFunction(() => document.querySelector('[data-testid=error]')?.textContent !== 'none');
    expect(await state('error')).toMatch(/^session-/);
    await close();
  });
});
