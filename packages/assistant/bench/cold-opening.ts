// Measures what somebody waits for who taps a launcher before anything behind it is there, as phones do, which do not
// hover: in Chromium, on slow 4G, with a CPU four times slower. Beside it, in the same rounds, buttons that show an empty
// panel when as many bytes have come in one file, or 20 kB in three, and that have no code to run:
// node packages/assistant/bench/cold-opening.ts (after a build).
import { randomBytes } from 'node:crypto';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';
import { median } from '../../../tools/lib/median.ts';
import { serveHost, sizeOf } from './host.ts';

const ROUNDS = 9;
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };

/** A script of so many bytes that brotli cannot make smaller. */
const filler = (bytes: number): string => `/*${randomBytes(bytes).toString('base64')}*/`;
const button = (file: string): string => `<!doctype html><title>Shop</title><body><h1>Shop</h1>
  <button onclick="import('${file}').then(() => panel.show())">Open</button><dialog id="panel">Panel</dialog>`;

const host = await serveHost({
  '/one': button('/one.js'),
  '/one.js': filler(sizeOf('kb-assistant.element.js')),
  '/three': button('/three.js'),
  '/three.js': `import './second.js'; import './third.js'; ${filler(12_000)}`,
  '/second.js': filler(4_000),
  '/third.js': filler(4_000),
});
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });

/** Milliseconds from a tap to the first frame with the panel in it. */
async function tapped(path: string): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(host.url + path);
  await page.waitForLoadState('networkidle');
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const took = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const root = document.querySelector('kb-assistant')?.shadowRoot ?? document;
        const started = performance.now();
        const onFrame = (): void => {
          const panel = root.querySelector('.panel, #panel');
          if (panel?.checkVisibility()) resolve(performance.now() - started);
          else requestAnimationFrame(onFrame);
        };
        root.querySelector('button')!.click();
        requestAnimationFrame(onFrame);
      }),
  );
  await context.close();
  return took;
}

const KINDS = { 'the assistant': '/', 'as many bytes in one file': '/one', '20 kB in three files': '/three' };
const waits = new Map<string, number[]>(Object.keys(KINDS).map((kind) => [kind, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [kind, path] of Object.entries(KINDS)) waits.get(kind)!.push(await tapped(path));
}
for (const [kind, each] of waits) {
  const [least, most] = [Math.min(...each), Math.max(...each)].map(Math.round);
  console.log(`${kind}: the panel is there ${Math.round(median(each))} ms after the tap (${least} to ${most})`);
}
await browser.close();
host.close();
