import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anonymousVisitor } from './authenticators/anonymous-visitor.ts';
import { bearerJwt } from './authenticators/bearer-jwt.ts';
import { cookieJwt } from './authenticators/cookie-jwt.ts';
import { withClientAddress } from './client-address.ts';
import { createSessionHandler } from './create-session-handler.ts';
import { SESSION_ERRORS } from './errors.ts';
import { openaiSessions } from './issuers/openai-sessions.ts';
import { signedSessions } from './issuers/signed-sessions.ts';
import { memoryRateLimiter } from './limits/memory-rate-limiter.ts';

const secret = 'the-secret-of-sessions-0123456789abcdef';
const loginSecret = 'the-secret-of-the-login-0123456789abcdef';
const apiKey = 'sk-proj-the-key-of-openai-0123456789';
const upstreamText = 'quota of org-the-upstream-said exceeded';

/** An upstream that answers with anything, or not at all. */
const upstream = (seed: number): Promise<Response> => {
  const answers = [
    () => Response.json({ id: 'cksess_1', client_secret: 'ek_1', expires_at: 4_000_000_000 }),
    () => Response.json({ error: { message: upstreamText } }, { status: 404 }),
    () => Response.json({ error: { message: upstreamText } }, { status: 503 }),
    () => new Response(upstreamText),
    () => Response.json(null),
    () => Promise.reject(new Error(`${upstreamText} ${apiKey}`)),
  ];
  return Promise.resolve(answers[Math.abs(seed) % answers.length]?.() ?? Response.error());
};

const paths = [
  '/session',
  '/sessions',
  '/session/refresh',
  '/refresh',
  '/session/end',
  '/health',
  '/.well-known/jwks.json',
];
const path = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...paths) }, { weight: 1, arbitrary: fc.webPath() });
const headerValue = fc.string({ maxLength: 60 }).map((text) => text.replace(/[^\x20-\x7e]/g, ''));
const headers = fc.record(
  {
    origin: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('https://www.example.com', 'https://a.example.org') },
      { weight: 1, arbitrary: fc.oneof(fc.constant('null'), fc.webUrl(), headerValue) },
    ),
    host: headerValue,
    'content-type': fc.oneof(
      { weight: 9, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: headerValue },
    ),
    authorization: fc.oneof(
      headerValue,
      headerValue.map((token) => `Bearer ${token}`),
    ),
    cookie: fc.oneof(
      headerValue,
      headerValue.map((value) => `kb_visitor=${value}; auth_token=${value}`),
    ),
    'sec-fetch-site': fc.constantFrom('cross-site', 'same-site', 'same-origin', 'none'),
    'x-forwarded-for': headerValue,
  },
  { requiredKeys: [] },
);
const sessionBody = fc.record({
  session_id: fc.oneof(fc.string(), fc.integer(), fc.constant(`cksess_1.${'0'.repeat(64)}`)),
  chatkit_configuration: fc.anything(),
});
const body = fc.oneof(
  fc.constant(null),
  fc.string(),
  fc.json(),
  sessionBody.map((value) =>
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? Number(each) : each)),
  ),
  fc.uint8Array({ maxLength: 200 }),
  fc.constant('x'.repeat(9_000)),
);

function assertNoSecret(text: string): void {
  for (const hidden of [secret, loginSecret, apiKey, 'org-the-upstream-said']) expect(text).not.toContain(hidden);
  expect(text).not.toMatch(/\n\s+at /);
}

function assertWellFormed({ status, headers: answered }: Response, text: string): void {
  if (status === 204) {
    expect(text).toBe('');
    return;
  }
  const answer = JSON.parse(text) as { status?: string; error: { code: keyof typeof SESSION_ERRORS } };
  if (status === 200 && answer.status === 'ok') return;
  if (status === 200) {
    expect(Object.keys(answer)).toEqual(['client_secret', 'session_id', 'expires_at', 'expires_in']);
    return;
  }
  const { code } = answer.error;
  expect(SESSION_ERRORS[code]).toBe(status);
  expect(answer).toEqual({
    error: { code, message: expect.any(String), request_id: expect.stringMatching(/^req_/) },
    message: expect.any(String),
  });
  if (status === 405) expect(answered.get('allow')).toMatch(/^(GET|POST), OPTIONS$/);
  if (status === 429) expect(answered.get('retry-after')).toMatch(/^\d+$/);
}

describe('the session handler', () => {
  it('answers any request well-formed, throws never, and gives away no secret', async () => {
    const authenticators = [
      anonymousVisitor({ secret }),
      bearerJwt({ key: loginSecret }),
      cookieJwt({ key: loginSecret }),
      () => ({ id: 'user_1' }),
      () => null,
      // eslint-disable-next-line typescript/only-throw-error -- what others write may throw anything.
      () => Promise.reject(`${secret} ${loginSecret}`),
      () => ({ id: 7 }) as unknown as { id: string },
    ];
    let seed = 0;
    const openai = { apiKey, workflow: 'wf_1', retryDelayMs: 0, fetch: () => upstream(seed), warn: () => {} };
    const issuers = [
      signedSessions({ secret }),
      openaiSessions({ ...openai, allow: ['file_upload.enabled', 'file_upload.max_file_size'] }),
    ];
    const handlers = authenticators.flatMap((authenticate) =>
      issuers.map((issuer) =>
        createSessionHandler({
          authenticate,
          issuer,
          allowedOrigins: ['https://www.example.com', 'https://*.example.org'],
          // Few enough to be reached.
          rateLimit: { perUser: memoryRateLimiter({ limit: 1 }) },
          log: () => {},
        }),
      ),
    );
    const method = fc.oneof(
      { weight: 4, arbitrary: fc.constant('POST') },
      { weight: 1, arbitrary: fc.constantFrom('GET', 'OPTIONS', 'PUT', 'DELETE', 'HEAD', 'PATCH') },
    );
    const address = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constant(undefined));
    const handlerAt = fc.nat({ max: handlers.length - 1 });

    const seen = new Set<number>();
    const anything = fc.record({ at: handlerAt, upstreamSays: fc.nat(), method, path, headers, body, address });
    const property = fc.asyncProperty(anything, async (sent) => {
      seed = sent.upstreamSays;
      const request = new Request(`http://help.example/api/chatkit${sent.path}`, {
        method: sent.method,
        headers: sent.headers,
        body: /GET|HEAD/.test(sent.method) ? null : (sent.body as BodyInit | null),
      });
      const response = await handlers[sent.at]?.(withClientAddress(request, sent.address));
      if (!response) throw new Error('There was no answer.');
      seen.add(response.status);
      const text = await response.text();
      assertNoSecret(text + JSON.stringify([...response.headers]));
      expect(response.headers.get('vary')).toBe('Origin');
      assertWellFormed(response, text);
    });
    await fc.assert(property, { numRuns: 2_000 });
    // It has been everywhere: else it would prove little.
    expect([...seen]).toEqual(expect.arrayContaining([200, 204, 400, 401, 403, 404, 405, 413, 415, 429, 500, 502]));
  });
});
