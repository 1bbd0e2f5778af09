import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Debian's package, by one process at a time: the files of a test run are several. */
const INSTALL =
  'command -v redis-server || { apt-get update -qq; apt-get install -y -qq --no-install-recommends redis-server; }';
const LOCK = join(tmpdir(), 'kb-session-install-redis.lock');

/** Why there can be no Redis here; `null` where there can. */
export function whyNoRedis(): string | null {
  if (hasRedis()) return null;
  // A bare machine, as of CI, where we may install one, runs these tests as well.
  if (process.getuid?.() === 0) {
    spawnSync('flock', [LOCK, 'sh', '-c', INSTALL], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (hasRedis()) return null;
  }
  return 'redis-server is not installed';
}

const hasRedis = (): boolean => spawnSync('redis-server', ['--version']).status === 0;

/** A Redis of its own, in memory, on a free port of this machine. */
export class RedisServer {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
    this.#exited = new Promise((resolve) => child.once('exit', resolve));
  }

  static async start(): Promise<RedisServer> {
    const port = await freePort();
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.includes('Ready to accept connections')) return (child.stdout.resume(), new RedisServer(child, port));
    }
    throw new Error('redis-server ended before it was ready.');
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#exited;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
