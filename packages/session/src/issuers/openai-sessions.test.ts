import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSessionHandler } from '../create-session-handler.ts';
import type { SessionLogEntry } from '../log.ts';
import { FakeOpenAI, type Trouble } from '../testing/fake-openai.ts';
import { openaiSessions, type OpenAISessionsOptions } from './openai-sessions.ts';

let openai: FakeOpenAI;
beforeAll(async () => {
  openai = await FakeOpenAI.start();
});
afterAll(() => openai.stop());
beforeEach(() => {
  openai.calls.length = 0;
  openai.troubles.length = 0;
  openai.cancelled.length = 0;
});

const issuerWith = (options: Partial<OpenAISessionsOptions> = {}) =>
  openaiSessions({
    apiKey: openai?.apiKey ?? 'sk-proj-0123456789abcdefghij',
    workflow: 'wf_1',
    baseUrl: openai?.url ?? '',
    retryDelayMs: 1,
    warn: () => {},
    ...options,
  });

/** A handler with this issuer, and what it logs. */
function endpoint(options: Partial<OpenAISessionsOptions> = {}, user = { id: 'user_1' }) {
  const entries: SessionLogEntry[] = [];
  const issuer = issuerWith(options);
  const handler = createSessionHandler({ authenticate: () => user, issuer, log: (entry) => entries.push(entry) });
  const post = async (path: string, body?: unknown) => {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await handler(new Request(`http://help.example/api/chatkit${path}`, { method: 'POST', ...init }));
    const text = await response.text();
    return {
      response,
      text,
      body: (text ? JSON.parse(text) : {}) as Record<string, string> & { error: { code: string } },
    };
  };
  return { post, entries };
}

describe('openaiSessions', () => {
  it('asks for a session as the API wants it, and answers as every issuer does', async () => {
    const { body } = await endpoint({
      workflow: { id: 'wf_1', version: '3', tracing: { enabled: false } },
      configuration: { file_upload: { enabled: true, max_file_size: 10, max_files: 2 }, history: { enabled: false } },
      expiresAfterSeconds: 3600,
      rateLimitPerMinute: 20,
      userFor: ({ id }) => `tenant_a/${id}`,
      stateVariablesFor: ({ id }) => ({ customer: id, paying: true }),
    }).post('/session');
    expect(openai.calls).toEqual([
      {
        path: '/v1/chatkit/sessions',
        body: {
          user: 'tenant_a/user_1',
          workflow: {
            id: 'wf_1',
            version: '3',
            tracing: { enabled: false },
            state_variables: { customer: 'user_1', paying: true },
          },
          chatkit_configuration: {
            file_upload: { enabled: true, max_file_size: 10, max_files: 2 },
            history: { enabled: false },
          },
          expires_after: { anchor: 'created_at', seconds: 3600 },
          rate_limits: { max_requests_per_1_minute: 20 },
        },
      },
    ]);
    expect(body).toEqual({
      client_secret: expect.stringMatching(/^ek_/),
      session_id: expect.stringMatching(/^cksess_1\./),
      expires_at: expect.any(Number),
      expires_in: expect.any(Number),
    });
    expect(Number(body['expires_in'])).toBeGreaterThan(3590);
  });

  it('makes a new session of the same user to refresh', async () => {
    const { post } = endpoint();
    const first = await post('/session');
    const second = await post('/refresh');
    expect(second.body['client_secret']).not.toBe(first.body['client_secret']);
    expect(openai.calls.map(({ body }) => body['user'])).toEqual(['user_1', 'user_1']);
  });
});

