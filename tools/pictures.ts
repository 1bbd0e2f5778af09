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
/** The look of the shell, on the way through what a page can choose. */
const LOOKS: Record<string, Record<string, string | boolean>> = {
  floating: {},
  sidebar: { mode: 'sidebar' },
  modal: { mode: 'modal' },
  inline: { mode: 'inline' },
  'preset-forest': { preset: 'forest', radius: 'soft' },
  'preset-clay': { preset: 'clay', density: 'compact' },
  'preset-violet': { preset: 'violet', density: 'spacious', radius: 'sharp' },
  rtl: { locale: 'ar', position: 'bottom-end' },
  'top-left': { position: 'top-left' },
};
for (const [screen, options] of Object.entries(screens)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, context } = await visitor(browser, server.url, { ...options, colorScheme });
    for (const [name, settings] of Object.entries(LOOKS)) {
      await page.goto('/');
      await page.evaluate((attributes) => {
        const element = document.querySelector('kb-assistant')!;
        if (attributes['locale'] === 'ar') document.documentElement.dir = 'rtl';
        // An inline chat takes the room that the page gives it.
        if (attributes['mode'] === 'inline') {
          document.querySelector('main')!.prepend(element);
          element.style.height = '560px';
        }
        for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
      }, settings);
      const assistant = new Assistant(page);
      if (settings['mode'] !== 'inline') await assistant.launcher.click();
      await assistant.panel.getByRole('textbox').first().waitFor();
      await assistant.panel.getByRole('textbox').first().fill(QUESTION);
      await page.keyboard.press('Enter');
      await assistant.log.getByText(QUESTION).waitFor();
      await assistant.log.getByRole('button').first().waitFor();
      await page.screenshot({
        path: join(REVIEWED, `look-${screen}-${name}-${colorScheme}.png`),
        animations: 'disabled',
      });
      // The next look begins with an empty conversation.
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
    }
    await context.close();
  }
}
await browser.close();
await server.stop();
data.remove();
console.log(`The pictures are in ${PUBLISHED} and ${REVIEWED}.`);
