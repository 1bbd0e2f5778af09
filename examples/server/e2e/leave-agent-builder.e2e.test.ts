import { memoryStore } from '@kb-assistant/chat-server/memory';
import { anonymousVisitor, createSessionHandler, type SessionIssuer, signedSessions } from '@kb-assistant/session';
import { openaiSessions } from '@kb-assistant/session/openai';
import { Hono } from 'hono';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeOpenAI } from '../../../packages/session/src/testing/fake-openai.ts';
import { createApp } from '../src/app.ts';
import { Assistant, launchBrowser, serveApp, visitor } from './support.ts';

const secret = 'a secret of more than thirty-two bytes';

/** Stands in for OpenAI's element, which comes from a CDN only: asks for a secret, and shows what it got. */
const official = `customElements.define('openai-chatkit', class extends HTMLElement {
  setOptions(options) { this.options = options; }
  async connectedCallback() {
    await null;
    this.dispatchEvent(new CustomEvent('chatkit.ready', { bubbles: true, composed: true }));
    this.textContent = 'Hosted chat with ' + await this.options.api.getClientSecret(null);
  }
  async focusComposer() {}
});`;

/** The page of the guide. All that changes on it is the address of the chat server, and where the element comes from. */
const pageOf = (added: string) => `<!doctype html><title>Help</title>
<script async src="/kb-assistant.js"></script>
<kb-assistant session-url="/api/chatkit/session" ${added}></kb-assistant>`;

let browser: Browser;
let openai: FakeOpenAI;
beforeAll(async () => {
  [browser, openai] = await Promise.all([launchBrowser(), FakeOpenAI.start()]);
});
afterAll(async () => {
  await browser?.close();
  await openai?.stop();
});

async function open(added: string, issuer: SessionIssuer) {
  const site = new Hono();
  site.get('/', (context) => context.html(pageOf(added)));
  site.get('/official.js', (context) => context.body(official, 200, { 'content-type': 'text/javascript' }));
  const app = createApp({
    secret,
    site,
    store: memoryStore(),
    agent: async function* (turn) {
      yield `You asked: ${turn.text}`;
    },
  });
  const sessions = createSessionHandler({ authenticate: anonymousVisitor({ secret }), issuer });
  const whole = new Hono();
  whole.post('/api/chatkit/session', ({ req }) => sessions(req.raw));
  whole.route('/', app);
  const server = await serveApp(whole);
  const { page, context } = await visitor(browser, server.url);
  await page.goto('/');
  const assistant = new Assistant(page);
  await assistant.launcher.click();
  return { assistant, close: async () => (await context.close(), server.stop()) };
}

describe('a page that leaves Agent Builder', () => {
  it("shows OpenAI's hosted chat, with a session of openaiSessions", async () => {
    const issuer = openaiSessions({ apiKey: openai.apiKey, workflow: 'wf_123', baseUrl: openai.url, warn: () => {} });
    const { assistant, close } = await open('chatkit-src="/official.js"', issuer);
    await assistant.panel.getByText(/^Hosted chat with \S+/).waitFor();
    expect(openai.calls).toEqual([
      { path: '/v1/chatkit/sessions', body: expect.objectContaining({ user: expect.stringMatching(/^visitor_/) }) },
    ]);
    await close();
  });

  it('answers from its own server with two lines changed there, and its address added here', async () => {
    const added = 'api-url="/api/chatkit" chatkit-src="/chatkit-local/chatkit.js"';
    const { assistant, close } = await open(added, signedSessions({ secret }));
    await assistant.panel.getByRole('textbox').fill('Hello');
    await assistant.panel.getByRole('textbox').press('Enter');
    await assistant.log.getByText('You asked: Hello').waitFor();
    await close();
  });
});
