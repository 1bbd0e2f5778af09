import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Agent } from '@kb-assistant/chat-server';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { createHelpCenter } from '@kb-assistant/example-help-center';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../src/app.ts';
import { Assistant, launchBrowser, serveApp, visitor } from './support.ts';

const secret = 'a secret of more than thirty-two bytes';
const { site } = createHelpCenter(join(import.meta.dirname, '../../../docs'));
const THIRD_PARTY = 'https://third-party.test/chatkit.js';

let browser: Browser;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((app) => app.stop()));
});
afterAll(() => browser?.close());

async function serve(agent: Agent): Promise<string> {
  const app = await serveApp(createApp({ secret, agent, store: memoryStore(), site }));
  running.push(app);
  return app.url;
}

const echo: Agent = async function* (turn) {
  yield `You asked: ${turn.text}`;
};

/** A page of the site that holds nothing but an assistant. */
async function ownPage(
  context: BrowserContext,
  attributes: string,
  headers: Record<string, string> = {},
): Promise<void> {
  const body =
    '<!doctype html><html lang="en"><title>A page</title><h1>A page</h1><script async src="/kb-assistant.js"></script>' +
    `<kb-assistant ${attributes}></kb-assistant></html>`;
  await context.route('**/own-page', (route) => route.fulfill({ body, headers, contentType: 'text/html' }));
}

const SERVERS = 'api-url="/api/chatkit" session-url="/api/chatkit/session"';
const LOCAL = `${SERVERS} chatkit-src="/chatkit-local/chatkit.js"`;

describe('consent that is required', () => {
  const storedIn = (page: Page): Promise<number> =>
    page.evaluate(async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length);

  it('withheld: no request to anybody else, none to the servers, no cookie, nothing stored', async () => {
    const url = await serve(echo);
    const { page, context, mishaps } = await visitor(browser, url);
    const asked: string[] = [];
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await ownPage(context, `consent="required" open preload="eager" ${SERVERS} chatkit-src="${THIRD_PARTY}"`);
    await page.goto('/own-page');
    // The page opens the panel by itself, and somebody comes near the launcher.
    const { launcher, panel } = new Assistant(page);
    await launcher.hover();
    const question = panel.getByRole('alertdialog');
    await question.getByText('third-party.test').waitFor();
    expect(mishaps.foreign).toEqual([]);
    expect(asked.filter((path) => path.startsWith('/api'))).toEqual([]);
    expect(await storedIn(page)).toBe(0);
    expect(await context.cookies()).toEqual([]);

    await question.getByRole('button', { name: 'Not now' }).click();
    await panel.waitFor({ state: 'hidden' });
    expect([mishaps.foreign, await storedIn(page), await context.cookies()]).toEqual([[], 0, []]);
    await context.close();
  });

  it('given in the panel: the chat comes, and is there by itself on the next page', async () => {
    const url = await serve(echo);
    const { page, context, mishaps } = await visitor(browser, url);
    await ownPage(context, `consent="required" open ${LOCAL}`);
    await page.goto('/own-page');
    const assistant = new Assistant(page);
    await assistant.panel.getByRole('button', { name: 'Start' }).click();
    await assistant.composer.waitFor();
    await assistant.ask('Hello');
    await assistant.answered();
    expect((await context.cookies()).map(({ name }) => name)).toEqual(['kb_visitor']);
    await page.reload();
    await assistant.log.getByText('You asked: Hello').waitFor();
    expect(mishaps).toEqual({ foreign: [], console: [] });
    await context.close();
  });

  it('given by opening: the third party is asked then, and not before', async () => {
    const url = await serve(echo);
    const { page, context, mishaps } = await visitor(browser, url);
    await context.route(THIRD_PARTY, (route) => route.fulfill({ status: 404 }));
    await ownPage(context, `consent="required" ${SERVERS} chatkit-src="${THIRD_PARTY}"`);
    await page.goto('/own-page');
    await new Assistant(page).launcher.hover();
    await page.waitForFunction(() => customElements.get('kb-assistant'));
    expect(mishaps.foreign).toEqual([]);
    await Promise.all([page.waitForRequest(THIRD_PARTY), new Assistant(page).launcher.click()]);
    expect(mishaps.foreign).toContain(THIRD_PARTY);
    await context.close();
  });
});

