import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** Tests read the packages' sources; only the end-to-end tests and the examples read what was built. */
const SOURCE = '@kb-assistant/source';

const browser = '**/*.browser.test.ts';
const dom = '**/*.dom.test.ts';

export default defineConfig({
  resolve: { conditions: [SOURCE, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [SOURCE, ...defaultServerConditions] } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/*/{src,eval,conformance}/**/*.test.ts',
            'examples/*/src/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          exclude: [browser, dom, '**/node_modules/**'],
          // Waiting for facts takes as long as it takes on a busy machine; this only names what never comes.
          testTimeout: 20_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        extends: true,
        test: { name: 'dom', include: [`{packages,examples}/*/src/${dom}`], environment: 'happy-dom' },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['examples/*/e2e/*.e2e.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        extends: true,
        test: {
          // What drives the chat, once more: against two processes on one PostgreSQL, which take turns.
          name: 'e2e-instances',
          include: ['examples/server/e2e/{main-job,path}.e2e.test.ts'],
          env: { KB_E2E_PROCESSES: '2' },
          globalSetup: 'examples/server/e2e/instances.setup.ts',
          setupFiles: 'examples/server/e2e/instances.each.ts',
          // Some tests start the servers again, of which there are twice as many.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
