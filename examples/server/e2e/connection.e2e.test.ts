import type { Agent } from '@kb-assistant/chat-server';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { serve as listen, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import { Assistant, launchBrowser, visitor } from './support.ts';

const secret = 'a secret of more than thirty-two bytes';
const OFFICIAL = 'https://cdn.platform.openai.com/**';

let browser: Browser;
const closing: (() => Promise<unknown>)[] = [];
/** How far the server's clock is ahead, in milliseconds. */
let ahead = 0;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  ahead = 0;
  for (const close of closing.splice(0).toReversed()) await close();
});
afterAll(() => browser?.close());

const echo: Agent = async function* (turn) {
  yield `You asked: ${turn.text}`;
};

/** A server that can be gone and come back at the same address, with what it had stored. */
class Restartable {
  readonly #fetch: Hono['fetch'];
  #server!: ServerType;
  port = 0;

  constructor(agent: Agent, attributes: string, policy = '') {
    const site = new Hono();
    const page = `<!doctype html><title>Shop</title><script async src="/kb-assistant.js" nonce="n0nce"></script>
      <kb-assistant api-url="/api/chatkit" session-url="/api/chatkit/session" ${attributes}></kb-assistant>`;
    const headers: Record<string, string> = policy ? { 'content-security-policy': policy } : {};
    site.get('/', (context) => context.html(page, 200, headers));
    const now = (): number => Date.now() + ahead;
    this.#fetch = createApp({ secret, agent, store: memoryStore(), site, now }).fetch;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  async start(): Promise<this> {
    this.#server = await new Promise((resolve) => {
      const started = listen({ fetch: this.#fetch, port: this.port }, () => resolve(started));
    });
    this.port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  /** Hard, as a crash: what is under way is cut off. */
  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      if ('closeAllConnections' in this.#server) this.#server.closeAllConnections();
    });
  }
}

async function visit(agent: Agent, attributes: string, early: (page: Page) => unknown = () => {}, policy?: string) {
  const server = await new Restartable(agent, attributes, policy).start();
  const { page, context, mishaps } = await visitor(browser, server.url);
  closing.push(
    () => server.stop(),
    () => context.close(),
  );
  await early(page);
  await page.goto('/');
  return { server, page, context, mishaps, assistant: new Assistant(page) };
}

const LOCAL = 'chatkit-src="/chatkit-local/chatkit.js"';

describe('a connection that breaks', () => {
  it('renews its session after an hour of sleep, before anything is asked with the old one', async () => {
    const sessions: number[] = [];
    const refused: string[] = [];
    const { page, assistant } = await visit(echo, LOCAL, async (early) => {
      await early.clock.install();
      early.on('response', (response) => {
        if (response.url().endsWith('/session')) sessions.push(response.status());
        if (response.status() === 401) refused.push(response.url());
      });
    });
    await assistant.open();
    await assistant.ask('first');
    await assistant.log.getByText('You asked: first').waitFor();
    ahead = 3_600_000;
    const renewed = page.waitForResponse((response) => response.url().endsWith('/session'));
    // Timers fire once at most, as after a sleep.
    await page.clock.fastForward('01:00:00');
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await renewed;
    await assistant.ask('second');
    await assistant.log.getByText('You asked: second').waitFor();
    expect([sessions, refused]).toEqual([[200, 200], []]);
  });

  it('keeps the conversation when the session runs out between two questions', async () => {
    const { assistant } = await visit(echo, LOCAL);
    await assistant.open();
    await assistant.ask('first');
    await assistant.log.getByText('You asked: first').waitFor();
    ahead = 11 * 60_000;
    await assistant.ask('second');
    await assistant.log.getByText('You asked: second').waitFor();
    expect(await assistant.log.getByText('You asked: first').count()).toBe(1);
  });

  it('says so when the server goes in the middle of an answer, and goes on when it is back', async () => {
    let cutOff = true;
    const agent: Agent = async function* (turn) {
      yield 'It begins';
      if (cutOff) await new Promise((resolve) => turn.signal.addEventListener('abort', resolve));
      yield ', and ends';
    };
    const { server, assistant } = await visit(agent, LOCAL);
    await assistant.open();
    await assistant.ask('Tell me');
    await assistant.log.getByText('It begins').waitFor();
    await server.stop();
    await assistant.panel.getByText('No connection. Trying again…').first().waitFor();
    cutOff = false;
    await server.start();
    // The answer was cut off, and stays as far as it came; the conversation is not.
    await assistant.answered();
    expect(await assistant.log.getByText('Tell me', { exact: true }).count()).toBe(1);
    await assistant.ask('And now?');
    await assistant.log.getByText('It begins, and ends').first().waitFor();
  });

  it('is offline in words, and back by itself', async () => {
    const { assistant, context, page } = await visit(echo, LOCAL);
    await assistant.open();
    await context.setOffline(true);
    await assistant.ask('Hello?');
    await page.waitForFunction(() => document.querySelector('kb-assistant')?.status === 'offline');
    await assistant.panel.getByText('No connection', { exact: true }).first().waitFor();
    await context.setOffline(false);
    await page.waitForFunction(() => document.querySelector('kb-assistant')?.status === 'ready');
    await assistant.composer.waitFor();
  });
});

