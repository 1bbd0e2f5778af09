import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AgentServers } from './agent-servers.ts';
import { Assistant, launchBrowser, visitor } from './support.ts';

let browser: Browser;
let servers: AgentServers<typeof import('./path-agents.ts')>;
beforeAll(async () => {
  [browser, servers] = await Promise.all([
    launchBrowser(),
    AgentServers.start<typeof import('./path-agents.ts')>(join(import.meta.dirname, 'path-agents.ts')),
  ]);
});
afterEach(() => servers.set({ aheadMs: 0, fails: true }));
afterAll(async () => {
  await browser?.close();
  await servers?.stop();
});

const message = (text: string) => ({
  content: [{ type: 'input_text', text }],
  attachments: [],
  inference_options: {},
});

/** A visitor without a browser: a cookie and a session. */
async function signIn(url: string) {
  const response = await fetch(`${url}/api/chatkit/session`, { method: 'POST' });
  const cookie = response.headers.getSetCookie()[0] ?? '';
  const session = (await response.json()) as {
    client_secret: string;
    session_id: string;
    expires_at: number;
    expires_in: number;
  };
  const ask = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/chatkit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${session.client_secret}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { cookie, session, ask };
}

const threadIdOf = (events: string): string => /"id":"(thr_[^"]+)"/.exec(events)?.[1] ?? '';

describe('stopping and failing', () => {
  it('stops an answer, keeps what had come, and goes on', async () => {
    const { page, context } = await visitor(browser, servers.url('endless'));
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('Tell me everything');
    await assistant.log.getByText('It begins').waitFor();
    await assistant.stop.click();
    await assistant.answered();
    await page.reload();
    await assistant.log.getByText('It begins').waitFor();
    await context.close();
  });

  it('says that an answer failed, and tries again', async () => {
    const { page, context } = await visitor(browser, servers.url('flaky'));
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('the story');
    const retry = assistant.panel.getByText('Try again');
    await retry.waitFor();
    expect(await assistant.panel.innerText()).not.toContain('hunter2');
    await servers.set({ fails: false });
    await retry.click();
    await assistant.log.getByText('Half of it and the rest of the story').waitFor();
    expect(await assistant.log.getByText('the story', { exact: true }).count()).toBe(1);
    await context.close();
  });

  it('shows hostile Markdown as what it is, and runs none of it', async () => {
    const { page, context } = await visitor(browser, servers.url('hostile'));
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('Hello');
    await assistant.log.getByText('done.').waitFor();
    await assistant.answered();
    const links = await assistant.log.locator('a').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    expect(links.filter((href) => /^\s*javascript:/i.test(href))).toEqual([]);
    expect(await assistant.log.locator('script, [onerror], [onclick]').count()).toBe(0);
    expect(await page.evaluate(() => (window as { hacked?: number }).hacked)).toBeUndefined();
    await context.close();
  });
});

describe('the session behind it', () => {
  it('is a signed token of ten minutes for a visitor known by an HttpOnly cookie', async () => {
    const { cookie, session } = await signIn(servers.url('echo'));
    expect(cookie).toMatch(/^kb_visitor=.+; HttpOnly; SameSite=Lax/);
    expect(600 - session.expires_in).toBeLessThan(2);
    expect(session.session_id).toMatch(/^ses_/);
    expect(session.client_secret.split('.')).toHaveLength(3);
  });

  it('is renewed when it ran out on the server, without the person noticing', async () => {
    const url = servers.url('echo');
    const { page, context, mishaps } = await visitor(browser, url);
    const answers: [string, number][] = [];
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith('/api/chatkit'))
        answers.push([pathname.replace('/api/chatkit', '') || '/', response.status()]);
    });
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('first');
    await assistant.log.getByText('You asked: first').waitFor();
    await assistant.answered();
    answers.length = 0;
    await servers.set({ aheadMs: 11 * 60_000 });
    await assistant.ask('second');
    await assistant.log.getByText('You asked: second').waitFor();
    expect(answers.slice(0, 3)).toEqual([
      ['/', 401],
      ['/session', 200],
      ['/', 200],
    ]);
    expect(await assistant.log.getByText('second', { exact: true }).count()).toBe(1);
    // The browser itself notes the 401; nothing else is said.
    expect(mishaps.console.filter((text) => !text.includes('401'))).toEqual([]);
    await context.close();
  });

  it('is renewed before it runs out', async () => {
    const { page, context } = await visitor(browser, servers.url('echo'));
    await page.clock.install();
    let sessions = 0;
    const refused: string[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('/session')) sessions += 1;
      if (response.status() === 401) refused.push(response.url());
    });
    await page.goto('/');
    const assistant = new Assistant(page);
    await assistant.open();
    await assistant.ask('first');
    await assistant.log.getByText('You asked: first').waitFor();
    await assistant.answered();
    expect(sessions).toBe(1);
    await page.clock.fastForward('09:30');
    await assistant.ask('second');
    await assistant.log.getByText('You asked: second').waitFor();
    expect([sessions, refused]).toEqual([2, []]);
    await context.close();
  });
});

