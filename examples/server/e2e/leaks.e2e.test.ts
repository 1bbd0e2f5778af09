import { memoryStore } from '@kb-assistant/chat-server/memory';
import { Hono } from 'hono';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import { Assistant, launchBrowser, serveApp, visitor } from './support.ts';
import { type Usage, usage } from './usage.ts';

/** Before these, engines compile code and fill caches that stay. */
const WARM_UP = 10;
const ROUNDS = 100;
/**
 * Of the elements that were removed, what drives the browser mostly holds on to the last (the heap says: “DevTools
 * console”), and sometimes to none. The most of some looks has it each time, before and after.
 */
const LOOKS = 5;

let browser: Browser;
/** Each round comes a minute after the one before, or the limit on sessions would have its say. */
let minutesLater = 0;
let server: Awaited<ReturnType<typeof serveApp>>;
beforeAll(async () => {
  const site = new Hono().get('/', (context) =>
    context.html('<!doctype html><title>Shop</title><body><script async src="/kb-assistant.js"></script>'),
  );
  const app = createApp({
    secret: 's'.repeat(32),
    store: memoryStore(),
    site,
    now: () => Date.now() + minutesLater * 60_000,
    async *agent({ text }) {
      yield `**You asked:** ${text}`;
    },
  });
  // Code that runs often is compiled again and again, into the same heap: here nothing is but what the page holds.
  const interpreted = '--js-flags=--no-opt --no-maglev --no-sparkplug';
  [browser, server] = await Promise.all([launchBrowser(interpreted), serveApp(app)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** One life of an assistant on the page: put there, opened, asked, closed and removed. */
async function round(page: Page): Promise<void> {
  const assistant = new Assistant(page);
  minutesLater += 1;
  await page.evaluate(() => {
    const element = document.createElement('kb-assistant');
    element.setAttribute('api-url', '/api/chatkit');
    element.setAttribute('session-url', '/api/chatkit/session');
    element.setAttribute('chatkit-src', '/chatkit-local/chatkit.js');
    element.setAttribute('persist', 'none');
    document.body.append(element);
  });
  await assistant.open();
  await assistant.ask('Hello?');
  await assistant.log.getByText('You asked:').waitFor();
  await assistant.answered();
  await assistant.panel.getByRole('button', { name: /^close/i }).click();
  await page.evaluate(() => document.querySelector('kb-assistant')!.remove());
}

/** How much more a page holds after so many rounds than before them. */
async function growth(rounds: number, during: (page: Page) => Promise<unknown> = async () => {}) {
  const { page, context } = await visitor(browser, server.url);
  await page.goto('/');
  await page.waitForFunction(() => customElements.get('kb-assistant'));
  const session = await context.newCDPSession(page);
  const play = async (count: number): Promise<Usage> => {
    for (let played = 0; played < count - LOOKS; played += 1) await round(page);
    const looks: Usage[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      await round(page);
      looks.push(await usage(session));
    }
    const most = (key: keyof Usage): number => Math.max(...looks.map((each) => each[key]));
    return { nodes: most('nodes'), jsEventListeners: most('jsEventListeners'), heap: most('heap') };
  };
  const before = await play(WARM_UP);
  await during(page);
  const after = await play(rounds);
  await context.close();
  return {
    nodes: after.nodes - before.nodes,
    listeners: after.jsEventListeners - before.jsEventListeners,
    heap: after.heap / before.heap,
  };
}

/** What grows by less than one a round does not grow with the rounds. */
const allowed = (rounds: number) => ({ nodes: rounds, listeners: rounds / 2, heap: 1.05 });

describe('opened, asked, closed and removed', () => {
  it(`leaves nothing behind, a hundred times over`, { timeout: 240_000 }, async () => {
    const { nodes, listeners, heap } = await growth(ROUNDS);
    const limits = allowed(ROUNDS);
    expect(nodes, 'nodes').toBeLessThan(limits.nodes);
    expect(listeners, 'listeners').toBeLessThan(limits.listeners);
    expect(heap, 'heap').toBeLessThan(limits.heap);
  });

  it(
    'would be noticed: a page that keeps what was removed, and one listener a round',
    { timeout: 60_000 },
    async () => {
      const rounds = 5;
      const { nodes, listeners } = await growth(rounds, (page) =>
        page.evaluate(() => {
          const kept: Node[] = [];
          new MutationObserver((records) => {
            kept.push(...records.flatMap(({ removedNodes }) => Array.from(removedNodes)));
            addEventListener('blur', () => kept.length);
          }).observe(document.body, { childList: true });
        }),
      );
      expect(nodes, 'nodes').toBeGreaterThanOrEqual(allowed(rounds).nodes);
      expect(listeners, 'listeners').toBeGreaterThanOrEqual(allowed(rounds).listeners);
    },
  );
});
