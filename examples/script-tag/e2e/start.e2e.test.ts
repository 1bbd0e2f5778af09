import { type ChildProcess, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dataFolder, inTerminal } from '../../server/e2e/support.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Two ports in a row that nobody has: the server's, and the page's above it. */
async function freePorts(): Promise<number> {
  const listen = async (port: number) => {
    const server = createServer().listen(port, 'localhost');
    await once(server, 'listening');
    return { port: (server.address() as AddressInfo).port, close: () => new Promise((done) => server.close(done)) };
  };
  const first = await listen(0);
  const second = await listen(first.port + 1).catch(() => undefined);
  await Promise.all([first.close(), second?.close()]);
  return second ? first.port : freePorts();
}

/** Reads what is said until each of these has come. */
async function hear(stdout: Readable, ...wanted: string[]): Promise<string> {
  let said = '';
  for await (const line of createInterface({ input: stdout })) {
    said += `${line}\n`;
    if (wanted.every((each) => said.includes(each))) break;
  }
  stdout.resume();
  return said;
}

/** How a program ended, or ends. */
const exited = async (child: ChildProcess): Promise<number | null> =>
  child.exitCode ?? ((await once(child, 'exit')) as [number | null])[0];

describe('npm start with the name of an example', () => {
  // It may have to build first, where it is run by itself.
  it(
    'shows the page of another site, whose visitors the server lets in, and Ctrl+C ends both',
    { timeout: 120_000 },
    async () => {
      const data = dataFolder();
      const port = await freePorts();
      const { child, interrupt, kill } = inTerminal('npm', ['start', 'script-tag'], {
        PORT: String(port),
        KB_DATA: data.path,
      });
      onTestFinished(() => {
        kill();
        data.remove();
      });
      const [server, page] = [`http://localhost:${port}`, `http://localhost:${port + 1}`];
      await hear(child.stdout, `The help centre is at  ${server}`, `The page with the tag is at  ${page}`);
      expect(await (await fetch(page)).text()).toContain(`src="${server}/kb-assistant.js"`);
      const session = await fetch(`${server}/api/chatkit/session`, { method: 'POST', headers: { origin: page } });
      expect(session.status).toBe(200);
      expect(session.headers.get('access-control-allow-origin')).toBe(page);
      await interrupt();
      await Promise.all([server, page].map((url) => expect(fetch(url)).rejects.toThrow()));
    },
  );

  it('leaves nothing running where a port is taken', { timeout: 120_000 }, async () => {
    const data = dataFolder();
    const port = await freePorts();
    const taken = createServer().listen(port, 'localhost');
    await once(taken, 'listening');
    const { child, kill } = inTerminal('npm', ['start', 'script-tag'], { PORT: String(port), KB_DATA: data.path });
    onTestFinished(() => {
      kill();
      taken.close();
      data.remove();
    });
    // Not before all that it has started has ended: each of them holds the output open.
    await once(child.stdout.resume(), 'close');
    expect(await exited(child)).toBe(1);
    await expect(fetch(`http://localhost:${port + 1}`)).rejects.toThrow();
  });

  it('says which examples there are, where there is none of that name', () => {
    const { status, stderr } = spawnSync(process.execPath, ['tools/start.ts', 'tag'], { cwd: ROOT, encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/There is no example "tag"\. The examples: script-tag, react, vue,/);
  });
});
