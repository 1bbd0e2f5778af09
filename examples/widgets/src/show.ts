/** The way through the page, for whoever takes its pictures or tests it. */
import type { Page } from 'playwright-core';

/** Opens the page, and resolves when its first entry is drawn. */
export async function openPage(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('openai-chatkit[data-loaded] .turn').first().waitFor();
}

/** The entries of the page: the hash of each. */
export const entriesOf = (page: Page): Promise<string[]> =>
  page.locator('nav a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).hash));

/** Goes to an entry, and resolves when it is drawn with all of its parts. */
export async function showEntry(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), hash);
  await page.locator(`nav a[href="${hash}"][aria-current]`).waitFor();
  const chat = page.locator('openai-chatkit');
  if (hash.startsWith('#growing-')) {
    // It comes when it is asked for, and never ends.
    await chat.locator('textarea').fill('Go on');
    await chat.locator('textarea').press('Enter');
    await chat.locator(':is(.workflow, .image, .progress:has-text("selected"))').first().waitFor();
  }
  await chat.locator('.turn').first().waitFor();
  // There may be several: the first that is left, until none is.
  await chat.locator('.part-coming').first().waitFor({ state: 'detached' });
}
