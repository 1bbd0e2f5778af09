/**
 * What `npm test` runs: everything, and a last line that says how it went.
 * `node tools/test.ts unit e2e` runs some of it; `--every-engine` adds the component tests in Firefox and WebKit.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath } from './lib/chromium.ts';
import { type Engine, installEngine } from './lib/engines.ts';
import { buildPackages } from './lib/build-packages.ts';
import { run } from './lib/run.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** What was skipped, by names that say why. */
  skippedNames?: string[];
  /** What failed: the name of each test, and its message. Said again at the end, which is what a log keeps. */
  failures?: Failure[];
}

interface Failure {
  name: string;
  message: string;
}

const reports = mkdtempSync(join(tmpdir(), 'kb-assistant-test-'));

/** A check has one outcome. */
const check = (command: string) => async (): Promise<Counts> =>
  (await run(command)) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };

/** A runner reports how many of its tests passed; one that ends badly without a failed test counts as one. */
const suite = (command: (report: string) => string, read: (report: unknown) => Counts) => async (): Promise<Counts> => {
  const file = join(reports, `${Math.random().toString(36).slice(2)}.json`);
  const code = await run(command(file));
  let counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  try {
    counts = read(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return { ...counts, failed: 1 };
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
};

interface VitestFile {
  name: string;
  status: string;
  message: string;
  assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
}

/** The tests that failed, or the file itself where it came to none. */
function failuresOf({ name, message, assertionResults }: VitestFile): Failure[] {
  const failed = assertionResults.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return [{ name, message }];
  return failed.map(({ fullName, failureMessages = [] }) => ({ name: fullName, message: failureMessages.join('\n') }));
}

const vitest = (...projects: string[]) =>
  suite(
    (file) =>
      `vitest run ${projects.map((name) => `--project ${name}`).join(' ')} --reporter=dot --reporter=json --outputFile.json=${file}`,
    (report) => {
      const { testResults } = report as { testResults: VitestFile[] };
      const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
      const count = (status: string): number => tests.filter((test) => test.status === status).length;
      const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
      return {
        passed: count('passed'),
        failed: count('failed'),
        skipped: skipped.length,
        skippedNames: skipped.map(({ fullName }) => fullName),
        failures: testResults.filter(({ status }) => status === 'failed').flatMap(failuresOf),
      };
    },
  );

const browser = (engine: Engine) => async (): Promise<Counts> => {
  installEngine(engine);
  return suite(
    (file) => `ENGINE=${engine} WTR_REPORT=${file} wtr --config tools/wtr.config.mjs`,
    (report) => report as Counts,
  )();
};

const steps: Record<string, () => Promise<Counts>> = {
  types: check('tsc -p . && tsc -p docs && examples/vue/node_modules/.bin/vue-tsc --noEmit -p examples/vue'),
  lint: check('oxlint --type-aware --deny-warnings'),
  format: check('prettier --check --log-level warn .'),
  unused: check('knip --no-progress'),
  size: check('size-limit'),
  unit: vitest('unit', 'dom'),
  browser: browser('chromium'),
  firefox: browser('firefox'),
  webkit: browser('webkit'),
  e2e: vitest('e2e', 'e2e-instances'),
};

/** They need browsers of the machine: `npm run test:engines`, and everything under `--every-engine`. */
const ASKED_FOR = ['firefox', 'webkit'];

const args = process.argv.slice(2);
const everyEngine = args.includes('--every-engine');
const named = args.filter((name) => name !== '--every-engine');
const unknown = named.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  console.error(`There is no step "${unknown[0]}". The steps: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

await buildPackages();
// Found, or unpacked, once here: the runners and their workers are told the path.
process.env['CHROME_PATH'] = await chromiumPath();

const chosen = named.length > 0 ? named : Object.keys(steps).filter((name) => everyEngine || !ASKED_FOR.includes(name));

const total = { passed: 0, failed: 0, skipped: 0 };
const skippedNames: string[] = [];
const failures: Failure[] = [];
const lines: string[] = [];
for (const [name, step] of Object.entries(steps)) {
  if (!chosen.includes(name)) continue;
  console.log(`\n── ${name}`);
  const started = performance.now();
  const counts = await step();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  lines.push(
    `${name.padEnd(8)} ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${seconds} s)`,
  );
  for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += counts[key];
  skippedNames.push(...(counts.skippedNames ?? []));
  failures.push(...(counts.failures ?? []).map((failure) => ({ ...failure, name: `${name}: ${failure.name}` })));
}
rmSync(reports, { recursive: true, force: true });

console.log(`\n${lines.join('\n')}\n`);
if (skippedNames.length > 0) console.log(`Skipped:\n${skippedNames.map((name) => `  ${name}`).join('\n')}\n`);
for (const { name, message } of failures) console.log(`Failed: ${name}\n${message.replace(/^/gm, '  ')}\n`);
// A run that decides on something skips nothing.
const complete = total.skipped === 0 || !process.env['CI'];
if (!complete) console.error('Under CI nothing may be skipped.');
process.exitCode = total.failed === 0 && complete ? 0 : 1;

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
