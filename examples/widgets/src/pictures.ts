/**
 * Takes pictures of every widget and item, for a person to look at before a release: `npm run pictures` here writes
 * them to `.data/pictures/widgets`. Needs a build.
 */
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type BrowserContextOptions } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';
import { createPageServer } from './serve.ts';

const FOLDER = join(import.meta.dirname, '../../../.data/pictures/widgets');

const SCREENS: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
};

/** How a page can look to people: what they, or their systems, ask for. */
const LOOKS: Record<string, { query: string; context?: BrowserContextOptions }> = {
  light: { query: 'scheme=light' },
  dark: { query: 'scheme=dark' },
  rtl: { query: 'scheme=light&locale=ar' },
  forced: { query: 'scheme=dark', context: { forcedColors: 'active', colorScheme: 'dark' } },
};

mkdirSync(FOLDER, { recursive: true });
const server = createPageServer();
await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });

for (const [screen, size] of Object.entries(SCREENS)) {
  for (const [look, { query, context }] of Object.entries(LOOKS)) {
    const page = await browser.newPage({ ...size, reducedMotion: 'reduce', ...context });
    await page.goto(`${origin}/?${query}`);
    await page.locator('openai-chatkit[data-loaded] .turn').first().waitFor();
    const names = await page
      .locator('nav a')
      .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash));
    for (const hash of names) {
      await page.evaluate((to) => void (location.hash = to), hash);
      await page.locator(`nav a[href="${hash}"][aria-current]`).waitFor();
      if (hash.startsWith('#growing-')) {
        // It comes when it is asked for, and never ends.
        await page.locator('openai-chatkit textarea').fill('Go on');
        await page.locator('openai-chatkit textarea').press('Enter');
        await page.locator('openai-chatkit :is(.workflow, .image, .progress:has-text("selected"))').first().waitFor();
      }
      await page.locator('openai-chatkit .turn').first().waitFor();
      await page.locator('openai-chatkit .part-coming').waitFor({ state: 'detached' });
      await page.evaluate(() => document.fonts.ready);
      const path = join(FOLDER, `${screen}-${hash.slice(1)}-${look}.png`);
      await page.screenshot({ path, animations: 'disabled' });
    }
    await page.close();
  }
}

await browser.close();
server.close();
console.log(`The pictures are in ${FOLDER}.`);
