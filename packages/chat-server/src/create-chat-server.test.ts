import { afterEach, describe, expect, it, vi } from 'vitest';
import { createChatServer } from './create-chat-server.ts';
import { memoryStore } from './stores/memory.ts';
import { ADA, BOB, echo, inputOf, testServer } from './testing/test-server.ts';

const ADDRESS = 'http://localhost/api/chatkit';
const JSON_TYPE = { 'Content-Type': 'application/json' };
const AS_ADA = { ...JSON_TYPE, Authorization: `Bearer ${ADA}` };

const post = (body: BodyInit | null, headers: Record<string, string> = AS_ADA) =>
  new Request(ADDRESS, {
    method: 'POST',
    headers,
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  });

/** The body of an error, having checked its form. */
async function errorOf(response: Response): Promise<{ code: string; message: string }> {
  expect(response.headers.get('content-type')).toBe('application/json');
  const body = (await response.json()) as { error: { code: string; message: string }; message: string };
  // The official chat UI shows the `message` at the top.
  expect(body).toEqual({ error: { code: body.error.code, message: body.error.message }, message: body.error.message });
  return body.error;
}

afterEach(() => vi.restoreAllMocks());

describe('a request', () => {
  it.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])('by %s is refused, with the methods that are not', async (method) => {
    const response = await testServer().send(new Request(ADDRESS, { method }));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST, DELETE, OPTIONS');
    expect((await errorOf(response)).code).toBe('method-not-allowed');
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json', 'application/jsonx'])(
    'of the type %s is refused',
    async (type) => {
      const response = await testServer().send(post('{}', { ...AS_ADA, 'Content-Type': type }));
      expect(response.status).toBe(415);
      expect(await errorOf(response)).toMatchObject({
        code: 'unsupported-content-type',
        message: expect.stringContaining(type),
      });
    },
  );

  it('is JSON with a charset too', async () => {
    const headers = { ...AS_ADA, 'Content-Type': 'Application/JSON; charset=utf-8' };
    const response = await testServer().send(post('{"type":"threads.list"}', headers));
    expect(response.status).toBe(200);
  });

  it('is answered whatever path the server is mounted at', async () => {
    const request = new Request('https://elsewhere.example/a/b?c', {
      method: 'POST',
      headers: AS_ADA,
      body: '{"type":"threads.list"}',
    });
    expect((await testServer().send(request)).status).toBe(200);
  });

  it('is never stored by anybody on the way', async () => {
    const { send } = testServer();
    for (const request of [post('{"type":"threads.list"}'), post('{}'), new Request(ADDRESS)]) {
      const { headers } = await send(request);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });
});

describe('authentication', () => {
  it('refuses a request that does not say who sent it, before its body is read', async () => {
    const response = await testServer().send(post('not even JSON', JSON_TYPE));
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect((await errorOf(response)).code).toBe('unauthenticated');
  });

  it('passes on why somebody was not let in', async () => {
    const failure = { error: { code: 'session-expired', message: 'The session has expired. Get a new one.' } };
    const response = await testServer({ authenticate: async () => failure }).send(post('{"type":"threads.list"}'));
    expect(response.status).toBe(401);
    expect(await errorOf(response)).toEqual(failure.error);
  });

  it('that throws is our failure, and keeps its reason to the log', async () => {
    const cause = new Error('redis://:password@host refused');
    const server = testServer({ authenticate: () => Promise.reject(cause) });
    const response = await server.send(post('{"type":"threads.list"}'));
    expect(response.status).toBe(500);
    expect(JSON.stringify(await errorOf(response))).not.toContain('password');
    expect(server.log).toMatchObject([
      { level: 'error', event: 'request', status: 500, code: 'internal-error', cause },
    ]);
  });

  it.each([{ id: '' }, {}, { id: 7 }])('does not take %j for a user', async (user) => {
    const server = testServer({ authenticate: () => ({ user: user as { id: string } }) });
    expect((await server.send(post('{"type":"threads.list"}'))).status).toBe(500);
    expect(server.log[0]?.cause).toBeInstanceOf(TypeError);
  });
});

