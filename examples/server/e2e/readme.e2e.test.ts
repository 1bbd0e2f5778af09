import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NewApp } from './new-app.ts';
import { Assistant, dataFolder, launchBrowser, serveApp, ServerProcess, visitor } from './support.ts';

const README = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
/** Where the README has the demo. */
const DEMO = 'http://localhost:5173';

/** The first block of the README in a language, as somebody copies it. */
function blockOf(language: string): string {
  const [, code] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(README) ?? [];
  if (!code) throw new Error(`The README has no block of ${language}.`);
  return code;
}

const PAGE = '<!doctype html><html lang="en"><title>Shop</title><link rel="icon" href="data:," /><body>';

const site = dataFolder();
const data = dataFolder();
let browser: Browser;
let pages: Awaited<ReturnType<typeof serveApp>>;
let server: ServerProcess;

beforeAll(async () => {
  // Somebody else's site first: the demo is told of it as it starts.
  pages = await serveApp(new Hono().use(serveStatic({ root: site.path })));
  [browser, server] = await Promise.all([
    launchBrowser(),
    ServerProcess.start(data.path, 0, { ALLOWED_ORIGINS: pages.url }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), pages?.stop()]);
  for (const each of [site, data]) each.remove();
});

const atDemo = (code: string): string => code.replaceAll(DEMO, server.url);

/** Somebody comes to a page of the site, asks, and is answered with a source. */
async function asks(path: string): Promise<void> {
  const { page, context, mishaps } = await visitor(browser, pages.url);
  await page.goto(path);
  const assistant = new Assistant(page);
  await assistant.open();
  await assistant.ask('What does position do?');
  await assistant.answered();
  await assistant.log.getByRole('link', { name: /Configuration/ }).waitFor();
  expect(mishaps.console).toEqual([]);
  expect(mishaps.foreign.filter((url) => !url.startsWith(`${server.url}/`))).toEqual([]);
  await context.close();
}

describe('what the README says to paste', () => {
  it('into a page of another site is an assistant', async () => {
    writeFileSync(join(site.path, 'index.html'), `${PAGE}<h1>Shop</h1>${atDemo(blockOf('html'))}`);
    await asks('/');
  });

  const apps = {
    react: {
      packages: ['react', 'react-dom'],
      help: ['help.tsx', 'tsx'],
      main: `import { createElement, StrictMode } from 'react';
        import { createRoot } from 'react-dom/client';
        import { Help } from './help.tsx';
        createRoot(document.body).render(createElement(StrictMode, null, createElement(Help)));`,
    },
    vue: {
      packages: ['vue'],
      help: ['help.vue', 'vue'],
      main: `import { createApp } from 'vue';
        import Help from './help.vue';
        createApp(Help).mount(document.body);`,
    },
  } as const;
  for (const [name, { packages, help, main }] of Object.entries(apps)) {
    it(`into a new app of ${name} is an assistant, with the packages that are published`, async () => {
      const folder = dataFolder();
      const app = new NewApp(folder.path);
      for (const each of [...packages, `@vitejs/plugin-${name}`])
        app.link(each, `examples/${name}/node_modules/${each}`);
      const [file, language] = help;
      app.write({
        [file]: atDemo(blockOf(language)),
        'main.js': main,
        'index.html': `${PAGE}<script type="module" src="./main.js"></script>`,
        'vite.config.mjs': `import framework from '@vitejs/plugin-${name}';
          export default { plugins: [framework()] };`,
      });
      await app.build(`--base /${name}/ --outDir ${join(site.path, name)} --emptyOutDir`);
      folder.remove();
      await asks(`/${name}/`);
    }, 60_000);
  }
});