describe('a page that opens the panel itself', () => {
  const visit = async () => {
    const { page, context, mishaps } = await visitor(browser, await serve(echo));
    await context.route(THIRD_PARTY, (route) => route.fulfill({ status: 404 }));
    await ownPage(context, `consent="required" ${SERVERS} chatkit-src="${THIRD_PARTY}"`);
    await page.goto('/own-page');
    return { page, context, mishaps, assistant: new Assistant(page) };
  };

  it('in answer to a click on a button of its own has the agreement of who clicked', async () => {
    const { page, context, assistant } = await visit();
    await page.evaluate(() => {
      const button = document.createElement('button');
      button.textContent = 'Ask us';
      button.onclick = () => window.kbAssistant!.push(['show']);
      document.body.prepend(button);
    });
    // The first call fetches the element; from then on it is there to be opened.
    await assistant.launcher.hover();
    await page.waitForFunction(() => customElements.get('kb-assistant'));
    await Promise.all([page.waitForRequest(THIRD_PARTY), page.getByRole('button', { name: 'Ask us' }).click()]);
    await context.close();
  });

  it.each([
    ['before the element is there', false],
    ['and is there already', true],
  ])('shortly after a click that meant something else has nobody’s agreement, %s', async (_, early) => {
    const { page, context, mishaps, assistant } = await visit();
    if (early) {
      await assistant.launcher.hover();
      await page.waitForFunction(() => customElements.get('kb-assistant'));
    }
    await page.getByRole('heading', { name: 'A page' }).click();
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          setTimeout(() => {
            document.querySelector('kb-assistant')!.setAttribute('open', '');
            resolve();
          });
        }),
    );
    await assistant.panel.getByRole('alertdialog').getByText('third-party.test').waitFor();
    expect(mishaps.foreign).toEqual([]);
    await context.close();
  });
});

describe('two tabs of a visitor', () => {
  /** Resolves when a page has the assistant by itself, and that one hears the other tabs. */
  const isThere = async (page: Page): Promise<void> => {
    await page.waitForFunction(() => customElements.get('kb-assistant'));
    await new Assistant(page).host.evaluate(
      (host: HTMLElement & { updateComplete: Promise<unknown> }) => host.updateComplete,
    );
  };

  it('agree on the conversation and on what is unread', async () => {
    const url = await serve(echo);
    const { page, context } = await visitor(browser, url);
    await ownPage(context, LOCAL);
    const other = await context.newPage();
    await Promise.all([page.goto('/own-page'), other.goto('/own-page')]);
    const [here, there] = [new Assistant(page), new Assistant(other)];
    // The other tab has the assistant, and nobody has opened it there.
    await there.launcher.hover();
    await other.waitForFunction(() => customElements.get('kb-assistant'));

    await here.open();
    await here.ask('the first question');
    await here.answered();
    const badge = there.host.locator('[part~=badge]');
    await badge.filter({ hasText: '1' }).waitFor();

    await there.open();
    await there.log.getByText('You asked: the first question').waitFor();
    expect(await badge.isVisible()).toBe(false);

    // With both open, an answer that ends in one shows in the other.
    await there.ask('the second question');
    await here.log.getByText('You asked: the second question').waitFor();

    // A new chat in one is one in the other.
    await there.panel.getByRole('button', { name: 'New chat' }).first().click();
    await here.log.getByText('You asked: the second question').waitFor({ state: 'detached' });
    await context.close();
  });

  it('badge one that was there before, and where nobody came near the assistant, when one comes back to it', async () => {
    let end = (): void => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    const url = await serve(async function* () {
      yield 'It begins';
      await ended;
      yield ', and ends';
    });
    const { page, context } = await visitor(browser, url);
    await ownPage(context, LOCAL);
    const other = await context.newPage();
    await Promise.all([page.goto('/own-page'), other.goto('/own-page')]);
    const [here, there] = [new Assistant(page), new Assistant(other)];
    await there.launcher.waitFor();
    await here.open();
    await here.ask('a question');
    await here.log.getByText('It begins').waitFor();

    // What a browser says of a tab that is come back to.
    await other.evaluate(() => window.dispatchEvent(new Event('focus')));
    await isThere(other);
    end();
    await there.host.locator('[part~=badge]').filter({ hasText: '1' }).waitFor();
    await context.close();
  });

  it('badge a page that was opened from the site meanwhile, where nobody came near the assistant', async () => {
    const url = await serve(echo);
    const { page, context } = await visitor(browser, url);
    await ownPage(context, LOCAL);
    await page.goto('/own-page');
    const here = new Assistant(page);
    await here.open();
    await here.ask('the first question');
    await here.answered();

    const other = await context.newPage();
    await other.goto('/own-page', { referer: page.url() });
    await isThere(other);
    const there = new Assistant(other);
    await here.ask('the second question');
    await there.host.locator('[part~=badge]').filter({ hasText: '1' }).waitFor();
    await context.close();
  });
});

