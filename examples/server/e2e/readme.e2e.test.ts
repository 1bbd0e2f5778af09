import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { NewApp } from './new-app.ts';
import { Assistant, dataFolder, launchBrowser, serveApp, ServerProcess, visitor } from './support.ts';

const ROOT = join(import.meta.dirname, '../../..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
const START = readFileSync(join(ROOT, 'docs/start.md'), 'utf8');
/** Where the README has the demo. */
const DEMO = 'http://localhost:5173';

/** The first block of a page in a language, as somebody copies it: the first with some words, where that says which. */
function blockOf(language: string, page = README, words = ''): string {
  const blocks = page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'));
  const code = Array.from(blocks, ([, text = '']) => text).find((text) => text.includes(words));
  if (!code) throw new Error(`There is no block of ${language} with "${words}".`);
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

describe('the server of "Start in five minutes"', () => {
  it('answers from the Markdown beside it, with the packages that are published', async () => {
    const folder = dataFolder();
    const app = new NewApp(folder.path, ['protocol', 'session', 'chat-server']);
    for (const each of ['hono', '@hono/node-server']) app.link(each, `docs/node_modules/${each}`);
    const port = await freePort();
    const code = blockOf('js', START, '// server.mjs');
    expect(code).toContain('port: 3000');
    app.write({ 'server.mjs': code.replace('port: 3000', `port: ${port}`) });
    mkdirSync(join(folder.path, 'docs'));
    app.write({ 'docs/hours.md': '# Opening hours\n\nWe are open from nine to five, every day but Monday.\n' });

    const child = spawn(process.execPath, ['server.mjs'], {
      cwd: folder.path,
      env: { ...process.env, KB_SESSION_SECRET: 'readme '.repeat(8) },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const exited = once(child, 'exit');
    onTestFinished(async () => {
      child.kill();
      await exited;
      folder.remove();
    });
    const url = `http://localhost:${port}/api/chatkit`;
    const mint = () => fetch(`${url}/session`, { method: 'POST' });
    await expect
      .poll(
        () =>
          mint().then(
            ({ ok }) => ok,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    const session = await mint();
    const { client_secret } = (await session.json()) as { client_secret: string };
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${client_secret}` },
      body: JSON.stringify({
        type: 'threads.create',
        params: { input: { content: [{ type: 'input_text', text: 'When are you open?' }], attachments: [] } },
      }),
    });
    expect(await answer.text()).toContain('from nine to five');
  }, 60_000);
});

/** A port that nobody has now. */
async function freePort(): Promise<number> {
  const nobody = createServer().listen(0);
  await once(nobody, 'listening');
  const { port } = nobody.address() as AddressInfo;
  nobody.close();
  await once(nobody, 'close');
  return port;
}
