import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { dataFolder } from './support.ts';

const ROOT = join(import.meta.dirname, '../../..');

it('npm start serves the help centre and says where, and Ctrl+C ends it', async () => {
  const data = dataFolder();
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, PORT: '0', KB_DATA: data.path },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A group of its own, so that the signal reaches all of it, as from a terminal.
    detached: true,
  });
  const exited = once(child, 'exit');
  const signal = (name: NodeJS.Signals) => child.pid && process.kill(-child.pid, name);
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) signal('SIGKILL');
    data.remove();
  });
  const said: string[] = [];
  let url: string | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    url ??= /http:\/\/localhost:\d+/.exec(line)?.[0];
    if (line.includes('Ctrl+C')) break;
  }
  child.stdout.resume();
  const response = await fetch(url ?? '');
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('<kb-assistant');
  expect(said.join('\n')).toContain('How do I add the assistant to my site?');
  signal('SIGINT');
  await exited;
  await expect(fetch(url ?? '')).rejects.toThrow();
});