describe("when OpenAI's CDN cannot be reached", () => {
  it('says what failed and what to do, and comes up on another try', async () => {
    const { page, assistant } = await visit(echo, '', (early) => early.route(OFFICIAL, (route) => route.abort()));
    await assistant.launcher.click();
    const error = assistant.panel.locator('[part~=error]');
    await error.getByText('could not be reached').waitFor();
    await error.getByText('Details', { exact: true }).click();
    expect(await error.locator('pre').innerText()).toMatch(/^renderer-unreachable\n.*cdn\.platform\.openai\.com/);
    await page.unroute(OFFICIAL);
    await page.route(OFFICIAL, async (route) =>
      route.fulfill({ response: await route.fetch({ url: `${new URL(page.url()).origin}/chatkit-local/chatkit.js` }) }),
    );
    await error.getByRole('button', { name: 'Try again' }).click();
    await assistant.composer.waitFor();
  });

  it('brings up the spare renderer, says so once, and answers', async () => {
    const { assistant } = await visit(
      echo,
      'fallback-src="/chatkit-local/kb-chatkit.js" greeting="Hi there"',
      (early) => early.route(OFFICIAL, (route) => route.abort()),
    );
    await assistant.open();
    await assistant.panel.getByText('Hi there').waitFor();
    await assistant.panel.getByText('A backup chat is in use').waitFor();
    await assistant.ask('first');
    await assistant.log.getByText('You asked: first').waitFor();
    expect(await assistant.panel.getByText('A backup chat is in use').count()).toBe(0);
  });
});

describe('under a Content-Security-Policy', () => {
  it('names the directive that refuses the script of the chat', async () => {
    const { assistant } = await visit(echo, '', () => {}, "script-src 'self'");
    await assistant.launcher.click();
    const error = assistant.panel.locator('[part~=error]');
    await error.getByText('Details', { exact: true }).click();
    expect(await error.locator('pre').innerText()).toMatch(
      /^renderer-blocked\n.*cdn\.platform\.openai\.com.*script-src/,
    );
  });

  it('loads it with the nonce of the element, and not without', async () => {
    const policy = "script-src 'nonce-n0nce'";
    const { assistant } = await visit(echo, `${LOCAL} nonce="n0nce"`, () => {}, policy);
    await assistant.open();
    const { assistant: smuggled } = await visit(echo, LOCAL, () => {}, policy);
    await smuggled.launcher.click();
    await smuggled.panel.locator('[part~=error]').waitFor();
    expect(await smuggled.panel.locator('pre').textContent()).toMatch(/^renderer-blocked/);
  });
});

describe('settings that do not fit together', () => {
  it('are told before the renderer is asked for, however long their check takes to come', async () => {
    const asked: string[] = [];
    let letThrough = (): void => {};
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    const { page, assistant } = await visit(echo, `${LOCAL} preload="idle" upload-strategy="direct"`, async (early) => {
      early.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await early.route('**/kb-assistant.connection-problem.js', async (route) => {
        await held;
        await route.continue();
      });
    });
    await page.waitForFunction(() => customElements.get('kb-assistant'));
    await assistant.launcher.click();
    // It is drawn without the check, which takes too long to wait for.
    await assistant.panel.waitFor();
    letThrough();
    await assistant.panel.locator('[part~=error]').waitFor();
    expect(await assistant.panel.locator('pre').textContent()).toMatch(/^connection-ambiguous/);
    expect(asked.filter((path) => /chatkit-local|session/.test(path))).toEqual([]);
  });
});

describe('before anybody comes near the launcher', () => {
  it.each([
    ['none', false, false],
    ['hover', false, true],
    ['idle', true, true],
    ['eager', true, true],
  ])('preload="%s" fetches the element: %s; and on hover: %s', async (preload, atOnce, onHover) => {
    const asked: string[] = [];
    const { page, assistant } = await visit(echo, `${LOCAL} preload="${preload}"`, (early) =>
      early.on('request', (request) => asked.push(new URL(request.url()).pathname)),
    );
    await assistant.launcher.waitFor();
    await page.waitForLoadState('networkidle');
    const element = '/kb-assistant.element.js';
    expect([asked.includes(element), asked.includes('/chatkit-local/chatkit.js')]).toEqual([atOnce, atOnce]);
    await assistant.launcher.hover();
    await page.waitForLoadState('networkidle');
    if (onHover) await page.waitForFunction(() => customElements.get('kb-assistant'));
    expect(asked.includes(element)).toBe(onHover);
    await assistant.open();
  });
});