describe('the chat server behind it', () => {
  it('shows nobody the thread of somebody else, in any request', async () => {
    const url = servers.url('echo');
    const owner = await signIn(url);
    const stranger = await signIn(url);
    const events = await (await owner.ask({ type: 'threads.create', params: { input: message('mine') } })).text();
    const thread_id = threadIdOf(events);
    const item_id = /"id":"(msg_[^"]+)"/.exec(events)?.[1] ?? '';
    const requests = [
      { type: 'threads.get_by_id', params: { thread_id } },
      { type: 'threads.update', params: { thread_id, title: 'Taken over' } },
      { type: 'threads.delete', params: { thread_id } },
      { type: 'items.list', params: { thread_id } },
      { type: 'items.feedback', params: { thread_id, item_ids: [item_id], kind: 'positive' } },
      { type: 'threads.add_user_message', params: { thread_id, input: message('hi') } },
      { type: 'threads.retry_after_item', params: { thread_id, item_id } },
    ];
    for (const request of requests) {
      const refused = await stranger.ask(request);
      const missing = await stranger.ask({ ...request, params: { ...request.params, thread_id: 'thr_none' } });
      expect([request.type, refused.status]).toEqual([request.type, 404]);
      expect(await refused.json()).toEqual(await missing.json());
    }
    expect(await (await stranger.ask({ type: 'threads.list' })).json()).toEqual({ data: [], has_more: false });
    expect(await (await owner.ask(requests[0])).json()).toMatchObject({ id: thread_id, title: 'mine' });
  });

  it.each<[string, unknown, Record<string, string>, number, string]>([
    ['no token', { type: 'threads.list' }, { authorization: '' }, 401, 'token-missing'],
    ['a forged token', { type: 'threads.list' }, { authorization: 'Bearer a.b.c' }, 401, 'token-invalid'],
    ['broken JSON', '{"type":', {}, 400, 'malformed-json'],
    ['an unknown type', { type: 'threads.explode' }, {}, 400, 'unknown-request-type'],
    ['a missing field', { type: 'threads.get_by_id', params: {} }, {}, 400, 'invalid-request'],
    ['a body over the limit', `"${'x'.repeat(2 ** 20)}"`, {}, 413, 'body-too-large'],
    ['text', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported-content-type'],
  ])('answers %s in words, and goes on', async (_, body, headers, status, code) => {
    const { ask } = await signIn(servers.url('echo'));
    const response = await ask(body, headers);
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ error: { code, message: expect.any(String) } });
    expect(text).not.toMatch(/at .*\.ts|node_modules/);
    if (code === 'invalid-request') expect(text).toContain('params.thread_id');
    expect((await ask({ type: 'threads.list' })).status).toBe(200);
  });

  it('refuses a token that ran out', async () => {
    const { ask } = await signIn(servers.url('echo'));
    await servers.set({ aheadMs: 11 * 60_000 });
    const response = await ask({ type: 'threads.list' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: 'token-expired' } });
  });

  it('says that it is well', async () => {
    const response = await fetch(`${servers.url('echo')}/api/chatkit/health`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });
});
