import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { createHelpCenter } from '@kb-assistant/example-help-center';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { Hono } from 'hono';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../../../tools/lib/run.ts';
import { createApp } from '../src/app.ts';
import { launchBrowser, serveApp, visitor } from './support.ts';
import type { Design } from '../../playground/src/design/design.ts';
import { FORMATS } from '../../playground/src/design/exports.ts';
import { encodeDesign } from '../../playground/src/design/share.ts';

const EXAMPLES = join(import.meta.dirname, '../..');
const AXE = readFileSync(join(EXAMPLES, '../node_modules/axe-core/axe.min.js'), 'utf8');

const DESIGN: Design = {
  preset: 'forest',
  primaryColor: '#7c3aed',
  dark: { backgroundColor: '#101512' },
  radius: 'soft',
  density: 'compact',
  colorScheme: 'dark',
  typography: { fontFamily: 'Georgia, serif', baseSize: 15 },
  position: 'top-left',
  offsetX: 40,
  offsetY: 32,
  panelWidth: 460,
  panelHeight: 520,
  heading: 'Ask "Clay" & co',
  greeting: 'What’s up?',
  placeholder: 'Say "it"…',
  disclaimer: 'Answers <are> quoted & sourced.',
  strings: { history: "It's over" },
  prompts: [{ label: "It's open", prompt: 'Are you open?' }],
};