describe('a body', () => {
  const limits = { bodyBytes: 100 };

  it('up to the limit is read', async () => {
    const body = '{"type":"threads.list"}'.padEnd(100);
    expect((await testServer({ limits }).send(post(body))).status).toBe(200);
  });

  it('over the limit is refused by what it declares', async () => {
    const response = await testServer({ limits }).send(post('{}', { ...AS_ADA, 'Content-Length': '101' }));
    expect(response.status).toBe(413);
    expect(await errorOf(response)).toMatchObject({ code: 'body-too-large', message: expect.stringContaining('100') });
  });

  it('over the limit is refused by what is read, and not read to its end', async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(40).fill(0x20));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    const response = await testServer({ limits }).send(post(endless, { ...AS_ADA, 'Content-Length': '10' }));
    expect(response.status).toBe(413);
    expect(cancelled).toBe(true);
    expect(pulled).toBeLessThan(6);
  });

  it('may be up to 1 MiB where no limit is set', async () => {
    const { send } = testServer();
    const body = '{"type":"threads.list"}';
    expect((await send(post(body.padEnd(1024 * 1024)))).status).toBe(200);
    expect((await send(post(body.padEnd(1024 * 1024 + 1)))).status).toBe(413);
  });

  it('that breaks off is the sender’s failure', async () => {
    const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('reset')) });
    const server = testServer();
    const response = await server.send(post(broken));
    expect(response.status).toBe(400);
    expect((await errorOf(response)).code).toBe('malformed-json');
    expect(server.log).toMatchObject([{ level: 'info' }]);
  });
});

