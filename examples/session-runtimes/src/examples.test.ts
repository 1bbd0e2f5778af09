import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  bun,
  deno,
  node,
  type Running,
  type Runtime,
  workerd,
} from '../../../packages/session/src/testing/runtimes.ts';

const examples: [string, Runtime, string][] = [
  ['Node', node, 'node.js'],
  ['Express', node, 'express.js'],
  ['Fastify', node, 'fastify.js'],
  ['Hono', node, 'hono.js'],
  ['Next', node, 'next/serve.js'],
  ['Cloudflare Workers', workerd, 'cloudflare-worker.js'],
  ['Deno', deno, 'deno.js'],
  ['Bun', bun, 'bun.js'],
];

describe.each(examples)('the example for %s', (_, runtime, file) => {
  let server: Running;
  beforeAll(async () => {
    const secret = 'a secret of more than thirty-two bytes';
    server = await runtime(join(import.meta.dirname, file), { PORT: '0', KB_SESSION_SECRET: secret });
  });
  afterAll(() => server?.stop());

  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${server.url}/api/chatkit${path}`, { method: 'POST', ...init });
    return { status: response.status, response, text: await response.text() };
  };
  const json = { 'content-type': 'application/json' };

  it('mints and refreshes the sessions of a visitor', async () => {
    const { status, response, text } = await ask('/session', { headers: json, body: '{}' });
    expect(status).toBe(200);
    expect(Object.keys(JSON.parse(text) as object)).toEqual([
      'client_secret',
      'session_id',
      'expires_at',
      'expires_in',
    ]);
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect(cookie).toMatch(/^kb_visitor=/);
    expect((await ask('/session/refresh', { headers: { cookie } })).status).toBe(200);
    expect((await ask('/session/end', { headers: { cookie } })).status).toBe(204);
  });

  it('refuses what must be refused', async () => {
    expect((await ask('/session', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await ask('/session', { headers: { 'content-type': 'text/plain' }, body: '{}' })).status).toBe(415);
    expect((await ask('/session', { headers: json, body: `"${'x'.repeat(9_000)}"` })).status).toBe(413);
    expect((await ask('/session', { headers: json, body: '{' })).status).toBe(400);
  });

  it('says that it is well', async () => {
    expect((await ask('/health', { method: 'GET' })).text).toBe('{"status":"ok"}');
  });
});
