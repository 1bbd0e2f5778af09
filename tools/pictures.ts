/**
 * Makes the README's pictures, and those that a person should look at before a release, from the running help centre:
 * `npm run pictures` writes them to `docs/pictures` and `.data/pictures`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { Assistant, dataFolder, launchBrowser, ServerProcess, visitor } from '../examples/server/e2e/support.ts';
import { buildPackages } from './lib/build-packages.ts';
import { ROOT } from './lib/run.ts';

const PUBLISHED = join(ROOT, 'docs/pictures');
const REVIEWED = join(ROOT, '.data/pictures');
const QUESTION = 'How do I put the launcher on the left side?';

const screens: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
};

await buildPackages();
for (const folder of [PUBLISHED, REVIEWED]) mkdirSync(folder, { recursive: true });
const data = dataFolder();
const server = await ServerProcess.start(data.path);
const browser = await launchBrowser();
for (const [screen, options] of Object.entries(screens)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await visitor(browser, server.url, { ...options, colorScheme });
    const picture = (name: string, folder = REVIEWED) =>
      page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`), animations: 'disabled' });
    await page.goto('/');
    const assistant = new Assistant(page);
    await picture(`${screen}-closed`);
    await assistant.open();
    await picture(`${screen}-start`);
    await assistant.ask(QUESTION);
    await assistant.log.getByText(QUESTION).waitFor();
    await picture(`${screen}-asked`);
    await assistant.answered();
    await picture(`${screen}-answer`);
    if (screen === 'desktop') await picture('assistant', PUBLISHED);
    await assistant.ask('What is the capital of Mongolia?');
    await assistant.answered();
    await picture(`${screen}-no-answer`);
    await assistant.panel.getByRole('button', { name: 'History', exact: true }).click();
    await assistant.panel.getByText(QUESTION).last().waitFor();
    await picture(`${screen}-history`);
    await context.close();
  }
}
await browser.close();
await server.stop();
data.remove();
console.log(`The pictures are in ${PUBLISHED} and ${REVIEWED}.`);
