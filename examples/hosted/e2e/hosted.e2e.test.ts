import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeOpenAI } from '../../../packages/session/src/testing/fake-openai.ts';
import { Assistant, launchBrowser, serveApp, visitor } from '../../server/e2e/support.ts';
import { createHosted } from '../src/app.ts';

/** Stands in for OpenAI's element: brings a style element along and asks for a secret as that one does, and shows what it was told. */
const OFFICIAL = `customElements.define('openai-chatkit', class extends HTMLElement {
  root = this.attachShadow({ mode: 'open' });
  setOptions(options) { this.options = options; }
  async connectedCallback() {
    const style = document.createElement('style');
    style.textContent = ':host { display: block; height: 100% }';
    const text = document.createElement('p');
    this.root.append(style, text);
    await null;
    this.dispatchEvent(new CustomEvent('chatkit.ready', { bubbles: true, composed: true }));
    this.secret = await this.options.api.getClientSecret(null);
    text.textContent = 'Hosted chat with ' + this.secret.slice(0, 3);
  }
  async focusComposer() {}
});`;
const CDN = 'https://cdn.platform.openai.com/**';

let browser: Browser;
let openai: FakeOpenAI;
let server: Awaited<ReturnType<typeof serveApp>>;

beforeAll(async () => {
  [browser, openai] = await Promise.all([launchBrowser(), FakeOpenAI.start()]);
  const { apiKey, url } = openai;
  server = await serveApp(createHosted({ apiKey, workflow: 'wf_123', secret: 'e2e '.repeat(12), openai: url }));
});
beforeEach(() => {
  openai.calls.length = 0;
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), openai?.stop()]);
});

async function visit() {
  const { page, context, mishaps } = await visitor(browser, server.url);
  await context.route(CDN, (route) => route.fulfill({ contentType: 'text/javascript', body: OFFICIAL }));
  await page.goto('/');
  return { page, context, mishaps, assistant: new Assistant(page) };
}

describe('a page with a hosted workflow', () => {
  it("shows OpenAI's chat with a session of the workflow, for this visitor", async () => {
    const { page, context, mishaps, assistant } = await visit();
    await assistant.launcher.click();
    await assistant.panel.getByText('Hosted chat with ek_').waitFor();
    expect(openai.calls).toEqual([
      {
        path: '/v1/chatkit/sessions',
        body: expect.objectContaining({
          user: expect.stringMatching(/^visitor_/),
          workflow: { id: 'wf_123' },
        }),
      },
    ]);
    // The page's policy lets in what a hosted chat needs, and no key has come to the page.
    expect(mishaps.console).toEqual([]);
    expect(mishaps.foreign.filter((url) => !url.startsWith('https://cdn.platform.openai.com/'))).toEqual([]);
    expect(await page.content()).not.toContain(openai.apiKey);
    await context.close();
  });

  it('asks for nothing of OpenAI before somebody opens it', async () => {
    const { assistant, context, mishaps } = await visit();
    await assistant.launcher.waitFor();
    expect(mishaps.foreign).toEqual([]);
    expect(openai.calls).toEqual([]);
    await context.close();
  });

  it('is the same visitor again after a reload', async () => {
    const { page, context, assistant } = await visit();
    await assistant.launcher.click();
    await assistant.panel.getByText('Hosted chat with ek_').waitFor();
    await page.reload();
    await assistant.panel.getByText('Hosted chat with ek_').waitFor();
    const users = openai.calls.map(({ body }) => body['user']);
    expect(users).toHaveLength(2);
    expect(users[1]).toBe(users[0]);
    await context.close();
  });

  it('says that OpenAI refuses, and not with which key', async () => {
    openai.troubles.push({ status: 401 });
    const response = await fetch(`${server.url}/api/chatkit/session`, { method: 'POST' });
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'upstream-refused' } });
    expect(text).not.toContain(openai.apiKey);
  });
});