let browser: Browser;
let server: Awaited<ReturnType<typeof serveApp>>;
/** Pages that were pasted together, by path. */
const pasted = new Map<string, string>();
beforeAll(async () => {
  const site = new Hono();
  site.get('/pasted/:name', (context) => context.html(pasted.get(context.req.param('name')) ?? ''));
  site.use(
    '/built/*',
    serveStatic({
      root: EXAMPLES,
      rewriteRequestPath: (path) => path.replace(/^\/built\/(\w+)/, '/$1/.cache/pasted/dist'),
    }),
  );
  const app = createApp({
    secret: 's'.repeat(32),
    store: memoryStore(),
    site,
    async *agent({ text }) {
      yield `You asked: ${text}`;
    },
  });
  [browser, server] = await Promise.all([launchBrowser(), serveApp(app)]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function openPlayground(hash = '') {
  const { page, context, mishaps } = await visitor(browser, server.url, { viewport: { width: 1440, height: 900 } });
  await page.goto(`/playground/${hash}`);
  const light = page.frameLocator('iframe[title*=light]');
  await light.locator('kb-assistant [part~=header]').first().waitFor();
  return { page, context, mishaps, light, dark: page.frameLocator('iframe[title*=dark]') };
}

/** The design that the address of the page holds. */
const designIn = (page: Page): Design =>
  JSON.parse(Buffer.from(new URL(page.url()).hash.slice(1).split('&')[0]!, 'base64url').toString() || '{}') as Design;

/** What axe finds wrong with the tool itself. Run outside the page's policy, as an extension would be. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(`(() => { if (!window.axe) { ${AXE} } })()`);
  return page.evaluate(async () => {
    const { violations } = await (
      window as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: unknown[] }[] }> };
      }
    ).axe.run({ iframes: false });
    return violations.map(({ id, nodes }) => `${id} ×${nodes.length}`);
  });
}

/** Resolves when the launcher has a colour, since a design arrives in a message. */
async function untilColored(frame: FrameLocator, color: string): Promise<void> {
  const launcher: Locator = frame.locator('kb-assistant [part~=launcher]');
  await expect.poll(() => launcher.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(color);
}

describe('the playground', () => {
  it('shows each change in both schemes, and takes it back and again', async () => {
    const { page, context, light, dark, mishaps } = await openPlayground();
    await page.getByLabel('Preset', { exact: true }).selectOption('clay');
    await untilColored(light, 'rgb(180, 83, 42)');
    await untilColored(dark, 'rgb(224, 138, 95)');
    await page.getByRole('button', { name: 'Undo' }).click();
    await untilColored(light, 'rgb(37, 99, 235)');
    await page.keyboard.press('Control+Shift+Z');
    await untilColored(light, 'rgb(180, 83, 42)');
    expect(mishaps).toEqual({ foreign: [], console: [] });
    await context.close();
  });

  it('shows in its controls what a step back, and one forward, has brought', async () => {
    const { page, context } = await openPlayground();
    const preset = page.getByLabel('Preset', { exact: true });
    await preset.selectOption('clay');
    await preset.selectOption('forest');
    for (const [button, value] of [
      ['Undo', 'clay'],
      ['Undo', ''],
      ['Redo', 'clay'],
      ['Redo', 'forest'],
      ['Reset', ''],
    ] as const) {
      await page.getByRole('button', { name: button, exact: true }).click();
      await expect.poll(() => preset.inputValue(), { message: `after ${button}` }).toBe(value);
    }
    await context.close();
  });

  it('takes the nearest there is for a number that is typed and cannot be', async () => {
    const { page, context } = await openPlayground();
    const width = page.getByLabel('Width', { exact: true });
    await width.fill('9999');
    await width.press('Enter');
    await expect.poll(() => designIn(page)).toEqual({ panelWidth: 800 });
    expect(await width.inputValue()).toBe('800');
    await context.close();
  });

  it('shows a page on each device at its own size', async () => {
    const { page, context, light } = await openPlayground();
    const size = (): Promise<number[]> =>
      light.locator('html').evaluate(({ clientWidth, clientHeight }) => [clientWidth, clientHeight]);
    const panel = light.locator('kb-assistant [part~=panel]');
    const margin = (): Promise<number> => panel.evaluate((element) => Math.round(element.getBoundingClientRect().left));
    for (const [device, expected] of [
      ['Tablet', [820, 1180]],
      ['Phone', [390, 844]],
    ] as const) {
      await page.getByRole('button', { name: device, exact: true }).click();
      await expect.poll(size, { message: device }).toEqual(expected);
    }
    // As on a phone: edge to edge.
    await expect.poll(margin).toBe(0);
    const canvas = await page.getByRole('main').boundingBox();
    for (const frame of await page.locator('iframe').all()) {
      const box = await frame.boundingBox();
      expect(box!.height).toBeLessThanOrEqual(canvas!.height);
      expect(box!.width).toBeLessThanOrEqual(canvas!.width / 2);
    }
    await page.getByRole('button', { name: 'Desktop', exact: true }).click();
    await expect.poll(margin).toBeGreaterThan(0);
    await context.close();
  });

  it('fits a phone, which shows one phone', async () => {
    const { page, context } = await visitor(browser, server.url, { viewport: { width: 390, height: 844 } });
    await page.goto('/playground/');
    const frame = page.frameLocator('iframe');
    await frame.locator('kb-assistant [part~=header]').first().waitFor();
    expect(await page.getByRole('button', { name: 'Phone' }).getAttribute('aria-pressed')).toBe('true');
    expect(await frame.locator('html').evaluate(({ clientWidth }) => clientWidth)).toBe(390);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByLabel('Schemes').selectOption('Light and dark');
    const [light, dark] = await Promise.all(
      (await page.locator('kb-stage-frame').all()).map(async (each) => each.boundingBox()),
    );
    expect(dark!.y).toBeGreaterThanOrEqual(light!.y + light!.height);
    expect(await axe(page)).toEqual([]);
    await context.close();
  });

  it('knows when the panel was closed in one of its pages', async () => {
    const { page, context, light, dark } = await openPlayground();
    const open = page.getByRole('button', { name: 'Open', exact: true });
    await light
      .locator('kb-assistant [part~=panel]')
      .getByRole('button', { name: /^close/i })
      .click();
    await dark.locator('kb-assistant [part~=panel]').waitFor({ state: 'hidden' });
    expect(await open.getAttribute('aria-pressed')).toBe('false');
    await page.getByLabel('Preset', { exact: true }).selectOption('clay');
    await untilColored(light, 'rgb(180, 83, 42)');
    expect(
      await light.locator('kb-assistant').evaluate((element) => (element as unknown as { open: boolean }).open),
    ).toBe(false);
    await open.click();
    await dark.locator('kb-assistant [part~=panel]').waitFor();
    await context.close();
  });

  it('says how well a colour can be read, and mends it at a click', async () => {
    const { page, context } = await openPlayground();
    const text = page.getByLabel('Text', { exact: true });
    await text.fill('#bbbbbb');
    await text.press('Enter');
    await page.getByText('needs 4.5 : 1').first().waitFor();
    await page.getByRole('button', { name: 'Mend Text', exact: true }).click();
    await expect.poll(() => page.getByText('needs 4.5 : 1').count()).toBe(0);
    expect(await text.inputValue()).not.toBe('#bbbbbb');
    await context.close();
  });

  it('keeps the whole design in its address', async () => {
    const { page, context, light } = await openPlayground(`#${encodeDesign(DESIGN)}`);
    await untilColored(light, 'rgb(124, 58, 237)');
    expect(await page.getByLabel('Heading', { exact: true }).inputValue()).toBe(DESIGN.heading);
    await page.getByLabel('Radius', { exact: true }).selectOption('sharp');
    await expect.poll(() => designIn(page)).toEqual({ ...DESIGN, radius: 'sharp' });
    await context.close();
  });

  it('shows the default, and says so, when its address is damaged', async () => {
    const { page, context } = await openPlayground('#eyJwcmVzZXQi');
    expect(await page.getByRole('status').first().textContent()).toMatch(/damaged/);
    expect(await page.getByLabel('Preset', { exact: true }).inputValue()).toBe('');
    await context.close();
  });

  it('shows what is left, and names what is not, when a letter of its address is another', async () => {
    const damaged = encodeDesign({ presdt: 'clay', radius: 'soft' } as Design);
    const { page, context } = await openPlayground(`#${damaged}`);
    expect(await page.getByRole('status').first().textContent()).toMatch(/damaged: presdt/);
    expect(await page.getByLabel('Radius', { exact: true }).inputValue()).toBe('soft');
    await context.close();
  });

  it('takes each of its exports in again', async () => {
    const { page, context, light } = await openPlayground();
    for (const { name, write } of FORMATS) {
      await page.getByRole('button', { name: 'Import…' }).click();
      await page.getByRole('textbox', { name: /script tag/i }).fill(write(DESIGN, { origin: '' }));
      await page.getByRole('button', { name: 'Import', exact: true }).click();
      await untilColored(light, 'rgb(124, 58, 237)');
      await expect.poll(() => designIn(page), { message: name }).toEqual(DESIGN);
      await page.getByRole('button', { name: 'Reset', exact: true }).click();
      await untilColored(light, 'rgb(37, 99, 235)');
    }
    await context.close();
  });

  it('says in the dialog what cannot be taken in, and leaves what was written there to its own undo', async () => {
    const { page, context } = await openPlayground();
    await page.getByLabel('Preset', { exact: true }).selectOption('clay');
    await page.getByRole('button', { name: 'Import…' }).click();
    const text = page.getByRole('textbox', { name: /script tag/i });
    await text.pressSequentially('{ nothing');
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    expect(await page.getByRole('alert').textContent()).toMatch(/JSON cannot be read/);
    await text.press('Control+z');
    await expect.poll(() => text.inputValue()).not.toBe('{ nothing');
    expect(designIn(page)).toEqual({ preset: 'clay' });
    await context.close();
  });

  it('puts words, prompts and a place on the pages as they are chosen', async () => {
    const { page, context, light, dark } = await openPlayground();
    await page.getByRole('button', { name: 'Add a prompt' }).click();
    await page.getByLabel('Label of prompt 1').fill('Where is my order?');
    await page.getByLabel('Greeting', { exact: true }).fill('Good day');
    await page.getByText('Other words').click();
    await page.getByLabel('History', { exact: true }).fill('Earlier');
    for (const each of [light, dark]) {
      const panel = each.locator('kb-assistant [part~=panel]');
      await panel.getByText('Where is my order?').waitFor();
      await panel.getByText('Good day').waitFor();
      await panel.getByRole('button', { name: 'Earlier' }).waitFor();
    }
    await page.getByLabel('Mode', { exact: true }).selectOption('sidebar');
    const height = (): Promise<boolean> =>
      light
        .locator('kb-assistant [part~=panel]')
        .evaluate((panel) => Math.round(panel.getBoundingClientRect().height) === innerHeight);
    await expect.poll(height).toBe(true);
    await page.getByRole('button', { name: 'Remove prompt 1' }).click();
    await light.getByText('Where is my order?').waitFor({ state: 'detached' });
    expect(designIn(page)).toEqual({ greeting: 'Good day', strings: { history: 'Earlier' }, mode: 'sidebar' });
    await context.close();
  });

  it('takes over the look of a page', async () => {
    const { page, context, light } = await openPlayground();
    await page.getByLabel('Page').selectOption('shop');
    await page.getByLabel('Colours', { exact: true }).selectOption('from-page');
    await untilColored(light, 'rgb(165, 65, 28)');
    // The figures are those of the page's colours.
    const text = page.getByLabel('Text', { exact: true });
    await expect.poll(() => text.getAttribute('placeholder')).toBe('#33241a');
    expect(await page.locator('.field', { has: text }).locator('.note').textContent()).toMatch(/1[345]\.\d : 1/);
    await page.getByLabel('Page').selectOption('docs');
    await expect.poll(() => text.getAttribute('placeholder')).toBe('#12302b');
    await context.close();
  });

  it.each([
    { colorScheme: 'dark', width: 1440 },
    { colorScheme: 'dark', width: 390 },
    { colorScheme: 'light', width: 390 },
  ] as const)('leaves axe nothing to find in the $colorScheme at $width px, where something is wrong', async (look) => {
    const { colorScheme, width } = look;
    const options = { colorScheme, viewport: { width, height: 900 } };
    const { page, context } = await visitor(browser, server.url, options);
    // A notice, a colour that cannot be read, prompts, and every section unfolded.
    const design = { presdt: '', textColor: '#bbbbbb', dark: { textColor: '#333333' }, prompts: DESIGN.prompts };
    await page.goto(`/playground/#${encodeDesign(design as Design)}`);
    await page.getByText('Other words').click();
    await page.getByRole('button', { name: 'Mend Text', exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Export…' }).click();
    expect(await axe(page)).toEqual([]);
    await context.close();
  });

  it('measures a colour by what the page makes of it, and shows that in the picker', async () => {
    const { page, context, light, mishaps } = await openPlayground();
    await page.getByLabel('Page').selectOption('shop');
    const accent = page.getByLabel('Accent', { exact: true });
    const field = page.locator('.field', { has: accent });
    for (const [color, picked, said] of [
      ['var(--brand)', '#a5411c', /^✓ 6\.\d : 1/],
      ['currentColor', '#33241a', /: 1/],
      ['color-mix(in srgb, red, blue)', '#800080', /^✓ 9\.4 : 1/],
      ['light-dark(red, blue)', '#ff0000', /^✓ 3\.9 : 1/],
      ['CanvasText', '#000000', /^✓ 21\.0 : 1/],
      ['red', '#ff0000', /^✓ 3\.9 : 1/],
      // The assistant paints no transparency, and takes its own for what cannot be seen.
      ['rgb(255 0 0 / 20%)', '#ff0000', /3\.9 : 1.*painted solid/],
      ['transparent', '#2563eb', /^cannot be seen: the default is taken$/],
      ['var(--nobody)', '#2563eb', /^means nothing on this page/],
      ['color(xyz 0.2 0.3 0.4)', '#2563eb', /the default is taken$/],
    ] as const) {
      await accent.fill(color);
      await accent.press('Enter');
      await expect.poll(() => page.getByLabel('Accent, picker').inputValue(), { message: color }).toBe(picked);
      const rgb = picked.match(/[\da-f]{2}/g)!.map((part) => Number.parseInt(part, 16));
      await untilColored(light, `rgb(${rgb.join(', ')})`);
      const note = async (): Promise<string> =>
        (await field.locator('.note').innerText()).replaceAll(/\s+/g, ' ').trim();
      await expect.poll(note, { message: color }).toMatch(said);
    }
    // In the dark, the page has another.
    const dark = page.getByLabel('Accent, dark', { exact: true });
    await dark.fill('var(--brand)');
    await dark.press('Enter');
    await expect.poll(() => page.getByLabel('Accent, dark, picker').inputValue()).toBe('#f0925f');
    expect(mishaps).toEqual({ foreign: [], console: [] });
    await context.close();
  });

  it.each(['var(--brand)', 'color-mix(in srgb, red, blue)', 'CanvasText'])(
    'opens a shared design with %s',
    async (color) => {
      const { page, context } = await openPlayground(`#${encodeDesign({ primaryColor: color })}`);
      expect(await page.getByLabel('Accent', { exact: true }).inputValue()).toBe(color);
      await page.getByRole('button', { name: 'Export…' }).click();
      await page.getByRole('tab', { name: 'CSS' }).click();
      expect(await page.getByRole('tabpanel').textContent()).toContain(color);
      await context.close();
    },
  );

  it('says beside a field what is wrong with a colour, and leaves it there to be mended', async () => {
    const { page, context } = await openPlayground();
    const accent = page.getByLabel('Accent', { exact: true });
    await accent.fill('#12345');
    await accent.press('Enter');
    await page.getByText('“#12345” is no colour').waitFor();
    expect(await accent.inputValue()).toBe('#12345');
    expect(await accent.getAttribute('aria-invalid')).toBe('true');
    expect(await axe(page)).toEqual([]);
    await accent.fill('#123456');
    await accent.press('Enter');
    await expect.poll(() => designIn(page)).toEqual({ primaryColor: '#123456' });
    expect(await accent.getAttribute('aria-invalid')).toBe(null);
    await context.close();
  });

  it('exports the address of a server whole, and says what is none', async () => {
    const { page, context } = await openPlayground();
    await page.getByRole('button', { name: 'Export…' }).click();
    const address = page.getByLabel('Your server');
    const code = page.getByRole('tabpanel');
    await address.fill('help.example.com');
    await expect.poll(() => code.textContent()).toContain('src="https://help.example.com/kb-assistant.js"');
    await address.fill('help');
    await page.getByText('That is no address of a server').waitFor();
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    await context.close();
  });

  it('turns off what the page says already, and says in the export what that leaves out', async () => {
    const design: Design = { theme: 'from-page', typography: { baseSize: 18 }, dark: { textColor: '#333333' } };
    const { page, context } = await openPlayground(`#${encodeDesign(design)}`);
    for (const label of ['Font', 'Size', 'Accent, dark', 'Text, dark, picker']) {
      const control = page.getByLabel(label, { exact: true });
      expect(await control.isDisabled(), label).toBe(true);
      expect(await page.locator('.field', { has: control }).locator('.note').textContent(), label).toBe(
        'from the page',
      );
    }
    await page.getByRole('button', { name: 'Export…' }).click();
    await page.getByText('Left out, because the page says it: Text, dark; Size.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Reset Text, dark', exact: true }).click();
    expect(await page.locator('summary', { hasText: 'Palette' }).evaluate((each) => each.matches(':focus'))).toBe(true);
    await page.getByLabel('Colours', { exact: true }).selectOption('');
    expect(await page.getByLabel('Size', { exact: true }).isEnabled()).toBe(true);
    await expect.poll(() => designIn(page)).toEqual({ typography: design.typography });
    await context.close();
  });

  it('shows one scheme of a page that is dark by itself, where its colours are taken', async () => {
    const { page, context } = await openPlayground('#&page=night');
    await page.getByLabel('Colours', { exact: true }).selectOption('from-page');
    await page.getByText('Night is dark by itself').waitFor();
    const panel = page.frameLocator('iframe').locator('kb-assistant [part~=panel]');
    await expect
      .poll(() => panel.evaluate((element) => getComputedStyle(element).backgroundColor))
      .toBe('rgb(18, 20, 26)');
    expect(await page.locator('iframe').count()).toBe(1);
    const text = page.locator('.field', { has: page.getByLabel('Text', { exact: true }) });
    await expect.poll(() => text.locator('.note').textContent()).toBe('not seen: this page is dark');
    await context.close();
  });

  it('shows what stands beside the launcher when that is changed, or linked to', async () => {
    const { page, context, light, dark } = await openPlayground();
    await page.getByLabel('Teaser', { exact: true }).fill('Need a hand?');
    for (const each of [light, dark])
      await each.locator('kb-assistant [part~=teaser]').getByText('Need a hand?').waitFor();
    const open = page.getByRole('button', { name: 'Open', exact: true });
    expect(await open.getAttribute('aria-pressed')).toBe('false');
    await open.click();
    await page.getByRole('button', { name: 'Add a prompt' }).click();
    await light.locator('kb-assistant [part~=panel]').getByText('New prompt').waitFor();
    await page.getByLabel('Also above the launcher', { exact: true }).check();
    for (const each of [light, dark])
      await each.locator('kb-assistant [part~=prompt]').getByText('New prompt').waitFor();
    await page.goto('about:blank');
    await page.goto(`/playground/#${encodeDesign({ teaser: 'Hello there' })}`);
    await light.locator('kb-assistant [part~=teaser]').getByText('Hello there').waitFor();
    await context.close();
  });

  it('keeps in its address the page, the device and the schemes that are looked at', async () => {
    const { page, context } = await openPlayground(`#${encodeDesign({ theme: 'from-page' })}`);
    await page.getByLabel('Page').selectOption('shop');
    await page.getByRole('button', { name: 'Tablet' }).click();
    await page.getByLabel('Schemes').selectOption('Dark');
    await expect.poll(() => page.url()).toContain('&page=shop&device=tablet&schemes=dark');
    const url = page.url();
    await page.goto('about:blank');
    await page.goto(url);
    const dark = page.frameLocator('iframe[title*=dark]');
    await untilColored(dark, 'rgb(240, 146, 95)');
    expect(await dark.locator('html').evaluate(({ clientWidth }) => clientWidth)).toBe(820);
    expect(await page.locator('iframe').count()).toBe(1);
    expect(designIn(page)).toEqual({ theme: 'from-page' });
    await context.close();
  });

  it('shows the page’s own scheme again after one was chosen', async () => {
    const { page, context } = await openPlayground(`#${encodeDesign({ preset: 'clay' })}`);
    await page.getByLabel('Schemes').selectOption('dark');
    await untilColored(page.frameLocator('iframe'), 'rgb(224, 138, 95)');
    await page.getByLabel('Schemes').selectOption('own');
    await untilColored(page.frameLocator('iframe'), 'rgb(180, 83, 42)');
    await expect.poll(() => page.locator('iframe').count()).toBe(1);
    await context.close();
  });

  it('leaves the focus where the keyboard goes on', async () => {
    const { page, context, light } = await openPlayground();
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const { activeElement } = document.querySelector('kb-playground')!.shadowRoot!;
        return activeElement?.id || activeElement?.ariaLabel || activeElement?.textContent?.trim() || '';
      });
    const press = async (name: string): Promise<void> => {
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
    };
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('Palette');
    const text = page.getByLabel('Text', { exact: true });
    await text.fill('#bbbbbb');
    await text.press('Enter');
    await press('Mend Text');
    await expect.poll(() => page.getByRole('button', { name: 'Mend Text', exact: true }).count()).toBe(0);
    expect(await focused()).toBe('field-textColor');
    await press('Reset Text');
    await expect.poll(() => designIn(page)).toEqual({});
    expect(await focused()).toBe('field-textColor');
    for (let step = 0; step < 3; step += 1) await press('Undo');
    await expect.poll(() => page.getByRole('button', { name: 'Undo' }).getAttribute('aria-disabled')).toBe('true');
    expect(await focused()).toBe('Undo');
    await press('Add a prompt');
    await press('Add a prompt');
    await press('Remove prompt 1');
    expect(await focused()).toBe('Remove prompt 1');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByLabel('Label of prompt 1').count()).toBe(0);
    expect(await focused()).toBe('Add a prompt');
    // From within a page on the canvas.
    await light.locator('h1').click();
    await page.keyboard.press('Control+z');
    await expect.poll(() => designIn(page).prompts?.length).toBe(1);
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => designIn(page)).toEqual({});
    // What is typed there has steps of its own.
    const composer = light.getByPlaceholder('Ask a question…');
    await composer.pressSequentially('x');
    await page.keyboard.press('Control+z');
    await expect.poll(() => composer.inputValue()).toBe('');
    expect(designIn(page)).toEqual({});
    await page.keyboard.press('Control+z');
    await expect.poll(() => designIn(page).prompts?.length).toBe(1);
    await press('Import…');
    await expect
      .poll(() => page.getByRole('textbox', { name: /script tag/i }).evaluate((each) => each.matches(':focus')))
      .toBe(true);
    await page.keyboard.press('Escape');
    await press('Export…');
    await page.getByRole('tab', { name: 'Script tag' }).focus();
    await page.keyboard.press('End');
    await page.getByRole('tab', { name: 'CSS', selected: true }).waitFor();
    await page.keyboard.press('Home');
    await page.getByRole('tab', { name: 'Script tag', selected: true }).waitFor();
    await context.close();
  });

  it('says that it could not load what an import takes', async () => {
    const { page, context } = await openPlayground();
    await page.route('**/import-dialog*', async (route) => route.abort());
    await page.getByRole('button', { name: 'Import…' }).click();
    await page.getByText('The import could not be loaded').waitFor();
    await context.close();
  });

  it('takes in a component as it is written by hand, and names what it leaves out', async () => {
    const { page, context } = await openPlayground();
    await page.getByRole('button', { name: 'Import…' }).click();
    const text = page.getByRole('textbox', { name: /script tag/i });
    const importIt = page.getByRole('button', { name: 'Import', exact: true });
    await text.fill("<KbAssistant heading={'Hi'} radius='soft' onKbError={report}></KbAssistant>");
    await importIt.click();
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/Imported\. Left out, .*: onKbError\./);
    expect(designIn(page)).toEqual({ heading: 'Hi', radius: 'soft' });
    await text.fill('<KbAssistant onKbError={report} />');
    await importIt.click();
    await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/^Nothing in that/);
    expect(designIn(page)).toEqual({ heading: 'Hi', radius: 'soft' });
    await context.close();
  });

  it('says what the defaults are, and how much smaller than they are the pages look', async () => {
    const { page, context, light } = await openPlayground();
    expect(await page.getByLabel('Radius', { exact: true }).locator('option').first().textContent()).toBe(
      'default (pill)',
    );
    const scale = async (): Promise<number> => {
      const box = (await page.locator('iframe').first().boundingBox())!;
      return Math.round((100 * box.width) / (await light.locator('html').evaluate(() => innerWidth + 2)));
    };
    await expect.poll(async () => page.locator('.caption').first().textContent()).toBe(`Light · ${await scale()} %`);
    await page.getByLabel('Schemes').selectOption('Light');
    await page.getByText('Light · 100 %').waitFor();
    await context.close();
  });

  it('keeps the assistant in sight of a phone’s controls', async () => {
    const { page, context } = await visitor(browser, server.url, { viewport: { width: 390, height: 844 } });
    await page.goto('/playground/');
    await page.frameLocator('iframe').locator('kb-assistant [part~=header]').first().waitFor();
    const summary = page.locator('summary').first();
    expect((await summary.boundingBox())!.y).toBeLessThan(600);
    expect((await page.locator('header').boundingBox())!.height).toBeLessThan(100);
    await page.getByLabel('Disclaimer', { exact: true }).focus();
    const [field, canvas] = [
      await page.getByLabel('Disclaimer', { exact: true }).boundingBox(),
      await page.getByRole('main').boundingBox(),
    ];
    expect(canvas!.y).toBeGreaterThanOrEqual(0);
    expect(field!.y).toBeGreaterThanOrEqual(canvas!.y + canvas!.height);
    await context.close();
  });

  it('leads to its guide and to the help centre, which leads to it', async () => {
    const { page, context } = await openPlayground();
    expect(await page.getByRole('link', { name: 'Guide' }).getAttribute('href')).toBe('/docs/guides/theme');
    expect(await page.getByRole('link', { name: 'Help Center' }).getAttribute('href')).toBe('/');
    const { site } = createHelpCenter(join(EXAMPLES, '../docs'));
    expect((await site.request('/docs/guides/theme')).status).toBe(200);
    expect(await (await site.request('/')).text()).toContain('href="/playground/"');
    await context.close();
  });

  it('can be used by keyboard, and axe finds nothing, dialogs included', async () => {
    const { page, context } = await openPlayground();
    expect(await axe(page)).toEqual([]);
    // From the tools through both pages to the controls.
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const { activeElement } = document.querySelector('kb-playground')!.shadowRoot!;
        return activeElement?.id || activeElement?.textContent?.trim() || activeElement?.tagName || '';
      });
    const button = page.getByRole('button', { name: 'Export…' });
    await button.focus();
    for (let tabs = 0; tabs < 60 && (await focused()) !== 'field-preset'; tabs += 1) await page.keyboard.press('Tab');
    expect(await focused()).toBe('field-preset');
    await page.getByLabel('Size, slider').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => designIn(page)).toEqual({ typography: { baseSize: 17 } });
    await page.keyboard.press('Control+z');
    await expect.poll(() => designIn(page)).toEqual({});
    await page.keyboard.press('Control+y');
    await expect.poll(() => designIn(page)).toEqual({ typography: { baseSize: 17 } });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Script tag' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'HTML', selected: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect.poll(() => button.evaluate((element) => element.matches(':focus'))).toBe(true);
    await context.close();
  });
});

