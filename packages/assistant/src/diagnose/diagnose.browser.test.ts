import { expect } from 'chai';
import '../define.ts';
import type { KbAssistant } from '../element/kb-assistant.ts';
import { FakeChatKit } from '../testing/fake-chatkit.ts';
import { mount, part, statusIs, unmountAll, until } from '../testing/mount.ts';
import type { Check, CheckId, Diagnosis } from './types.ts';

const SECRET = 'ek_the-secret-of-the-session-0123456789';
const original = window.fetch;
let answers: Record<string, () => Response | Promise<Response>> = {};

const json = (body: unknown, init?: ResponseInit) => () => Response.json(body, init);

beforeEach(() => {
  answers = {
    '/session': json({ client_secret: SECRET, expires_in: 600 }),
    '/api': json({ data: [], has_more: false }),
  };
  window.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, document.baseURI);
    const answer = answers[pathname];
    return answer ? answer() : original(input, init);
  };
});
afterEach(() => {
  unmountAll();
  window.fetch = original;
});

const find = ({ checks }: Diagnosis, id: CheckId): Check | undefined => checks.find((check) => check.id === id);
const examine = async (attributes = '', setup?: (assistant: KbAssistant) => void): Promise<Diagnosis> =>
  (await mount(`session-url="/session" ${attributes}`, setup)).diagnose({ print: false, deadlineMs: 2_000 });

describe('diagnose()', () => {
  it('finds nothing wrong where nothing is, and opens nothing', async () => {
    const assistant = await mount('session-url="/session" persist="local" chatkit-src="/chatkit.js"');
    const report = await assistant.diagnose({ print: false });
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).to.deep.equal([]);
    expect(report.checks.map(({ id }) => id)).to.deep.equal([
      'secure-page',
      'script',
      'element',
      'policy',
      'frame',
      'session',
      'session-answer',
      'chat',
      'chat-answer',
      'storage',
      'versions',
    ]);
    expect([report.verdict, assistant.open]).to.deep.equal(['pass', false]);
    expect(report.text).to.match(/^kb-assistant: nothing is wrong\.\nhttp:.*on this machine\n\n✓ Secure page/);
  });

  it('names the script that does not come', async () => {
    const report = await examine('chatkit-tag="not-there" chatkit-src="/nowhere/chatkit.js?key=hunter2-hunter2"');
    expect(find(report, 'script')).to.include({ verdict: 'fail', code: 'renderer-unreachable' });
    expect(report.text).to.match(/Start with: Chat script\./);
    expect(report.text).to.contain('docs/errors/renderer-unreachable.md').and.not.to.contain('hunter2-hunter2');
    expect(find(report, 'chat')?.verdict, 'and still looks at the rest').to.equal('pass');
  });

  it('names a frame that is silent', async () => {
    const { setTimeout: timer } = window;
    // The deadlines of the frame pass at once.
    window.setTimeout = ((run: () => void, ms?: number) =>
      timer(run, ms === 15_000 || ms === 10_000 ? 0 : ms)) as typeof setTimeout;
    try {
      FakeChatKit.habits.answers = 'never';
      const report = await examine();
      expect(find(report, 'frame')).to.include({ verdict: 'fail', code: 'frame-silent' });
      expect(find(report, 'frame')?.fix).to.contain('allow-list');
    } finally {
      window.setTimeout = timer;
    }
  });

  it('names a session endpoint that answers with a page', async () => {
    answers['/session'] = () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });
    const report = await examine();
    expect(find(report, 'session-answer')).to.include({ verdict: 'fail', code: 'session-html' });
    expect(find(report, 'chat'), 'which would refuse it anyway').to.equal(undefined);
  });

  it('names a chat server that answers with an error', async () => {
    answers['/api'] = json({ error: { code: 'store-unavailable', message: `for ${SECRET}` } }, { status: 503 });
    const report = await examine();
    expect(find(report, 'chat')?.found).to.match(/answered 503 \(store-unavailable/);
    expect(JSON.stringify(report)).not.to.contain(SECRET);
  });

  it('looks at what a sessionFetcher gives', async () => {
    const set = (sessionFetcher: unknown) => (assistant: KbAssistant) =>
      Object.assign(assistant, { sessionUrl: undefined, sessionFetcher });
    const examineFetcher = async (fetcher: unknown): Promise<Check | undefined> => {
      const assistant = await mount('', set(fetcher));
      return find(await assistant.diagnose({ print: false, deadlineMs: 200 }), 'session');
    };
    const { random } = Math;
    // The chat asks a fetcher that failed again, after a time of chance.
    Math.random = () => 0;
    try {
      expect((await examineFetcher(() => Promise.resolve(SECRET)))?.verdict).to.equal('pass');
      expect((await examineFetcher(() => Promise.resolve(null)))?.found).to.contain('gave null');
      expect((await examineFetcher(() => Promise.reject(new Error('no token'))))?.found).to.contain('no token');
    } finally {
      Math.random = random;
    }
  });

  it('tells what the page did not say', async () => {
    const assistant = await mount('api-url=""');
    const report = await assistant.diagnose({ print: false });
    expect(find(report, 'settings')).to.include({ verdict: 'fail', code: 'connection-missing' });
  });

  it('asks nobody anything without consent', async () => {
    let asked = 0;
    answers['/session'] = answers['/api'] = () => Response.json({ asked: (asked += 1) });
    const report = await examine('consent="required"');
    expect([find(report, 'consent')?.verdict, asked, FakeChatKit.made.length]).to.deep.equal(['warn', 0, 0]);
  });

  it('stands in the details of the failure, once somebody opens them, and tries nothing again', async () => {
    const assistant = await mount('api-url="" open');
    await statusIs(assistant, 'failed');
    const details = part(assistant, 'error').querySelector('details')!;
    details.open = true;
    await until(() => details.querySelector('pre')?.textContent?.includes('Start with: Settings.') ?? false);
    expect([assistant.status, details.open]).to.deep.equal(['failed', true]);
  });

  it('prints each line at its level, in a group that says where to start', async () => {
    answers['/api'] = json({}, { status: 404 });
    const printed: string[][] = [];
    const levels = ['group', 'info', 'warn', 'error', 'groupEnd'] as const;
    const originals = levels.map((level) => console[level]);
    const assistant = await mount('session-url="/session" open');
    await statusIs(assistant, 'ready');
    for (const level of levels)
      console[level] = (...words: unknown[]) => void printed.push([level, ...words.map(String)]);
    try {
      await assistant.diagnose();
    } finally {
      levels.forEach((level, index) => (console[level] = originals[index]!));
    }
    expect(printed[0]).to.deep.equal(['group', 'kb-assistant: 1 problem. Start with: Chat endpoint.']);
    expect(printed[2]?.[0]).to.equal('error');
    expect(printed[2]?.[1]).to.match(/^✗ Chat endpoint: POST \/api answered 404\.\n {2}→ Nothing answers there/);
    expect(printed.at(-1)).to.deep.equal(['groupEnd']);
  });
});

