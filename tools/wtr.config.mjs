import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { launchers } from './lib/engines.ts';

/** One engine a run: `chromium`, `firefox` or `webkit`. */
const ENGINE = process.env.ENGINE ?? 'chromium';

const ROOT = join(import.meta.dirname, '..');

const textOf = ({ message = '', stack = '' } = {}) => `${message}\n${stack}`.trim();

/** Writes how many tests passed, and what failed, into the file that `WTR_REPORT` names. */
const countReporter = {
  onTestRunFinished({ sessions }) {
    const counts = { passed: 0, failed: 0, skipped: 0, failures: [] };
    const count = (suite, names) => {
      for (const test of suite.tests) {
        const outcome = test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed';
        counts[outcome] += 1;
        if (outcome !== 'failed') continue;
        counts.failures.push({ name: [...names, test.name].join(' > '), message: textOf(test.error) });
      }
      for (const inner of suite.suites) count(inner, [...names, inner.name]);
    };
    for (const { testFile, testResults, errors } of sessions) {
      const file = relative(ROOT, testFile);
      if (testResults) count(testResults, [file]);
      for (const error of errors) counts.failures.push({ name: file, message: textOf(error) });
    }
    if (process.env.WTR_REPORT) writeFileSync(process.env.WTR_REPORT, JSON.stringify(counts));
  },
};

/** Component tests: real elements in a real browser, straight from the sources. */
export default {
  rootDir: ROOT,
  files: process.env.WTR_FILES?.split(',') ?? ['packages/*/src/**/*.browser.test.ts'],
  nodeResolve: { exportConditions: ['@kb-assistant/source', 'development'] },
  // WebKit's driver has one session at a time.
  concurrency: ENGINE === 'webkit' ? 1 : 2,
  plugins: [esbuildPlugin({ ts: true, json: true, target: 'es2022', tsconfig: join(ROOT, 'tsconfig.base.json') })],
  testFramework: { config: { ui: 'bdd', timeout: ENGINE === 'chromium' ? 10_000 : 20_000 } },
  filterBrowserLogs: (log) => !/Lit is in dev mode/.test(String(log.args[0])),
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: false }), countReporter],
  browsers: [await launchers[ENGINE]()],
};
