// Measures how the panel opens in Chromium: node packages/assistant/bench/opening.ts (after a build).
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';

const DIST = join(import.meta.dirname, '../dist');
const ROUNDS = 9;

/** Stands in for the renderer, which is not ours to measure. */
const RENDERER = `customElements.define('openai-chatkit', class extends HTMLElement {
  setOptions() { queueMicrotask(() => this.dispatchEvent(new CustomEvent('chatkit.ready', { bubbles: true, composed: true }))); }
  async focusComposer() {} async setThreadId() {} async fetchUpdates() {} async hideHistory() {} async setComposerValue() {}
})`;
const PAGE = `<!doctype html><title>Shop</title><body><h1>Shop</h1>
  <script async src="/kb-assistant.js" data-api-url="/api" data-chatkit-src="/renderer.js"></script>`;

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '', 'http://bench');
  if (pathname === '/') return response.setHeader('content-type', 'text/html').end(PAGE);
  try {
    const file = pathname === '/renderer.js' ? RENDERER : readFileSync(join(DIST, pathname));
    response.setHeader('content-type', 'text/javascript').end(file);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });

interface Opening {
  /** Frames from the click to the one in which the panel can be seen. */
  frames: number;
  /** The longest time between two frames of the animation, in milliseconds. */
  longestFrameMs: number;
}

/** Comes near the launcher, waits until what is behind it is there, and opens it. */
async function open(page: Page, slowDown: number): Promise<Opening> {
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  const launcher = page.locator('kb-assistant').getByRole('button').first();
  await launcher.hover();
  await page.waitForFunction(() => document.querySelector('kb-assistant')?.shadowRoot?.querySelector('.panel'));
  await page.waitForFunction(() => customElements.get('openai-chatkit') !== undefined);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowDown });
  const measured = page.evaluate(
    () =>
      new Promise<Opening>((resolve) => {
        const { shadowRoot } = document.querySelector('kb-assistant')!;
        const panel = shadowRoot!.querySelector<HTMLElement>('.panel')!;
        addEventListener(
          'click',
          () => {
            let frames = 0;
            let seenAfter = 0;
            let longestFrameMs = 0;
            let last = 0;
            const onFrame = (now: number): void => {
              frames += 1;
              if (seenAfter === 0 && panel.checkVisibility()) seenAfter = frames;
              if (last > 0 && seenAfter > 0) longestFrameMs = Math.max(longestFrameMs, now - last);
              last = now;
              const moving = panel.getAnimations().some(({ playState }) => playState === 'running');
              if (seenAfter === 0 || moving || frames < seenAfter + 6) requestAnimationFrame(onFrame);
              else resolve({ frames: seenAfter, longestFrameMs });
            };
            requestAnimationFrame(onFrame);
          },
          { once: true, capture: true },
        );
      }),
  );
  await launcher.click();
  return measured;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

for (const slowDown of [1, 4]) {
  const openings: Opening[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext();
    openings.push(await open(await context.newPage(), slowDown));
    await context.close();
  }
  const frames = openings.map((each) => each.frames);
  const longest = openings.map((each) => each.longestFrameMs);
  console.log(
    `CPU ÷ ${slowDown}: the panel is there in frame ${median(frames)} after the click (at worst ${Math.max(...frames)}); ` +
      `longest frame of the animation ${median(longest).toFixed(1)} ms (at best ${Math.min(...longest).toFixed(1)}, at worst ${Math.max(...longest).toFixed(1)})`,
  );
}
await browser.close();
server.close();
