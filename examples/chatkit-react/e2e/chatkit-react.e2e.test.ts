import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve, type ServerType } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { answerEvents, FakeServer, question } from '../../../packages/chatkit-local/src/testing/fake-server.ts';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';

const ROOT = join(import.meta.dirname, '..');
const ELEMENT = dirname(fileURLToPath(import.meta.resolve('@kb-assistant/chatkit-local/chatkit.js')));
const outDir = mkdtempSync(join(tmpdir(), 'chatkit-react-'));

let browser: Browser;
let server: ServerType;
let chat: FakeServer;
let page: Page;

beforeAll(async () => {
  await build({ root: ROOT, logLevel: 'silent', build: { outDir, emptyOutDir: true } });
  const app = new Hono();
  app.post('/api/chatkit', async ({ req }) =>
    chat.fetch(req.url, {
      method: 'POST',
      body: await req.text(),
      signal: req.raw.signal,
      headers: req.raw.headers,
    }),
  );
  app.get('/chatkit*', serveStatic({ root: ELEMENT }));
  app.get('/', ({ html }) => html(readFileSync(join(outDir, 'index.html'), 'utf8')));
  app.get('*', serveStatic({ root: outDir }));
  server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0 }, () => resolve(started));
  });
  browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(outDir, { recursive: true, force: true });
});

beforeEach(async () => {
  chat = new FakeServer();
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  const { port } = server.address() as AddressInfo;
  await page.goto(`http://localhost:${port}/`);
  await heard('ready');
});

afterEach(() => page.close());

/** The detail of the first event of that name, when it was heard. */
const heard = async (name: string): Promise<unknown> => {
  const handle = await page.waitForFunction((wanted) => window.heard.find((event) => event.name === wanted), name);
  return ((await handle.jsonValue()) as { detail: unknown }).detail;
};

it('hears every event', async () => {
  chat.add('old', [question('old', 'q1', 'Before')]);
  chat.answers(({ send, end, threadId }) => {
    send(
      { type: 'client_effect', name: 'confetti', data: { amount: 3 } },
      { type: 'from.the.future' } as never,
      ...answerEvents(threadId, 'a1', 'See [settings](chatkit-link://settings?tab=2).'),
      { type: 'error', code: 'custom', message: 'The index is away.', allow_retry: true },
    );
    end();
  });
  await page.evaluate(() => window.chat.sendUserMessage({ text: 'Hello' }));
  await heard('response.start');
  await heard('response.end');
  expect(await heard('effect')).toMatchObject({ name: 'confetti', data: { amount: 3 } });
  expect(await heard('log')).toMatchObject({ name: 'unknown-event' });
  expect(
    await page.evaluate(() =>
      window.heard
        .filter(({ name }) => name === 'error')
        .map(({ detail }) => String((detail as { error: Error }).error))
        .join(),
    ),
  ).toContain('The index is away.');
  expect(await heard('thread.change')).toEqual({ threadId: 'thr_1' });
  await page.getByRole('link', { name: 'settings' }).click();
  expect(await heard('deeplink')).toMatchObject({ name: 'settings' });
  await page.evaluate(() => window.chat.setComposerValue({ selectedToolId: 'search' }));
  expect(await heard('tool.change')).toEqual({ toolId: 'search' });
  await page.evaluate(() => window.chat.setThreadId('old'));
  expect([await heard('thread.load.start'), await heard('thread.load.end')]).toEqual([
    { threadId: 'old' },
    { threadId: 'old' },
  ]);
  await page.evaluate(() => window.chat.showHistory());
  await page.evaluate(() => window.chat.hideHistory());
  await heard('history.open');
  await heard('history.close');
  expect(await page.locator('output').textContent()).toBe('1');
});

it('calls every method, and each settles when it is done', async () => {
  const thread = chat.add('old', [question('old', 'q1', 'Before')]);
  await page.evaluate(() => window.chat.focusComposer());
  expect(await page.evaluate(() => document.querySelector('openai-chatkit')?.shadowRoot?.activeElement?.tagName)).toBe(
    'TEXTAREA',
  );

  await page.evaluate(() => window.chat.setThreadId('old'));
  await page.getByText('Before').waitFor();

  await page.evaluate(() => window.chat.setComposerValue({ text: 'A draft' }));
  expect(await page.getByRole('textbox').inputValue()).toBe('A draft');

  thread.items.data.push(question('old', 'q2', 'From another tab'));
  await page.evaluate(() => window.chat.fetchUpdates());
  await page.getByText('From another tab').waitFor();

  await page.evaluate(() => window.chat.sendUserMessage({ text: 'In a new thread', newThread: true }));
  await heard('response.end');
  expect(chat.asked('threads.create')[0]?.input.content).toEqual([{ type: 'input_text', text: 'In a new thread' }]);

  await page.evaluate(() => window.chat.sendCustomAction({ type: 'refresh', payload: { page: 2 } }, 'item-1'));
  expect(chat.asked('threads.custom_action')).toEqual([
    { thread_id: 'thr_1', item_id: 'item-1', action: { type: 'refresh', payload: { page: 2 } } },
  ]);

  await page.evaluate(() => window.chat.showHistory());
  await page.locator('[data-thread=old]').waitFor();
  await page.evaluate(() => window.chat.hideHistory());
  expect(await page.locator('[data-thread=old]').count()).toBe(0);

  const refused = page.evaluate(() => window.chat.setThreadId('nobody').catch((error: Error) => error.message));
  expect(await refused).toBe('No such thread');
});

it('calls the latest client tool, and takes new options', async () => {
  chat.answers(({ send, end, threadId }) => {
    const item = {
      id: 'tc',
      thread_id: threadId,
      created_at: '',
      call_id: 'c',
      name: 'where',
      arguments: { deep: true },
    };
    send({ type: 'thread.item.done', item: { ...item, type: 'client_tool_call', status: 'pending' } });
    end();
    chat.answers((next) => {
      next.send(...answerEvents(next.threadId, 'a1', 'Here.'));
      next.end();
    });
  });
  await page.evaluate(() => window.chat.sendUserMessage({ text: 'Where am I?' }));
  await page.getByText('Here.', { exact: true }).waitFor();
  expect(chat.asked('threads.add_client_tool_output')[0]?.result).toEqual({
    name: 'where',
    params: { deep: true },
    answers: 0,
  });
  await page.getByRole('button', { name: 'Change the placeholder' }).click();
  await page.getByPlaceholder('Anything else?').waitFor();
});
