/**
 * Makes the README's pictures, and those that a person should look at before a release, from the running help centre:
 * `npm run pictures` writes them to `docs/pictures` and `.data/pictures`.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
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

/** What a page can choose of the shell. */
const LOOKS: Record<string, Record<string, string>> = {
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

/** The way of a visitor through a conversation. */
async function takeConversation(page: Page, screen: string, scheme: string): Promise<void> {
  const picture = (name: string, folder = REVIEWED) =>
    page.screenshot({ path: join(folder, `${name}-${scheme}.png`), animations: 'disabled' });
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
}

async function takeLook(page: Page, settings: Record<string, string>, path: string): Promise<void> {
  await page.goto('/');
  await page.evaluate((attributes) => {
    const element = document.querySelector('kb-assistant')!;
    if (attributes['locale'] === 'ar') document.documentElement.dir = 'rtl';
    // An inline chat takes the room that the page gives it.
    if (attributes['mode'] === 'inline') {
      document.querySelector('main')!.prepend(element);
      element.style.height = '560px';
    }
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  }, settings);
  const assistant = new Assistant(page);
  if (settings['mode'] !== 'inline') await assistant.launcher.click();
  // Its name depends on the language.
  const composer = assistant.panel.getByRole('textbox').first();
  await composer.fill(QUESTION);
  await composer.press('Enter');
  // The actions under an answer come when it has ended.
  await assistant.log.getByRole('button').first().waitFor();
  await page.screenshot({ path, animations: 'disabled' });
}

await buildPackages();
for (const folder of [PUBLISHED, REVIEWED]) mkdirSync(folder, { recursive: true });
const data = dataFolder();
const server = await ServerProcess.start(data.path);
const browser = await launchBrowser();
try {
  for (const [screen, options] of Object.entries(screens)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const open = () => visitor(browser, server.url, { ...options, colorScheme });
      const first = await open();
      await takeConversation(first.page, screen, colorScheme);
      await first.context.close();
      for (const [name, settings] of Object.entries(LOOKS)) {
        const { page, context } = await open();
        await takeLook(page, settings, join(REVIEWED, `look-${screen}-${name}-${colorScheme}.png`));
        await context.close();
      }
    }
  }
} finally {
  await browser.close();
  await server.stop();
  data.remove();
}
console.log(`The pictures are in ${PUBLISHED} and ${REVIEWED}.`);
