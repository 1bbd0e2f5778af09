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
import { median } from '../../../tools/lib/median.ts';

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

// Of the main thread alone: what other processes do meanwhile does not count.
await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
const workedMs = async (): Promise<number> => {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
};

let before = 0;
await page.exposeFunction('began', async () => {
  before = await workedMs();
});

const ask = <K extends keyof Bench>(name: K, ...args: Parameters<Bench[K]>): ReturnType<Bench[K]> =>
  page.evaluate(
    ([method, given]) => (globalThis as unknown as Record<string, (...all: unknown[]) => unknown>)[method]!(...given),
    [name, args] as [string, unknown[]],
  ) as ReturnType<Bench[K]>;

const rounded = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

/** A line of the table: the long thread, the short one, and how many times as much that is. */
function print(what: string, long: number, short: number, unit: string): void {
  const cells = [`${rounded(long)} ${unit}`, `${rounded(short)} ${unit}`, `× ${rounded(long / short)}`];
  console.log(what.padEnd(44) + cells.map((cell) => cell.padStart(16)).join(''));
}

type Facts<T> = Record<keyof T | 'lateFrames' | 'frameWorkMs', number>;

/** So often, and of each fact the median. */
async function repeat<T extends Frames>(measure: () => Promise<T>): Promise<Facts<T>> {
  const runs: Facts<T>[] = [];
  for (let run = 0; run < RUNS; run++) {
    const facts = await measure();
    const frameWorkMs = ((await workedMs()) - before) / facts.frames;
    runs.push({ ...facts, frameWorkMs, lateFrames: (100 * facts.missedFrames) / facts.frames } as Facts<T>);
  }
  const names = Object.keys(runs[0]!) as (keyof Facts<T>)[];
  return Object.fromEntries(names.map((name) => [name, median(runs.map((each) => each[name]))])) as Facts<T>;
}

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
print('an answer streams in with', used.stream.tokensPerSecond, short.stream.tokensPerSecond, 'tokens/s');
console.log(`
${'frames'.padEnd(44)}${['late', 'longest', 'work in each'].map((head) => head.padStart(16)).join('')}`);
for (const [what, facts] of [
  ['nothing happens', idle],
  ['the long thread is drawn', long.show],
  ['it is scrolled through', used.scroll],
  ['an answer streams into it', used.stream],
  ['an answer streams into the short one', short.stream],
] as const) {
  const cells = [
    `${rounded(facts.lateFrames)} %`,
    `${rounded(facts.longestFrameMs)} ms`,
    `${rounded(facts.frameWorkMs)} ms`,
  ];
  console.log(what.padEnd(44) + cells.map((cell) => cell.padStart(16)).join(''));
}
console.log(`
The heap holds ${rounded(long.heap)} MB more with the long thread, and ${rounded(left)} MB more when it is gone.`);

await browser.close();
server.close();
