// Measures the open element in Chromium: node packages/chatkit-local/bench/thread.ts (after a build).
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';

interface Bench {
  showThread(count: number): Promise<number>;
  streamInto(count: number, tokens: number): Promise<{ tokensPerSecond: number; longestFrameMs: number }>;
}

const DIST = join(import.meta.dirname, '../dist');
const PAGE = '<!doctype html><style>html,body{margin:0;height:100%}</style><body><script src="/chatkit.js"></script>';

const server = createServer((request, response) => {
  if (request.url === '/') return response.setHeader('content-type', 'text/html').end(PAGE);
  try {
    const file = readFileSync(join(DIST, new URL(request.url ?? '', 'http://bench').pathname));
    response.setHeader('content-type', 'text/javascript').end(file);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));

const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
const page = await browser.newPage({ viewport: { width: 420, height: 720 } });
await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
await page.addScriptTag({ path: join(import.meta.dirname, 'page.js') });
const devtools = await page.context().newCDPSession(page);

const heapMb = async (): Promise<number> => {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize / 1024 ** 2;
};
const show = (count: number) => page.evaluate((n) => (globalThis as unknown as Bench).showThread(n), count);
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const print = (what: string, value: number, unit: string) =>
  console.log(`${what.padEnd(52)}${value.toFixed(value < 10 ? 1 : 0).padStart(8)} ${unit}`);

// The first time pays for compiling.
await show(10);
const empty = await heapMb();
const shown: number[] = [];
for (let run = 0; run < 5; run++) shown.push(await show(1000));
print('a thread of 1,000 items is shown in (median of 5)', median(shown), 'ms');
print('heap that it takes', (await heapMb()) - empty, 'MB');
for (const items of [0, 1000]) {
  const facts = await page.evaluate((n) => (globalThis as unknown as Bench).streamInto(n, 4000), items);
  print(`tokens a second into a thread of ${items} items`, facts.tokensPerSecond, 'tokens/s');
  print('the longest frame meanwhile', facts.longestFrameMs, 'ms');
}
for (let run = 0; run < 5; run++) await show(1000);
print('heap that is left after five more such threads', (await heapMb()) - empty, 'MB');

await browser.close();
server.close();
