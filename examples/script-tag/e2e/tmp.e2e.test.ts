import { memoryStore } from '@kb-assistant/chat-server/memory';
import { Hono } from 'hono';
import { it } from 'vitest';
import { createHash } from 'node:crypto';
import { createApp } from '../../server/src/app.ts';
import { Assistant, launchBrowser, serveApp, visitor } from '../../server/e2e/support.ts';
it('x', async () => {
  const browser = await launchBrowser();
  const app = new Hono();
  const help = await serveApp(app);
  const site = new Hono();
  let tag = '', policy = '';
  site.get('/', (c) => c.html(`<!doctype html><title>x</title><link rel=icon href="data:,">${tag}`, 200, { 'content-security-policy': policy }));
  const shop = await serveApp(site);
  app.route('/', createApp({ secret: 'e2e '.repeat(12), store: memoryStore(), site: new Hono(), allowedOrigins: [shop.url], async *agent({ text }) { yield `You asked: ${text}`; } }));
  const text = await (await fetch(help.url + '/kb-assistant.js')).text();
  const hash = 'sha384-' + createHash('sha384').update(text).digest('base64');
  const attrs = `data-api-url="${help.url}/api/chatkit" data-session-url="${help.url}/api/chatkit/session" data-chatkit-src="${help.url}/chatkit-local/chatkit.js"`;
  const cases: Record<string, [string, string]> = {
    nonceOnly: [`<script async nonce="abc" src="${help.url}/kb-assistant.js" ${attrs}></script>`, `default-src 'none'; script-src 'nonce-abc'; connect-src ${help.url}; img-src data:`],
    strictDynamic: [`<script async nonce="abc" src="${help.url}/kb-assistant.js" ${attrs}></script>`, `default-src 'none'; script-src 'nonce-abc' 'strict-dynamic'; connect-src ${help.url}; img-src data:`],
    integrity: [`<script async integrity="${hash}" crossorigin="anonymous" src="${help.url}/kb-assistant.js" ${attrs}></script>`, ''],
    module: [`<script type="module" src="${help.url}/kb-assistant.js" ${attrs}></script>`, ''],
    twice: [`<script async src="${help.url}/kb-assistant.js" ${attrs}></script><script async src="${help.url}/kb-assistant.js" ${attrs}></script>`, ''],
  };
  for (const [name, [t, p]] of Object.entries(cases)) {
    tag = t; policy = p;
    const { page, context, mishaps } = await visitor(browser, shop.url);
    await page.goto('/');
    const a = new Assistant(page);
    try { await a.launcher.click({ timeout: 3000 }); await a.composer.waitFor({ timeout: 3000 }); await a.ask('Hi'); await a.log.getByText('You asked: Hi').waitFor({ timeout: 3000 }); console.log(name, 'OK', await a.host.count(), mishaps.console); } catch (e) { console.log(name, 'FAIL', await a.host.count(), String(e).slice(0, 100), mishaps.console); }
    await context.close();
  }
  await browser.close(); await shop.stop(); await help.stop();
}, 60000);
