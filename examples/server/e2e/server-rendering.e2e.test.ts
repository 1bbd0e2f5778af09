import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import { NewApp } from './new-app.ts';
import { Assistant, dataFolder, launchBrowser, serveApp, visitor } from './support.ts';

const REACT = {
  packages: { react: 'react', 'react-dom': 'react-dom' },
  plugin: 'react',
  app: `import { createElement as h, useState } from 'react';
    import { KbAssistant, useKbAssistant } from 'kb-assistant/react';
    export function App() {
      const assistant = useKbAssistant();
      const [open, setOpen] = useState(false);
      return h('main', null,
        h('p', { 'data-testid': 'state' }, open ? 'open' : 'closed', ' ', assistant.status),
        h(KbAssistant, { ref: assistant.ref, apiUrl: '/api/chatkit', sessionUrl: '/api/chatkit/session',
          chatkitSrc: '/chatkit-local/chatkit.js', heading: 'Rendered', className: 'corner', id: 'help',
          prompts: [{ label: 'Hello', prompt: 'Hello' }], open, onOpenChange: setOpen },
          h('p', { slot: 'footer' }, 'Footer')));
    }`,
  client: `import { createElement, StrictMode } from 'react';
    import { hydrateRoot } from 'react-dom/client';
    import { App } from './app.js';
    hydrateRoot(document.querySelector('#app'), createElement(StrictMode, null, createElement(App)));`,
  server: `import { createElement, StrictMode } from 'react';
    import { renderToString } from 'react-dom/server';
    import { App } from './app.js';
    export const render = () => renderToString(createElement(StrictMode, null, createElement(App)));`,
};

const VUE = {
  packages: { vue: 'vue' },
  plugin: 'vue',
  app: `import { createSSRApp, defineComponent, h, ref, useTemplateRef } from 'vue';
    import { KbAssistant, useKbAssistant } from 'kb-assistant/vue';
    export const createApp = () => createSSRApp(defineComponent(() => {
      const { status } = useKbAssistant(useTemplateRef('assistant'));
      const open = ref(false);
      return () => h('main', null, [
        h('p', { 'data-testid': 'state' }, (open.value ? 'open' : 'closed') + ' ' + status.value),
        h(KbAssistant, { ref: 'assistant', apiUrl: '/api/chatkit', sessionUrl: '/api/chatkit/session',
          chatkitSrc: '/chatkit-local/chatkit.js', heading: 'Rendered', class: 'corner', id: 'help',
          prompts: [{ label: 'Hello', prompt: 'Hello' }],
          open: open.value, 'onUpdate:open': (now) => (open.value = now) },
          () => h('p', { slot: 'footer' }, 'Footer'))]);
    }));`,
  client: `import { createApp } from './app.js';
    createApp().mount('#app');`,
  server: `import { renderToString } from 'vue/server-renderer';
    import { createApp } from './app.js';
    export const render = () => renderToString(createApp());`,
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each([
  { name: 'React 19', ...REACT },
  { name: 'React 18', ...REACT, packages: { react: 'react-18', 'react-dom': 'react-dom-18' } },
  { name: 'Vue', ...VUE },
])('a page that a server renders with $name', ({ packages, plugin, app, client, server }) => {
  const folder = dataFolder();
  let markup = '';
  let served: Awaited<ReturnType<typeof serveApp>>;

  beforeAll(async () => {
    const created = new NewApp(folder.path);
    for (const [name, installed] of Object.entries(packages)) {
      created.link(name, `examples/${plugin}/node_modules/${installed}`);
    }
    created.write({ 'app.js': app, 'client.js': client, 'server.js': server, 'package.json': '{"type":"module"}' });
    const alias = Object.fromEntries(
      Object.keys(packages).map((name) => [name, realpathSync(join(folder.path, 'node_modules', name))]),
    );
    created.write({
      'vite.config.js': `export default ({ isSsrBuild }) => ({
        build: {
          rolldownOptions: {
            input: isSsrBuild ? 'server.js' : 'client.js',
            output: { entryFileNames: '[name].js' },
          },
        },
        // What Vue's plugin would say.
        define: {
          __VUE_OPTIONS_API__: true,
          __VUE_PROD_DEVTOOLS__: false,
          __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: true,
        },
        // React 18 stands in the workspace beside React 19, and would find that one.
        resolve: { alias: ${JSON.stringify(alias)} },
        ssr: { noExternal: true },
      });`,
    });
    // Only in development do they tell what does not fit.
    await created.build('--ssr --outDir server --mode development', 'development');
    await created.build('--outDir client --mode development', 'development');
    const { render } = (await import(pathToFileURL(join(folder.path, 'server/server.js')).href)) as {
      render(): string | Promise<string>;
    };
    markup = await render();
    const site = new Hono()
      .get('/', (context) =>
        context.html(
          `<!doctype html><html lang="en"><title>Page</title><link rel="icon" href="data:," />
           <body><div id="app">${markup}</div><script type="module" src="/client.js"></script>`,
        ),
      )
      .use(serveStatic({ root: join(folder.path, 'client') }));
    served = await serveApp(
      createApp({
        secret: 's'.repeat(32),
        store: memoryStore(),
        site,
        async *agent({ text }) {
          yield `You asked: ${text}`;
        },
      }),
    );
  }, 120_000);
  afterAll(async () => {
    await served?.stop();
    folder.remove();
  });

  it('has the element in it, with what belongs to HTML', () => {
    expect(markup).toMatch(/<kb-assistant[^>]* class="corner"[^>]*>.*Footer.*<\/kb-assistant>/);
    expect(markup).toContain('id="help"');
    expect(markup).not.toContain('api/chatkit');
  });

  it('is taken over by the browser, which has nothing to complain of', async () => {
    const { page, context, mishaps } = await visitor(browser, served.url, { viewport: { width: 1280, height: 900 } });
    await page.goto('/');
    await page.evaluate(() => Object.assign(window, { rendered: document.querySelector('kb-assistant') }));
    const assistant = new Assistant(page);
    await assistant.open();
    await page.getByTestId('state').filter({ hasText: 'open ready' }).waitFor();
    await assistant.ask('Are you there?');
    await assistant.log.getByText('You asked: Are you there?').waitFor();
    expect(
      await page.evaluate(() => document.querySelector('kb-assistant') === (window as { rendered?: Element }).rendered),
    ).toBe(true);
    expect(mishaps.console.filter((each) => !each.startsWith('Lit is in dev mode'))).toEqual([]);
    await context.close();
  });
});
