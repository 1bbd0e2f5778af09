import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Check, CheckId, Diagnosis } from '../diagnose/types.ts';
import { examine } from './doctor.ts';

const PAGE = 'https://www.example.com';
const SECRET = 'ek_this-is-the-session-secret-0123456789';

type Route = (request: IncomingMessage, response: ServerResponse) => unknown;

const running: Server[] = [];
const stop = async (): Promise<void> => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};
afterEach(stop);
afterAll(stop);

const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Route =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const page =
  (html: string, status = 200): Route =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end(html);

const cors = {
  'access-control-allow-origin': PAGE,
  'access-control-allow-credentials': 'true',
  'access-control-allow-headers': 'authorization, content-type',
};

/** As a server should be, for pages of another origin. */
const well: Record<'session' | 'chat' | 'options', Route> = {
  options: (_, response) => response.writeHead(204, cors).end(),
  session: json({ client_secret: SECRET, expires_in: 600 }, 200, cors),
  chat: (request, response) =>
    request.headers.authorization === `Bearer ${SECRET}`
      ? json({ data: [], has_more: false }, 200, cors)(request, response)
      : json(
          { error: { code: 'token-invalid', message: `No: ${request.headers.authorization}` } },
          401,
          cors,
        )(request, response),
};

async function serve(routes: Partial<typeof well> = {}): Promise<string> {
  const all = { ...well, ...routes };
  const listener: RequestListener = (request, response) => {
    if (request.method === 'OPTIONS') return all.options(request, response);
    return all[request.url === '/session' ? 'session' : 'chat'](request, response);
  };
  const server = createServer(listener);
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = async (
  routes: Partial<typeof well> = {},
  options: Parameters<typeof examine>[0] = {},
): Promise<Diagnosis> => {
  const url = await serve(routes);
  return examine({ sessionUrl: `${url}/session`, apiUrl: `${url}/chat`, origin: PAGE, deadlineMs: 5_000, ...options });
};
const find = ({ checks }: Diagnosis, id: CheckId): Check | undefined => checks.find((check) => check.id === id);

describe('the doctor', () => {
  it('finds nothing wrong with endpoints that are as they should be', async () => {
    const report = await ask();
    expect(report.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(report.checks.map(({ id }) => id)).toEqual([
      'session',
      'session-answer',
      'session-cors',
      'clock',
      'chat',
      'chat-answer',
      'chat-cors',
    ]);
    expect(report.text).toMatch(/^kb-assistant: nothing is wrong\./);
  });

  it.each<[string, Route, CheckId, RegExp, RegExp]>([
    ['a page', page('<!doctype html><title>Sign in</title>'), 'session-answer', /a page that begins/, /sign-in/],
    ['nothing', (_, r) => r.writeHead(200).end(), 'session-answer', /empty body/, /forgets to return/],
    ['a bare string', json('ek_0123456789'), 'session-answer', /"ek_0…"/, /into an object/],
    [
      'another field',
      json({ clientSecret: 'x'.repeat(40) }),
      'session-answer',
      /clientSecret \(string\)/,
      /client_secret/,
    ],
    ['no JSON', (_, r) => r.end('ok'), 'session-answer', /no JSON/, /Answer with JSON/],
    ['far too much', (_, r) => r.end(`"${'x'.repeat(1e6)}"`), 'session-answer', /more than 65536/, /session-url/],
    [
      'an end in milliseconds',
      json({ client_secret: SECRET, expires_at: Date.now() + 6e5 }, 200, cors),
      'session-answer',
      /milliseconds/,
      /in seconds/,
    ],
    [
      'an end in the past',
      json({ client_secret: SECRET, expires_at: 1_000_000 }, 200, cors),
      'session-answer',
      /run out|ago/,
      /cache/,
    ],
    ['no end', json({ client_secret: SECRET }, 200, cors), 'session-answer', /does not say how long/, /expires_in/],
    ['404', json({ error: 'Not found' }, 404), 'session', /answered 404 \(Not found\)/, /\/api\/chatkit\/session/],
    ['405', page('', 405), 'session', /answered 405/, /takes no POST/],
    ['401', json({ message: 'Who?' }, 401), 'session', /answered 401 \(Who\?\)/, /sign in first/],
    ['500', page('<title>Oops</title>', 500), 'session', /500 \(a page titled "Oops"\)/, /log of the server/],
  ])(
    'says what is wrong and what to do with a session endpoint that answers %s',
    async (_, session, id, found, fix) => {
      const report = await ask({ session });
      const check = find(report, id);
      expect(check?.verdict).toMatch(/warn|fail/);
      expect(check?.found).toMatch(found);
      expect(check?.fix).toMatch(fix);
      if (check?.verdict === 'fail') expect(report.text).toMatch(/Start with: Session/);
    },
  );

  it('names a sign-in that a request is sent to, and blames no header for it', async () => {
    const session: Route = (_, response) => response.writeHead(302, { location: '/sign-in' }).end();
    const report = await ask({ session, chat: page('<!doctype html><title>Sign in</title>') });
    expect(find(report, 'session-answer')?.found).toMatch(/It was redirected to .*\/sign-in\. .*with a page/);
    expect(find(report, 'session-cors')?.verdict).toBe('pass');
    expect(report.text).toMatch(/Start with: Session\./);
  });

  it('tells a proxy from the server behind it', async () => {
    const report = await ask({ chat: page('<title>502 Bad Gateway</title>', 502) });
    expect(find(report, 'chat')?.fix).toMatch(/A proxy answered/);
    expect(report.checks.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual(['chat']);
  });

  it('does not blame the chat server for a session that is missing', async () => {
    const report = await ask({ session: page('', 404) });
    expect(find(report, 'chat')).toMatchObject({
      verdict: 'pass',
      found: expect.stringContaining('lets nobody in') as string,
    });
  });

  it.each<[string, Route, CheckId, RegExp, RegExp]>([
    [
      '401',
      json({ error: { code: 'token-invalid', message: 'Bad signature' } }, 401, cors),
      'chat',
      /token-invalid: Bad signature/,
      /same secret/,
    ],
    ['404', page('', 404), 'chat', /answered 404/, /api-url right in its path/],
    [
      '400',
      json({ error: { code: 'unknown-request-type', message: 'What?' } }, 400),
      'chat',
      /unknown-request-type/,
      /protocol of ChatKit/,
    ],
    ['a page', page('<!doctype html>'), 'chat-answer', /A page came back/, /single-page app/],
    [
      'a stream',
      (_, r) => r.writeHead(200, { 'content-type': 'text/event-stream' }).end(),
      'chat-answer',
      /text\/event-stream/,
      /application\/json/,
    ],
    ['another protocol', json({ reply: 'Hello' }), 'chat-answer', /no list of conversations/, /createChatServer/],
  ])('says what is wrong and what to do with a chat server that answers %s', async (_, chat, id, found, fix) => {
    const check = find(await ask({ chat }), id);
    expect(check).toMatchObject({
      verdict: 'fail',
      found: expect.stringMatching(found) as string,
      fix: expect.stringMatching(fix) as string,
    });
  });

  it('names a server that does not run, a name that does not exist, and one that is silent', async () => {
    const url = await serve();
    await stop();
    expect(find(await examine({ apiUrl: `${url}/chat` }), 'chat')?.found).toMatch(/was refused: nothing listens/);
    expect(find(await ask({ chat: () => {} }, { deadlineMs: 300 }), 'chat')?.found).toMatch(/no answer in time/);
    const halfway: Route = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{');
    expect(find(await ask({ chat: halfway }, { deadlineMs: 300 }), 'chat')?.found).toMatch(
      /began to answer, and did not end/,
    );
  });

  it.each<[string, Route, RegExp]>([
    ['answers OPTIONS with 404', page('', 404), /OPTIONS, which a browser sends first, answered 404/],
    ['says nothing of origins', (_, r) => r.writeHead(204).end(), /no Access-Control-Allow-Origin/],
    [
      'allows another origin',
      (_, r) => r.writeHead(204, { ...cors, 'access-control-allow-origin': `${PAGE}/` }).end(),
      /allows "https:\/\/www.example.com\/" only/,
    ],
    [
      'allows everybody',
      (_, r) => r.writeHead(204, { ...cors, 'access-control-allow-origin': '*' }).end(),
      /counts for nothing where cookies/,
    ],
    [
      'wants no cookies',
      (_, r) => r.writeHead(204, { ...cors, 'access-control-allow-credentials': 'false' }).end(),
      /lacks Access-Control-Allow-Credentials/,
    ],
    [
      'allows no JSON',
      (_, r) => r.writeHead(204, { ...cors, 'access-control-allow-headers': '*' }).end(),
      /Access-Control-Allow-Headers lacks content-type/,
    ],
  ])('says why a browser would not let a page of another origin ask where the server %s', async (_, options, found) => {
    const check = find(await ask({ options }), 'session-cors');
    expect(check).toMatchObject({
      verdict: 'fail',
      found: expect.stringMatching(found) as string,
      fix: expect.stringContaining('allowedOrigins') as string,
    });
  });

  it('wants the header of the answer as well, which is forgotten most often', async () => {
    const check = find(await ask({ session: json({ client_secret: SECRET, expires_in: 600 }) }), 'session-cors');
    expect(check?.found).toMatch(/the answer to POST has no Access-Control-Allow-Origin/);
  });

  it('names a cookie that does not come back from another site', async () => {
    const headers = { ...cors, 'set-cookie': 'kb_visitor=abc; HttpOnly; SameSite=Lax' };
    const check = find(
      await ask({ session: json({ client_secret: SECRET, expires_in: 600 }, 200, headers) }),
      'session-cors',
    );
    expect(check).toMatchObject({ verdict: 'warn', found: expect.stringContaining('"kb_visitor"') as string });
  });

  it('tells by how much two clocks differ', async () => {
    const late = { ...cors, date: new Date(Date.now() - 3_600_000).toUTCString() };
    const check = find(await ask({ session: json({ client_secret: SECRET, expires_in: 600 }, 200, late) }), 'clock');
    expect(check).toMatchObject({
      verdict: 'warn',
      found: expect.stringMatching(/This clock is 3[56]\d\d s ahead/) as string,
    });
  });

  it('looks at the domain key', async () => {
    expect(find(await ask({}, { domainKey: 'domain_pk_localhost_dev' }), 'domain-key')?.verdict).toBe('fail');
  });

  describe('that asks a question', () => {
    const answer =
      (end: string, gapMs: number): Route =>
      (request, response) => {
        let body = '';
        request.on('data', (chunk) => (body += String(chunk)));
        request.on('end', () => {
          if (!body.includes('threads.create')) return well.chat(request, response);
          response.writeHead(200, { ...cors, 'content-type': 'text/event-stream' });
          response.write('data: {"type":"thread.created","thread":{"id":"thr_1"}}\n\n');
          setTimeout(() => response.end(`data: ${end}\n\n`), gapMs);
        });
      };

    it('sees it streamed', async () => {
      const check = find(await ask({ chat: answer('{"type":"thread.item.done"}', 20) }, { ask: 'Hello' }), 'stream');
      expect(check).toMatchObject({ verdict: 'pass', found: expect.stringMatching(/in 2 pieces/) as string });
    });

    it('sees it fail', async () => {
      const check = find(
        await ask({ chat: answer('{"type":"error","code":"stream.error"}', 0) }, { ask: 'Hello' }),
        'stream',
      );
      expect(check).toMatchObject({ verdict: 'fail', found: expect.stringContaining('ended with an error') as string });
    });

    it('sees that it is no stream', async () => {
      const check = find(await ask({}, { ask: 'Hello' }), 'stream');
      expect(check).toMatchObject({ verdict: 'fail', found: 'The answer is application/json, and no stream.' });
    });
  });

  it('repeats no secret, whatever a server echoes', async () => {
    const bearer = 'a-token-of-the-visitor-which-is-secret';
    const echo: Route = (request, response) =>
      json({ message: `Refused: ${request.headers.authorization}` }, 403, cors)(request, response);
    const auth = new Headers({ authorization: `Bearer ${bearer}` });
    const reports = [await ask({ session: echo }, { auth }), await ask({ chat: echo }, { auth })];
    const text = JSON.stringify(reports);
    expect(text).toContain('Refused');
    expect(text).not.toContain(bearer);
    expect(text).not.toContain(SECRET);
  });
});

describe('npx kb-assistant', () => {
  const main = join(import.meta.dirname, 'main.ts');
  const run = (args: string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
      const child = spawn(process.execPath, ['--conditions=@kb-assistant/source', main, ...args], {
        env: { ...process.env, ...env },
      });
      let [out, err] = ['', ''];
      child.stdout.on('data', (chunk) => (out += String(chunk)));
      child.stderr.on('data', (chunk) => (err += String(chunk)));
      child.on('close', (code) => resolve({ code, out, err }));
    });

  it('ends with 0 where all is well, and with 1 where something is wrong', async () => {
    const url = await serve();
    const endpoints = ['--session-url', `${url}/session`, '--api-url', `${url}/chat`];
    const good = await run(['doctor', ...endpoints, '--origin', PAGE]);
    expect([good.code, good.out]).toEqual([0, expect.stringContaining('nothing is wrong')]);
    const bad = await run(['doctor', ...endpoints, '--origin', 'https://other.example', '--json']);
    expect([bad.code, (JSON.parse(bad.out) as Diagnosis).verdict]).toEqual([1, 'fail']);
  });

  it('sends the token that a variable holds, and prints it nowhere', async () => {
    const seen: (string | undefined)[] = [];
    const url = await serve({
      session: (request, response) => (seen.push(request.headers.authorization), well.session(request, response)),
    });
    const { out } = await run(['doctor', '--session-url', `${url}/session`, '--bearer-env', 'TOKEN'], {
      TOKEN: 'hunter2-hunter2',
    });
    expect(seen).toEqual(['Bearer hunter2-hunter2']);
    expect(out).not.toContain('hunter2');
  });

  it.each([
    [['doctor'], /--session-url, --api-url, or both/],
    [['doctor', '--api-url', '/api/chatkit'], /--api-url: expected a whole address/],
    [['doctor', '--api-url', 'http://localhost', '--origin', 'https://a.example/'], /without a path or a slash/],
    [['doctor', '--api-url', 'http://localhost', '--bearer-env', 'NOT_THERE'], /NOT_THERE is not set/],
    [['doctor', '--api'], /Unknown option '--api'/],
    [['heal'], /Expected the command "doctor", got "heal"/],
  ])('says in one line what is wrong with %j', async (args, message) => {
    const { code, err } = await run(args);
    expect([code, err]).toEqual([1, expect.stringMatching(message)]);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
