import { execFile } from 'node:child_process';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createChatServer } from '@kb-assistant/chat-server';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { afterEach, describe, expect, it } from 'vitest';
import { scriptedAgent } from './script.ts';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A server on this machine whose users are told apart by a header. */
async function listen(spoil: (response: Response) => Response | Promise<Response> = (response) => response) {
  const chat = createChatServer({
    agent: scriptedAgent,
    store: memoryStore(),
    authenticate: (request) => ({ user: { id: request.headers.get('x-user') ?? 'nobody' } }),
    log: () => {},
  });
  return new Promise<string>((resolve) => {
    const fetch = async (request: Request) => spoil(await chat(request));
    server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, ({ port }: AddressInfo) =>
      resolve(`http://127.0.0.1:${port}/chat`),
    ) as Server;
  });
}

const run = (...args: string[]) =>
  new Promise<{ status: number | null; output: string }>((resolve) => {
    const child = execFile(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args], (_, stdout, stderr) =>
      resolve({ status: child.exitCode, output: stdout + stderr }),
    );
  });

describe('the command', () => {
  it('says what passed and what was skipped, and ends with 0', async () => {
    const users = ['--header', 'X-User: ada', '--second-header', 'X-User: bob'];
    const url = await listen();
    const { status, output } = await run('--url', url, ...users, '--has', 'script', '--only', 'somebody else’s');
    expect(output).toContain('✓ somebody else’s thread');
    expect(output).toMatch(/– somebody else’s attachment\n {4}needs attachments/);
    expect(output).toContain('1 passed, 0 failed, 1 skipped');
    expect(status).toBe(0);
  });

  it('says what failed, and ends with 1', async () => {
    const url = await listen(
      async (response) => new Response((await response.text()).replaceAll('stream_options', 'options'), response),
    );
    const { status, output } = await run('--url', url, '--only', 'messages');
    expect(output).toContain('✗ messages');
    expect(output).toContain('stream_options');
    expect(status).toBe(1);
  });

  it.each([
    [['--url', 'nonsense'], '--url'],
    [['--url', 'http://127.0.0.1:1', '--has', 'wings'], 'got "wings"'],
    [['--url', 'http://127.0.0.1:1', '--header', 'nonsense'], '--header'],
  ])('%j ends with 2, and how it is used', async (args, problem) => {
    const { status, output } = await run(...args);
    expect(status).toBe(2);
    expect(output).toContain(problem);
    expect(output).toContain('--second-header');
  });

  it('of a server that is not there ends with 1', async () => {
    expect((await run('--url', 'http://127.0.0.1:1/chat', '--only', 'feedback')).status).toBe(1);
  });
});