describe('a page whose policy refuses', () => {
  it('is told which directive, and what to add to it', async () => {
    const assistant = await mount('api-url="https://chat.example/api"');
    // As the browser tells it. A real policy could not be taken back from the page of these tests.
    document.dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        disposition: 'enforce',
        effectiveDirective: 'connect-src',
        violatedDirective: 'connect-src',
        originalPolicy: '',
        documentURI: location.href,
        statusCode: 200,
        blockedURI: 'https://chat.example/api',
      }),
    );
    window.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    const report = await assistant.diagnose({ print: false });
    expect(find(report, 'policy')?.fix).to.contain('connect-src https://chat.example');
    expect(find(report, 'chat')?.found).to.contain('refused by connect-src');
  });
});

describe('a server of another origin', () => {
  const chatOf = async (answersOthers: boolean): Promise<Check | undefined> => {
    window.fetch = (_, init) =>
      answersOthers && init?.mode === 'no-cors'
        ? Promise.resolve(new Response())
        : Promise.reject(new TypeError('Failed to fetch'));
    const assistant = await mount('api-url="https://other.example/api"');
    return find(await assistant.diagnose({ print: false }), 'chat');
  };

  it('that is there, and does not let the page read, is told how to', async () => {
    const check = await chatOf(true);
    expect(check?.found).to.contain('is there, and does not let a page');
    expect(check?.fix).to.contain(`Add "${location.origin}" to allowedOrigins`);
  });

  it('that may be there or not is better asked from a terminal', async () => {
    expect((await chatOf(false))?.fix).to.contain(`--api-url https://other.example/api --origin ${location.origin}`);
  });
});
