/**
 * Measures the open element in Chromium: `npm run bench:thread`. Each figure of a long thread stands beside that of a
 * short one in the same run: machines differ, and so do their bad days.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';

interface Frames {
  longestFrameMs: number;
  missedFrames: number;
  frames: number;
}

/** What the page offers. */
interface Bench {
  showThread(count: number): Promise<Frames & { readableMs: number; wholeMs: number }>;
  scrollThread(count: number): Promise<Frames>;
  streamInto(count: number, tokens: number): Promise<Frames & { tokensPerSecond: number }>;
  doNothing(): Promise<Frames>;
}

const LONG = 1_000;
const SHORT = 10;
const TOKENS = 2_000;
const RUNS = 3;

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

const ask = <K extends keyof Bench>(name: K, ...args: Parameters<Bench[K]>): ReturnType<Bench[K]> =>
  page.evaluate(
    ([method, given]) => (globalThis as unknown as Record<string, (...all: unknown[]) => unknown>)[method]!(...given),
    [name, args] as [string, unknown[]],
  ) as ReturnType<Bench[K]>;

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const rounded = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

/** A line of the table: the long thread, the short one, and how many times as much that is. */
function print(what: string, long: number, short: number, unit: string): void {
  const cells = [`${rounded(long)} ${unit}`, `${rounded(short)} ${unit}`, `× ${rounded(long / short)}`];
  console.log(what.padEnd(44) + cells.map((cell) => cell.padStart(16)).join(''));
}

/** So often, and of each fact the median. */
async function repeat<T extends Frames>(measure: () => Promise<T>): Promise<Record<keyof T, number>> {
  const runs: T[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await measure());
  const names = Object.keys(runs[0]!) as (keyof T)[];
  return Object.fromEntries(names.map((name) => [name, median(runs.map((each) => each[name] as number))])) as Record<
    keyof T,
    number
  >;
}

const missed = ({ missedFrames, frames }: Record<keyof Frames, number>): number => (100 * missedFrames) / frames;

// The first time pays for compiling.
await ask('streamInto', SHORT, 500);
const idle = await repeat(() => ask('doNothing'));
const empty = await heapMb();
const short = {
  show: await repeat(() => ask('showThread', SHORT)),
  scroll: await repeat(() => ask('scrollThread', SHORT)),
  stream: await repeat(() => ask('streamInto', SHORT, TOKENS)),
};
const long = { show: await repeat(() => ask('showThread', LONG)), heap: (await heapMb()) - empty };
const used = {
  scroll: await repeat(() => ask('scrollThread', LONG)),
  stream: await repeat(() => ask('streamInto', LONG, TOKENS)),
};
await ask('showThread', SHORT);
const left = (await heapMb()) - empty;

console.log(''.padEnd(44) + [`${LONG} items`, `${SHORT} items`, 'ratio'].map((head) => head.padStart(16)).join(''));
print('its end can be read after', long.show.readableMs, short.show.readableMs, 'ms');
print('all of it is drawn after', long.show.wholeMs, short.show.wholeMs, 'ms');
print('  longest frame meanwhile', long.show.longestFrameMs, short.show.longestFrameMs, 'ms');
print('scrolled through: longest frame', used.scroll.longestFrameMs, short.scroll.longestFrameMs, 'ms');
print('an answer streams in with', used.stream.tokensPerSecond, short.stream.tokensPerSecond, 'tokens/s');
print('  longest frame meanwhile', used.stream.longestFrameMs, short.stream.longestFrameMs, 'ms');
console.log(`
The heap holds ${rounded(long.heap)} MB more with the long thread, and ${rounded(left)} MB more when it is gone.
Frames that came late: ${rounded(missed(long.show))} % while it was drawn, ${rounded(missed(used.scroll))} % while it was scrolled through, \
${rounded(missed(used.stream))} % while it grew;
${rounded(missed(idle))} % in a page where nothing happened, whose longest frame took ${rounded(idle.longestFrameMs)} ms.`);

await browser.close();
server.close();