describe('hostile input', () => {
  const text = (value: unknown) => JSON.stringify({ type: 'threads.create', params: { input: value } });
  const deep = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);
  const input = { content: [{ type: 'input_text', text: 'hi' }] };

  it.each<[string, BodyInit | null, code: string, field: string]>([
    ['nothing', null, 'malformed-json', ''],
    ['an empty body', '', 'malformed-json', ''],
    ['half of a document', '{"type":', 'malformed-json', ''],
    ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), 'malformed-json', 'UTF-8'],
    ['UTF-8 that is cut off', new Uint8Array([0x22, 0xe2, 0x82]), 'malformed-json', 'UTF-8'],
    ['a hundred thousand open brackets', '['.repeat(100_000), 'malformed-json', 'nested'],
    ['a hundred thousand nested objects', deep(100_000), 'malformed-json', 'nested'],
    ['metadata nested too deeply', `{"type":"threads.list","metadata":${deep(64)}}`, 'malformed-json', 'nested'],
    ['a string without end, full of quotes', `"${'\\"'.repeat(500_000)}`, 'malformed-json', ''],
    ['null', 'null', 'invalid-request', 'body'],
    ['a number', '1e999', 'invalid-request', 'body'],
    ['a string', '"threads.list"', 'invalid-request', 'body'],
    ['a list', '[]', 'invalid-request', 'body'],
    ['no type', '{}', 'unknown-request-type', 'type'],
    ['an unknown type', '{"type":"threads.destroy"}', 'unknown-request-type', 'type'],
    ['the name of an inherited property', '{"type":"constructor"}', 'unknown-request-type', 'type'],
    ['a type from the prototype', '{"__proto__":{"type":"threads.list"}}', 'unknown-request-type', 'type'],
    ['a type that is an object', '{"type":{"toString":1}}', 'unknown-request-type', 'type'],
    ['params that are a list', '{"type":"threads.list","params":[]}', 'invalid-request', 'params'],
    ['metadata that is a string', '{"type":"threads.list","metadata":"x"}', 'invalid-request', 'metadata'],
    ['a missing field', '{"type":"threads.get_by_id","params":{}}', 'invalid-request', 'params.thread_id'],
    [
      'an id that is an object',
      '{"type":"threads.get_by_id","params":{"thread_id":{}}}',
      'invalid-request',
      'thread_id',
    ],
    [
      'an id without end',
      `{"type":"threads.get_by_id","params":{"thread_id":"${'x'.repeat(5000)}"}}`,
      'invalid-request',
      'thread_id',
    ],
    ['a limit of nothing', '{"type":"threads.list","params":{"limit":0}}', 'invalid-request', 'params.limit'],
    ['a limit of everything', '{"type":"threads.list","params":{"limit":1e9}}', 'invalid-request', 'params.limit'],
    ['a limit that is a fraction', '{"type":"threads.list","params":{"limit":1.5}}', 'invalid-request', 'params.limit'],
    [
      'a cursor that was made up',
      '{"type":"threads.list","params":{"after":"1 OR 1=1"}}',
      'invalid-request',
      'params.after',
    ],
    ['an order that is none', '{"type":"threads.list","params":{"order":"random"}}', 'invalid-request', 'params.order'],
    ['no input', text(undefined), 'invalid-request', 'params.input'],
    ['no content', text({ content: [] }), 'invalid-request', 'params.input.content'],
    [
      'content that is blank',
      text({ content: [{ type: 'input_text', text: ' \n\t' }] }),
      'invalid-request',
      'params.input.content',
    ],
    [
      'a part of an unknown type',
      text({ content: [{ type: 'script', text: 'x' }] }),
      'invalid-request',
      'params.input.content[0].type',
    ],
    [
      'a part without text',
      text({ content: [{ type: 'input_text' }] }),
      'invalid-request',
      'params.input.content[0].text',
    ],
    ['attachments', text({ ...input, attachments: ['atc_1'] }), 'invalid-request', 'params.input.attachments'],
  ])('%s is answered with what is wrong with it', async (_, body, code, field) => {
    const server = testServer();
    const response = await server.send(post(body));
    expect(response.status).toBe(400);
    const error = await errorOf(response);
    expect(error.code).toBe(code);
    expect(error.message).toContain(field);
    expect(error.message.length).toBeLessThan(600);
    // And the server goes on.
    expect((await server.post('threads.list', {})).status).toBe(200);
  });

  it.each([
    ['lone surrogates', '\uD800 \uDC00'],
    ['control characters', '\u0000\u0007\u001b[31mred'],
    ['markup', '<script>alert(1)</script>'],
    ['SQL', "'); DROP TABLE threads; --"],
    ['lines that look like events', 'data: {"type":"error"}\n\nevent: x\r\n\r\n'],
    ['brackets', '[{'.repeat(500) + '\\"' + ']}'.repeat(500)],
    ['one endless word', 'x'.repeat(19_000)],
    ['directions and joiners', '\u202Eevil\u2066\u200D👩‍👩‍👧‍👦'],
  ])('%s in a message come back as they were', async (_, message) => {
    const server = testServer();
    const { threadId } = await server.askNew(message);
    const thread = await (await server.post('threads.get_by_id', { thread_id: threadId })).json();
    expect(thread.items.data[0].content).toEqual([{ type: 'input_text', text: message }]);
  });
});

describe('other origins', () => {
  const origin = 'https://shop.example';
  const preflight = (from: string | null, headers = 'authorization, x-tenant') =>
    new Request(ADDRESS, {
      method: 'OPTIONS',
      headers: {
        ...(from === null ? {} : { Origin: from }),
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': headers,
      },
    });

  it('may call once they are listed', async () => {
    const { send } = testServer({ allowedOrigins: [origin] });
    const asked = await send(preflight(origin));
    expect(asked.status).toBe(204);
    expect(Object.fromEntries(asked.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS',
      'access-control-allow-headers': 'authorization, x-tenant',
      vary: 'Access-Control-Request-Headers, Origin',
    });

    const refused = await send(post('{}', { ...AS_ADA, Origin: origin }));
    expect(refused.headers.get('access-control-allow-origin')).toBe(origin);
    const streamed = await testServer({ allowedOrigins: [origin] }).post(
      'threads.create',
      { input: inputOf('hi') },
      { headers: { Origin: origin } },
    );
    expect(streamed.headers.get('access-control-allow-origin')).toBe(origin);
    await streamed.body?.cancel();
  });

  it.each([
    'https://evil.example',
    'https://shop.example.evil.example',
    'http://shop.example',
    'null',
    'https://SHOP.example',
  ])('such as %s may not', async (from) => {
    const { send } = testServer({ allowedOrigins: [origin] });
    const asked = await send(preflight(from));
    expect(asked.status).toBe(403);
    expect((await errorOf(asked)).code).toBe('origin-not-allowed');
    for (const response of [asked, await send(post('{"type":"threads.list"}', { ...AS_ADA, Origin: from }))]) {
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
      expect(response.headers.get('vary')).toContain('Origin');
    }
  });

  it('may not, where none are listed', async () => {
    expect((await testServer().send(preflight(origin))).status).toBe(403);
  });

  it.each(['*', 'shop.example', 'https://shop.example/', 'https://shop.example/path', ''])(
    'cannot be listed as %j',
    (entry) => {
      expect(() => testServer({ allowedOrigins: [entry] })).toThrow(/allowedOrigins: expected scheme, host and port/);
    },
  );
});