describe('what the page wishes for', () => {
  const wishes = {
    user: 'admin',
    workflow: { id: 'wf_evil' },
    expires_after: { anchor: 'created_at', seconds: 86_400 },
    rate_limits: { max_requests_per_1_minute: 9_999 },
    chatkit_configuration: { file_upload: { enabled: true, max_size_mb: 500 }, history: { enabled: true } },
  };
  const sent = () => openai.calls.at(-1)?.body;

  it('is ignored', async () => {
    await endpoint({ configuration: { file_upload: { enabled: false }, history: { enabled: false } } }).post(
      '/session',
      wishes,
    );
    expect(sent()).toEqual({
      user: 'user_1',
      workflow: { id: 'wf_1' },
      chatkit_configuration: { file_upload: { enabled: false }, history: { enabled: false } },
      expires_after: { anchor: 'created_at', seconds: 600 },
      rate_limits: { max_requests_per_1_minute: 10 },
    });
  });

  it.each<[string, OpenAISessionsOptions['configuration'], unknown, unknown]>([
    ['files off where they are on', { file_upload: { enabled: true } }, { enabled: false }, { enabled: false }],
    ['files on where they are off', { file_upload: { enabled: false } }, { enabled: true }, { enabled: false }],
    ['files on where nothing is said', {}, { enabled: true }, undefined],
    ['smaller files', { file_upload: { max_file_size: 20 } }, { max_file_size: 5 }, { max_file_size: 5 }],
    ['smaller files, in old words', { file_upload: { max_file_size: 20 } }, { max_size_mb: 5 }, { max_file_size: 5 }],
    ['larger files', { file_upload: { max_file_size: 20 } }, { max_size_mb: 500 }, { max_file_size: 20 }],
    ['files of no size', { file_upload: { max_file_size: 20 } }, { max_size_mb: -1 }, { max_file_size: 20 }],
    ['what is no number', { file_upload: { max_file_size: 20 } }, { max_size_mb: '5' }, { max_file_size: 20 }],
    ['types', { file_upload: { enabled: true } }, { enabled: true, allowed_types: ['*/*'] }, { enabled: true }],
  ])('passes, where it is allowed, to less and never to more: %s', async (_, configuration, wish, result) => {
    const { post } = endpoint({
      configuration: configuration ?? {},
      allow: ['file_upload.enabled', 'file_upload.max_file_size'],
    });
    expect((await post('/session', { chatkit_configuration: { file_upload: wish } })).response.status).toBe(200);
    expect(sent()).toHaveProperty('chatkit_configuration', result ? { file_upload: result } : {});
  });

  it.each([null, 7, 'x', [], { chatkit_configuration: null }, { chatkit_configuration: { file_upload: 'on' } }])(
    'may be nonsense: %j',
    async (nonsense) => {
      const { post } = endpoint({ allow: ['file_upload.enabled', 'history.enabled'] });
      expect((await post('/session', nonsense)).response.status).toBe(200);
      expect(sent()).toMatchObject({ chatkit_configuration: {} });
    },
  );
});

describe('an upstream in trouble', () => {
  const busy: Trouble = { status: 429, headers: { 'retry-after': '0' } };

  it.each<[string, Trouble]>([
    ['429', busy],
    ['500', { status: 500 }],
    ['503', { status: 503 }],
    ['a lost connection', 'hang up'],
  ])('is tried twice more after %s', async (_, trouble) => {
    openai.troubles.push(trouble, trouble);
    expect((await endpoint().post('/session')).response.status).toBe(200);
    expect(openai.calls).toHaveLength(3);
  });

  it.each<[string, Trouble]>([
    ['429', { status: 429, error: { message: 'quota of org-secret' } }],
    ['503', { status: 503, error: { message: 'quota of org-secret' } }],
    ['a lost connection', 'hang up'],
    ['something else than JSON', 'html'],
  ])('is answered with 502 after three times %s, in our own words', async (_, trouble) => {
    openai.troubles.push(trouble, trouble, trouble, trouble);
    const { post, entries } = endpoint();
    const { response, text, body } = await post('/session');
    expect([response.status, body.error.code]).toEqual([502, 'upstream-unavailable']);
    expect(openai.calls).toHaveLength(3);
    expect(text).not.toMatch(/org-secret|Proxy|ECONN|fetch|\n\s+at /);
    expect(entries.at(-1)).toMatchObject({ event: 'session.failed', status: 502, cause: expect.any(Error) });
  });

  it('waits as long as Retry-After says', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const fetch = vi
      .fn<NonNullable<OpenAISessionsOptions['fetch']>>()
      .mockResolvedValueOnce(new Response(null, { status: 429, headers: { 'retry-after': '3' } }))
      .mockResolvedValueOnce(Response.json({ id: 'cksess_1', client_secret: 'ek_1', expires_at: 1 }));
    const minted = endpoint({ fetch }).post('/session');
    await vi.advanceTimersByTimeAsync(2_999);
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(fetch).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
    expect((await minted).response.status).toBe(200);
  });

  it('is not waited for longer than a page would wait: the page is told when to come back', async () => {
    openai.troubles.push({ status: 429, headers: { 'retry-after': '30' } });
    const { response } = await endpoint().post('/session');
    expect([response.status, response.headers.get('retry-after')]).toEqual([502, '30']);
    expect(openai.calls).toHaveLength(1);
    openai.troubles.push({ status: 503, headers: { 'retry-after': new Date(Date.now() + 60_000).toUTCString() } });
    expect(Number((await endpoint().post('/session')).response.headers.get('retry-after'))).toBeGreaterThan(50);
  });

  it('is answered with 504 when it is too slow', async () => {
    openai.troubles.push('silence');
    const { response, body } = await endpoint({ timeoutMs: 50 }).post('/session');
    expect([response.status, body.error.code]).toEqual([504, 'upstream-timeout']);
  });

  it.each([400, 401, 403, 404, 302])(
    'is not asked again after %s, and the reason is in the log alone',
    async (status) => {
      const error = { message: 'Workflow wf_1 not found', type: 'invalid_request_error', code: 'not_found' };
      openai.troubles.push({ status, error, headers: status === 302 ? { location: '/v1/elsewhere' } : {} });
      const { post, entries } = endpoint();
      const { response, text, body } = await post('/session');
      expect([response.status, body.error.code]).toEqual([502, 'upstream-refused']);
      expect(openai.calls).toHaveLength(1);
      expect(text).not.toContain('wf_1');
      const { cause } = entries.at(-1) as { cause: Error };
      expect(cause.message).toMatch(/req_upstream.*Workflow wf_1 not found/);
    },
  );

  it('does not get our key into the log', async () => {
    const apiKey = 'sk-proj-anotherkey-987654321';
    const { post, entries } = endpoint({ apiKey });
    expect((await post('/session')).body.error.code).toBe('upstream-refused');
    expect((entries.at(-1) as { cause: Error }).cause.message).toContain('Incorrect API key provided: Bearer ***');
    expect(JSON.stringify(entries)).not.toContain(apiKey);
  });

  it('does not pass for a session when something is missing in it', async () => {
    const fetch = () => Promise.resolve(Response.json({ id: 'cksess_1' }));
    expect((await endpoint({ fetch }).post('/session')).body.error.code).toBe('upstream-unavailable');
  });
});