/** How each element that a person sees looks and what it says, once the panel is open and has its start screen. */
interface Looks {
  launcher: string;
  background: string;
  font: string;
  width: string;
  height: string;
  scheme: string;
  words: string[];
  /** The launcher and each element of the panel and the chat in it, with their colours, corners, sizes and places. */
  elements: string[];
}

async function lookOf(root: FrameLocator | Page): Promise<Looks> {
  const host = root.locator('kb-assistant');
  await host.getByText(DESIGN.prompts![0]!.label).first().waitFor();
  await host.evaluate(async (element) => {
    // Else it would be a moment of the opening, or of a colour's change, that is looked at. What ends may begin another.
    const running = (tree: Element | ShadowRoot): Animation[] => [
      ...(tree instanceof ShadowRoot ? tree.getAnimations() : []),
      ...[tree, ...tree.querySelectorAll('*')].flatMap((each) =>
        each instanceof Element && each.shadowRoot ? running(each.shadowRoot) : [],
      ),
    ];
    for (;;) {
      const once = running(element).filter(({ effect }) => effect?.getTiming().iterations === 1);
      if (once.length === 0) break;
      await Promise.allSettled(once.map(({ finished }) => finished));
    }
    // Nothing looks focused or pointed at.
    let focused = document.activeElement;
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    (focused as HTMLElement | null)?.blur();
  });
  return host.evaluate((element) => {
    const read = (each: Element, ...names: string[]): string => {
      const styles = getComputedStyle(each);
      return names.map((name) => styles.getPropertyValue(name)).join(' ');
    };
    const part = (name: string): Element => element.shadowRoot!.querySelector(`[part~=${name}]`)!;
    const inside = (parent: Element | ShadowRoot): Element[] =>
      Array.from(parent.children).flatMap((each) =>
        each.tagName === 'STYLE' ? [] : [each, ...(each.shadowRoot ? inside(each.shadowRoot) : []), ...inside(each)],
      );
    const said = (each: Element, ...names: string[]): string => {
      const { x, y, width, height } = each.getBoundingClientRect();
      const box = [x, y, width, height].map(Math.round).join(' ');
      return `${each.tagName} ${box} ${read(each, 'color', 'background-color', 'border-radius', 'padding', ...names)}`;
    };
    const all = inside(part('panel'));
    const chat = element.shadowRoot!.querySelector('openai-chatkit');
    return {
      launcher: read(part('launcher'), 'background-color'),
      background: read(part('panel'), 'background-color'),
      font: read(part('panel'), 'font-family'),
      width: read(part('panel'), 'width'),
      height: read(part('panel'), 'height'),
      scheme: chat?.getAttribute('data-color-scheme') ?? '',
      words: [part('launcher'), ...all]
        .flatMap((each) => [each.ariaLabel, each.getAttribute('placeholder')])
        .filter((word) => word !== null),
      // The launcher has no words, so the font that it inherits from a page is nothing to see.
      elements: [
        said(part('launcher')),
        ...all
          .filter((each) => each instanceof HTMLElement && each.checkVisibility())
          .map((each) => said(each, 'font-family', 'font-size', 'font-weight', 'line-height')),
      ],
    };
  });
}

