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
import { entriesOf, openPage, showEntry } from './show.ts';

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
    await openPage(page, `${origin}/?${query}`);
    for (const hash of await entriesOf(page)) {
      await showEntry(page, hash);
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