describe('diagnose()', () => {
  interface Report {
    verdict: string;
    checks: { id: string; verdict: string; found: string; fix?: string; code?: string }[];
    text: string;
  }
  const diagnose = async (page: Page): Promise<Report> => {
    await page.goto('/own-page');
    await new Assistant(page).launcher.hover();
    await page.waitForFunction(() => customElements.get('kb-assistant'));
    return page
      .locator('kb-assistant')
      .evaluate((element: HTMLElement & { diagnose(options: object): Promise<Report> }) =>
        element.diagnose({ print: false, ask: 'Hello' }),
      );
  };
  const find = ({ checks }: Report, id: string) => checks.find((check) => check.id === id);

  it('finds nothing wrong with a server that is as it should be, and asks it a question', async () => {
    const { page, context } = await visitor(browser, await serve(echo));
    await ownPage(context, LOCAL);
    const report = await diagnose(page);
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(find(report, 'stream')?.found).toMatch(/First byte after \d+ ms/);
    const history = await page.evaluate(() =>
      fetch('/api/chatkit/session', { method: 'POST' })
        .then((response) => response.json() as Promise<{ client_secret: string }>)
        .then(({ client_secret }) =>
          fetch('/api/chatkit', {
            method: 'POST',
            headers: { authorization: `Bearer ${client_secret}`, 'content-type': 'application/json' },
            body: '{"type":"threads.list","params":{}}',
          }),
        )
        .then((response) => response.json() as Promise<{ data: unknown[] }>),
    );
    expect(history.data, 'the conversation is deleted again').toEqual([]);
    await context.close();
  });

  it('says what is wrong with a broken one, and where to start', async () => {
    const { page, context } = await visitor(browser, await serve(echo));
    await ownPage(context, LOCAL);
    await context.route('**/api/chatkit/session', (route) =>
      route.fulfill({ body: '<!doctype html><title>Sign in</title>', contentType: 'text/html' }),
    );
    const report = await diagnose(page);
    expect(find(report, 'session-answer')).toMatchObject({ verdict: 'fail', code: 'session-html' });
    expect(report.text).toMatch(/^kb-assistant: 1 problem\. Start with: Session\.\n/);
    await context.close();
  });

  it('says which directive of a content security policy refuses what', async () => {
    const { page, context } = await visitor(browser, await serve(echo));
    await ownPage(context, `api-url="https://chat.test/api" chatkit-src="${THIRD_PARTY}"`, {
      'content-security-policy': "script-src 'self'; connect-src 'self'",
    });
    const report = await diagnose(page);
    expect(find(report, 'policy')).toMatchObject({ verdict: 'fail', code: 'renderer-blocked' });
    expect(find(report, 'policy')?.found).toContain('script-src');
    expect(find(report, 'chat')?.fix).toContain('Add https://chat.test to connect-src');
    await context.close();
  });

  it('tells a server that lets no other origin read from one that is not there, as the doctor does', async () => {
    const [url, elsewhere] = [await serve(echo), await serve(echo)];
    const { page, context } = await visitor(browser, url);
    await ownPage(context, `api-url="${elsewhere}/api/chatkit" chatkit-src="/chatkit-local/chatkit.js"`);
    expect(find(await diagnose(page), 'chat')).toMatchObject({
      verdict: 'fail',
      found: expect.stringMatching(/does not let a page|not say why/) as string,
      fix: expect.stringContaining(`doctor --api-url ${elsewhere}/api/chatkit --origin ${url}`) as string,
    });

    const bin = join(import.meta.dirname, '../../../packages/assistant/dist/cli/main.js');
    const doctor = (...args: string[]) =>
      promisify(execFile)(process.execPath, [bin, 'doctor', '--json', ...args]).then(
        ({ stdout }) => ({ code: 0, report: JSON.parse(stdout) as Report }),
        ({ code, stdout }: { code: number; stdout: string }) => ({ code, report: JSON.parse(stdout) as Report }),
      );
    const endpoints = ['--session-url', `${elsewhere}/api/chatkit/session`, '--api-url', `${elsewhere}/api/chatkit`];
    const refused = await doctor(...endpoints, '--origin', url);
    expect([refused.code, find(refused.report, 'session')?.verdict]).toEqual([1, 'fail']);
    const own = await doctor(...endpoints, '--ask', 'Hello');
    expect([own.code, own.report.checks.filter(({ verdict }) => verdict !== 'pass')]).toEqual([0, []]);
    await context.close();
  });
});