/** The page that a format's text is pasted into. */
async function paste(name: string): Promise<string> {
  const { write } = FORMATS.find((each) => each.name === name)!;
  const text = write(DESIGN, { origin: '' });
  const shell = (body: string): string => `<!doctype html><title>Pasted</title><body>${body}</body>`;
  switch (name) {
    case 'CSS': {
      // The style sheet, and the markup that its comment names.
      const [, attributes = '', rest = ''] = /<kb-assistant([^>]*)>([^]*)\*\//.exec(text) ?? [];
      const [script, tag] = FORMATS.find((each) => each.name === 'HTML')!
        .write({}, { origin: '' })
        .split('\n></');
      pasted.set(
        name,
        shell(`<style>${text}</style>${script}${attributes}></${tag}${rest.replace('</kb-assistant>', '')}`),
      );
      return `/pasted/${name}`;
    }
    case 'Script tag':
    case 'HTML':
      pasted.set(name, shell(text));
      return `/pasted/${name}`;
    case 'JSON': {
      const plain = FORMATS.find((each) => each.name === 'HTML')!.write({}, { origin: '' });
      pasted.set(
        name,
        shell(`${plain}<script>Object.assign(document.querySelector('kb-assistant'), ${text})</script>`),
      );
      return `/pasted/${name}`;
    }
    default:
      return build(name.toLowerCase(), text);
  }
}

