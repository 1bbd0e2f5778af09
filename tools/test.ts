/**
 * What `npm test` runs: everything, and a last line that says how it went.
 * `node tools/test.ts unit e2e` runs some of it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath } from './lib/chromium.ts';
import { buildPackages } from './lib/build-packages.ts';
import { run } from './lib/run.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
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

const vitest = (...projects: string[]) =>
  suite(
    (file) =>
      `vitest run ${projects.map((name) => `--project ${name}`).join(' ')} --reporter=dot --reporter=json --outputFile.json=${file}`,
    (report) => {
      const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report as Record<string, number>;
      return {
        passed: numPassedTests ?? 0,
        failed: numFailedTests ?? 0,
        skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
      };
    },
  );

const steps: Record<string, () => Promise<Counts>> = {
  types: check('tsc -p .'),
  lint: check('oxlint --type-aware --deny-warnings'),
  format: check('prettier --check --log-level warn .'),
  unit: vitest('unit', 'dom'),
  browser: suite(
    (file) => `WTR_REPORT=${file} wtr --config tools/wtr.config.mjs`,
    (report) => report as Counts,
  ),
  e2e: vitest('e2e'),
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  console.error(`There is no step "${unknown[0]}". The steps: ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}

await buildPackages();
// Found, or unpacked, once here: the runners and their workers are told the path.
process.env['CHROME_PATH'] = await chromiumPath();

const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
for (const [name, step] of Object.entries(steps)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.log(`\n── ${name}`);
  const started = performance.now();
  const counts = await step();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  lines.push(
    `${name.padEnd(8)} ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped (${seconds} s)`,
  );
  for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key];
}
rmSync(reports, { recursive: true, force: true });

console.log(`\n${lines.join('\n')}\n`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