describe('ending a session', () => {
  it('cancels it at OpenAI', async () => {
    const { post } = endpoint();
    const { session_id } = (await post('/session')).body;
    expect((await post('/session/end', { session_id })).response.status).toBe(204);
    expect(openai.cancelled).toEqual(['cksess_1']);
  });

  it("cannot be done to another user's, nor to one that was made up", async () => {
    const { session_id = '' } = (await endpoint().post('/session')).body;
    const [id = '', tag = ''] = session_id.split('.');
    const mallory = endpoint({}, { id: 'mallory' });
    const own = (await mallory.post('/session')).body['session_id'] ?? '';
    const forged = [
      session_id,
      id,
      `${id}.`,
      `${id}.${tag.replace(/./g, '0')}`,
      own.replace(/^\w+/, id),
      `../x.${tag}`,
      '.',
      '',
    ];
    for (const sessionId of forged) {
      const { response, body } = await mallory.post('/session/end', { session_id: sessionId });
      expect([response.status, body.error.code]).toEqual([404, 'session-not-found']);
    }
    expect(openai.cancelled).toEqual([]);
  });

  it('compares in constant time, by the platform', async () => {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const { post } = endpoint();
    await post('/session/end', (await post('/session')).body);
    expect(verify).toHaveBeenCalledOnce();
    verify.mockRestore();
  });

  it('tells when OpenAI has no such session any more', async () => {
    const { post } = endpoint();
    const { session_id } = (await post('/session')).body;
    openai.troubles.push({ status: 404 });
    expect((await post('/session/end', { session_id })).body.error.code).toBe('session-not-found');
  });
});

describe('at start', () => {
  it('warns with the date and the way off', () => {
    const warn = vi.fn();
    issuerWith({ warn });
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/30 November 2026.*docs\/guides\/leave-agent-builder\.md/)],
    ]);
  });

  it('tells where the key came from, masked', () => {
    expect(endpoint({ keySource: 'OPENAI_API_KEY (.env)' }).entries).toEqual([
      {
        event: 'session.started',
        basePath: '/api/chatkit',
        about: { issuer: 'openai', key: 'sk-***ghij', keySource: 'OPENAI_API_KEY (.env)', workflow: 'wf_1' },
      },
    ]);
  });

  it.each<[string, Partial<OpenAISessionsOptions>]>([
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: 'sk-proj-0123456789abcdefghij\n' }],
    ['workflow', { workflow: '' }],
    ['workflow', { workflow: 'asst_1' }],
    ['workflow', { workflow: { id: 'wf_1', version: 'latest' } }],
    ['expiresAfterSeconds', { expiresAfterSeconds: 0 }],
    ['rateLimitPerMinute', { rateLimitPerMinute: 0 }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['configuration', { configuration: { file_upload: { allowed_types: [] } as object } }],
    ['configuration', { configuration: { uploads: {} } as object }],
    ['allow', { allow: ['workflow.id' as 'history.enabled'] }],
  ])('names %s when it is wrong: %j', (option, wrong) => {
    expect(() => issuerWith(wrong)).toThrow(expect.objectContaining({ code: 'invalid-option', option }));
    expect(() => issuerWith(wrong)).not.toThrow(/0123456789/);
  });

  it('understands max_size_mb of older configurations', async () => {
    await endpoint({ configuration: { file_upload: { enabled: true, max_size_mb: 10 } } }).post('/session');
    expect(openai.calls[0]?.body['chatkit_configuration']).toEqual({
      file_upload: { enabled: true, max_file_size: 10 },
    });
  });

  it.each([{ ['k'.repeat(65)]: 'x' }, { nested: {} as string }])(
    'refuses state variables that the API would: %j',
    async (variables) => {
      const { post, entries } = endpoint({ stateVariablesFor: () => variables });
      expect((await post('/session')).response.status).toBe(500);
      expect((entries.at(-1) as { cause: Error }).cause.message).toContain('stateVariablesFor');
      expect(openai.calls).toEqual([]);
    },
  );
});