describe('GET', () => {
  it('says that all is well, to anybody', async () => {
    const response = await testServer().send(new Request(ADDRESS));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  it('says that the store is out of reach, and why in the log only', async () => {
    const cause = new Error('disk gone: /secret/path');
    const server = testServer({ store: { ...memoryStore(), ping: () => Promise.reject(cause) } });
    const response = await server.send(new Request(ADDRESS));
    expect(response.status).toBe(503);
    const error = await errorOf(response);
    expect(error.code).toBe('store-unavailable');
    expect(error.message).not.toContain('secret');
    expect(server.log).toMatchObject([{ level: 'error', code: 'store-unavailable', cause }]);
  });
});

describe('the log', () => {
  it('tells of each request and each answer, without a word of them', async () => {
    const server = testServer();
    const { threadId } = await server.askNew('my secret question');
    await server.post('threads.get_by_id', { thread_id: threadId }, { user: BOB });
    expect(server.log).toEqual([
      {
        level: 'info',
        event: 'request',
        requestId: expect.any(String),
        method: 'POST',
        requestType: 'threads.create',
        status: 200,
        durationMs: expect.any(Number),
      },
      {
        level: 'info',
        event: 'turn',
        requestId: expect.any(String),
        requestType: 'threads.create',
        threadId,
        outcome: 'completed',
        durationMs: expect.any(Number),
        firstTextMs: expect.any(Number),
      },
      {
        level: 'info',
        event: 'request',
        requestId: expect.any(String),
        method: 'POST',
        requestType: 'threads.get_by_id',
        threadId,
        status: 404,
        code: 'thread-not-found',
        durationMs: expect.any(Number),
      },
    ]);
    expect(JSON.stringify(server.log)).not.toMatch(/secret|Bearer/);
  });

  it('cannot take the server down', async () => {
    const server = testServer({
      log: () => {
        throw new Error('disk full');
      },
    });
    expect((await server.askNew('hi')).events.at(-1)?.type).toBe('thread.updated');
  });

  it('goes to the console as lines of JSON where none is given, failures with their cause', async () => {
    const out = vi.spyOn(console, 'log').mockImplementation(() => {});
    const err = vi.spyOn(console, 'error').mockImplementation(() => {});
    const send = createChatServer({
      agent: echo,
      store: { ...memoryStore(), listThreads: () => Promise.reject(new Error('no', { cause: 'disk' })) },
      authenticate: () => ({ user: { id: ADA } }),
    });
    await send(new Request(ADDRESS));
    await send(post('{"type":"threads.list"}'));
    expect(JSON.parse(out.mock.calls[0]![0] as string)).toMatchObject({ event: 'request', method: 'GET', status: 200 });
    expect(JSON.parse(err.mock.calls[0]![0] as string)).toMatchObject({
      level: 'error',
      requestType: 'threads.list',
      cause: { name: 'Error', message: 'no', stack: expect.stringContaining('Error: no'), cause: 'disk' },
    });
  });
});

it('a store that fails is our failure, without its text', async () => {
  const store = { ...memoryStore(), loadThread: () => Promise.reject(new Error('SELECT secret FROM')) };
  const response = await testServer({ store }).post('threads.get_by_id', { thread_id: 'thr_1' });
  expect(response.status).toBe(500);
  expect(await errorOf(response)).toEqual({ code: 'internal-error', message: expect.not.stringContaining('SELECT') });
});
