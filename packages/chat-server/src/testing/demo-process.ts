import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** Starts the server of an example on the sources, until the end of the test, and gives what it says of itself. */
export async function startDemo(main: string, env: NodeJS.ProcessEnv): Promise<{ said: string; url: string }> {
  const data = mkdtempSync(join(tmpdir(), 'kb-demo-'));
  const child = spawn(process.execPath, ['--conditions=@kb-assistant/source', main], {
    env: { PATH: process.env['PATH'], PORT: '0', KB_DATA: data, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
    rmSync(data, { recursive: true, force: true });
  });
  let said = '';
  for await (const line of createInterface({ input: child.stdout })) {
    said += `${line}\n`;
    if (line.includes('Ctrl+C')) break;
  }
  child.stdout.resume();
  return { said, url: /http:\/\/localhost:\d+/.exec(said)![0] };
}

/** A session with it, as a new visitor. */
export async function demoSession(url: string): Promise<string> {
  const session = await fetch(`${url}/api/chatkit/session`, { method: 'POST' });
  return ((await session.json()) as { client_secret: string }).client_secret;
}

/** Asks it something, and gives the answer as it is sent. */
export const sendDemo = (url: string, text: string, secret: string): Promise<Response> =>
  fetch(`${url}/api/chatkit`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
    body: JSON.stringify({
      type: 'threads.create',
      params: { input: { content: [{ type: 'input_text', text }], attachments: [], inference_options: {} } },
    }),
  });

/** Asks it something, as a new visitor, and gives the stream of the answer. */
export const askDemo = async (url: string, text: string): Promise<string> =>
  (await sendDemo(url, text, await demoSession(url))).text();
