// Measures how the panel opens in Chromium: node packages/assistant/bench/opening.ts (after a build).
import { chromium, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';
import { median } from '../../../tools/lib/median.ts';
import { serveHost } from './host.ts';

const ROUNDS = 9;

const host = await serveHost();
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });

interface Opening {
  /** Frames from the click to the one in which the panel can be seen. */
  frames: number;
  /** The longest time between two frames of the animation, in milliseconds. */
  longestFrameMs: number;
}

/** Comes near the launcher, waits until what is behind it is there, and opens it. */
async function open(page: Page, slowDown: number): Promise<Opening> {
  await page.goto(host.url);
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
host.close();