/** A framework's component goes into the example's app, in the place of its own. */
async function build(example: string, text: string): Promise<string> {
  const folder = join(EXAMPLES, example, '.cache/pasted');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'src'), { recursive: true });
  const source = join(EXAMPLES, example);
  for (const file of [
    'index.html',
    'vite.config.ts',
    'src/app.css',
    example === 'react' ? 'src/main.tsx' : 'src/main.ts',
  ]) {
    cpSync(join(source, file), join(folder, file));
  }
  writeFileSync(
    join(folder, example === 'react' ? 'src/app.tsx' : 'src/app.vue'),
    example === 'react' ? text.replace('function Assistant', 'function App') : text,
  );
  const command = `vite build --base /built/${example}/ --logLevel warn`;
  expect(await run(command, { cwd: folder, env: { NODE_ENV: 'production' } })).toBe(0);
  return `/built/${example}/index.html`;
}

describe('each export, pasted into a page', () => {
  let expected: Looks;
  beforeAll(async () => {
    const { context, page } = await visitor(browser, server.url, { viewport: { width: 1440, height: 900 } });
    await page.goto(`/playground/#${encodeDesign(DESIGN)}`);
    await page.getByLabel('Schemes').selectOption('As set');
    expected = await lookOf(page.frameLocator('iframe'));
    expect(expected.elements.length).toBeGreaterThan(30);
    expect(expected.words).toEqual(expect.arrayContaining([DESIGN.strings!['history'], DESIGN.placeholder]));
    await context.close();
  });
  afterAll(() => {
    for (const example of ['react', 'vue']) rmSync(join(EXAMPLES, example, '.cache'), { recursive: true, force: true });
  });

  it.each(FORMATS.map(({ name }) => name))('as %s gives the same result', { timeout: 60_000 }, async (name) => {
    const { page, context } = await visitor(browser, server.url, { viewport: { width: 1440, height: 900 } });
    await page.goto(await paste(name));
    await page.locator('kb-assistant [part~=launcher]').click();
    await page.mouse.move(0, 0);
    expect(await lookOf(page)).toEqual(expected);
    await context.close();
  });
});
