import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RedisServer, whyNoRedis } from '../testing/redis-server.ts';
import { VARIABLES } from './variables.ts';

const secret = 'a secret of more than thirty-two bytes';
const folder = mkdtempSync(join(tmpdir(), 'kb-session-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(env: Record<string, string>, args: string[] = []): ChildProcess {
  const program = [`--conditions=@kb-assistant/source`, join(import.meta.dirname, 'main.ts'), ...args];
  // In a folder of its own: no .env but the one that a test wrote.
  return spawn(process.execPath, program, { env, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function toEnd(child: ChildProcess): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => (out += String(chunk)));
  child.stderr?.on('data', (chunk) => (err += String(chunk)));
  const code = await new Promise<number>((resolve) => child.once('close', resolve));
  return { code, out, err };
}

/** A server, its address, and its log line by line. */
async function listening(env: Record<string, string>, args: string[] = []) {
  const child = run({ PORT: '0', ...env }, args);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const log: Record<string, unknown>[] = [];
  const lines = createInterface({ input: child.stdout! });
  const url = await new Promise<string>((resolve, reject) => {
    let err = '';
    child.stderr?.on('data', (chunk) => (err += String(chunk)));
    child.once('close', () => reject(new Error(err)));
    lines.on('line', (line) => {
      const entry = JSON.parse(line) as Record<string, unknown>;
      log.push(entry);
      if (entry['event'] === 'server.listening') resolve(String(entry['url']));
    });
  });
  const stop = async () => (child.kill('SIGTERM'), await ended);
  return { url, log, stop };
}

describe('npx @kb-assistant/session', () => {
  it('serves from environment variables, logs JSON, and stops when it is told to', async () => {
    const origin = 'https://www.example.com';
    const env = {
      KB_SESSION_SECRET: secret,
      KB_ALLOWED_ORIGINS: `${origin}, https://b.example`,
      KB_SESSION_TTL_SECONDS: '30',
    };
    const { url, log, stop } = await listening(env);
    expect(await (await fetch(`${url}/api/chatkit/health`)).json()).toEqual({ status: 'ok' });
    const response = await fetch(`${url}/api/chatkit/session`, { method: 'POST', headers: { origin } });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(await response.json()).toMatchObject({ expires_in: 30 });
    expect(await stop()).toBe(0);
    expect(log).toEqual([
      expect.objectContaining({
        event: 'session.started',
        about: { issuer: 'signed', alg: 'HS256', key: '***', keySource: 'KB_SESSION_SECRET in the environment' },
      }),
      { event: 'server.listening', url },
      expect.objectContaining({ event: 'request.answered', route: '/health' }),
      expect.objectContaining({ event: 'session.minted', status: 200 }),
      { event: 'server.stopping', signal: 'SIGTERM' },
      { event: 'server.stopped' },
    ]);
    expect(JSON.stringify(log)).not.toContain(secret);
  });

  it('reads a .env file, under the environment, and says which one won', async () => {
    writeFileSync(join(folder, '.env'), `OPENAI_API_KEY=sk-proj-from-the-file-12345\nKB_SESSION_SECRET="${secret}"\n`);
    const settings = { KB_SESSION_ISSUER: 'openai', CHATKIT_WORKFLOW_ID: 'wf_1' };
    const fromFile = await listening(settings);
    const hidden = await listening({ ...settings, OPENAI_API_KEY: 'sk-proj-from-the-shell-9876' });
    await Promise.all([fromFile.stop(), hidden.stop()]);
    rmSync(join(folder, '.env'));
    const about = ({ log }: typeof hidden) => log.find(({ event }) => event === 'session.started')?.['about'];
    expect(about(fromFile)).toMatchObject({ key: 'sk-***2345', keySource: 'OPENAI_API_KEY in .env' });
    expect(about(hidden)).toMatchObject({
      key: 'sk-***9876',
      keySource: 'OPENAI_API_KEY in the environment, which hides the one in .env',
    });
    expect(fromFile.log[0]).toMatchObject({ event: 'warning', message: expect.stringContaining('30 November 2026') });
  });

  it('believes as many proxies as it is told', async () => {
    const env = { KB_SESSION_SECRET: secret, KB_LIMIT_PER_ADDRESS: '1', KB_TRUSTED_PROXIES: '1' };
    const { url, stop } = await listening(env);
    const asking = async (addresses: string) => {
      const init = { method: 'POST', headers: { 'x-forwarded-for': addresses } };
      return (await fetch(`${url}/api/chatkit/session`, init)).status;
    };
    const statuses = [
      await asking('forged, 192.0.2.1'),
      await asking('other, 192.0.2.1'),
      await asking('forged, 192.0.2.2'),
    ];
    await stop();
    expect(statuses).toEqual([200, 429, 200]);
  });

  it.each<[string, Record<string, string>]>([
    ['KB_SESSION_SECRET', {}],
    ['KB_SESSION_SECRET', { KB_SESSION_SECRET: 'hunter2' }],
    ['KB_SESSION_KEYS', { KB_SESSION_SECRET: secret, KB_SESSION_KEYS: '[{"secret":"hunter2"' }],
    ['KB_SESSION_TTL_SECONDS', { KB_SESSION_SECRET: secret, KB_SESSION_TTL_SECONDS: '1' }],
    ['KB_SESSION_ISSUER', { KB_SESSION_SECRET: secret, KB_SESSION_ISSUER: 'hosted' }],
    ['OPENAI_API_KEY', { KB_SESSION_SECRET: secret, KB_SESSION_ISSUER: 'openai' }],
    ['CHATKIT_WORKFLOW_ID', { KB_SESSION_SECRET: secret, KB_SESSION_ISSUER: 'openai', OPENAI_API_KEY: 'sk-123456789' }],
    ['KB_AUTH_JWKS_URL', { KB_SESSION_SECRET: secret, KB_AUTHENTICATE: 'bearer' }],
    ['KB_ALLOWED_ORIGINS', { KB_SESSION_SECRET: secret, KB_ALLOWED_ORIGINS: '*' }],
    ['KB_LIMIT_PER_USER', { KB_SESSION_SECRET: secret, KB_LIMIT_PER_USER: 'many' }],
  ])('does not start, and names %s, when it is wrong', async (name, env) => {
    const { code, out, err } = await toEnd(run({ PORT: '0', ...env }));
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`^${name}: `));
    expect(out + err).not.toMatch(/hunter2|\n\s+at /);
  });

  it('explains itself, and each variable, as the README does', async () => {
    const { code, out } = await toEnd(run({}, ['--help']));
    expect(code).toBe(0);
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8').replaceAll('\\_', '_');
    for (const { name, meaning } of VARIABLES) {
      expect(out).toContain(`${name} `);
      expect(out).toContain(meaning);
      expect(readme).toMatch(new RegExp(`\\| \`${name}\` +\\| ${meaning.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
    }
  });

  it.each(['ES256', 'EdDSA'])('makes a key of %s, and signs with it', async (alg) => {
    const { out } = await toEnd(run({}, ['--new-key', alg]));
    const { url, stop } = await listening({ KB_SESSION_SECRET: secret, KB_SESSION_KEYS: `[${out}]` });
    const keys = (await (await fetch(`${url}/api/chatkit/.well-known/jwks.json`)).json()) as { keys: unknown[] };
    await stop();
    expect(keys.keys).toEqual([expect.objectContaining({ alg, kid: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) })]);
  });

  describe.skipIf(whyNoRedis() !== null)('with Redis', () => {
    let redis: RedisServer;
    beforeAll(async () => {
      redis = await RedisServer.start();
    });
    afterAll(() => redis?.stop());

    it('counts in it, for two processes', async () => {
      const env = {
        KB_SESSION_SECRET: secret,
        KB_LIMIT_PER_ADDRESS: '1',
        KB_REDIS_URL: `redis://127.0.0.1:${redis.port}`,
      };
      const servers = await Promise.all([listening(env), listening(env)]);
      const statuses = [];
      for (const { url } of servers)
        statuses.push((await fetch(`${url}/api/chatkit/session`, { method: 'POST' })).status);
      const codes = await Promise.all(servers.map(({ stop }) => stop()));
      expect([statuses, codes]).toEqual([
        [200, 429],
        [0, 0],
      ]);
    });
  });
});
