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

/** Asks it something, as a new visitor, and gives the stream of the answer. */
export async function askDemo(url: string, text: string): Promise<string> {
  const session = await fetch(`${url}/api/chatkit/session`, { method: 'POST' });
  const { client_secret: secret } = (await session.json()) as { client_secret: string };
  const answer = await fetch(`${url}/api/chatkit`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}` },
    body: JSON.stringify({
      type: 'threads.create',
      params: { input: { content: [{ type: 'input_text', text }], attachments: [], inference_options: {} } },
    }),
  });
  return answer.text();
}
