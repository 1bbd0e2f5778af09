import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Debian's package, by one process at a time: the files of a test run are several. */
const INSTALL =
  'ls /usr/lib/postgresql/*/bin/postgres || { apt-get update -qq; apt-get install -y -qq --no-install-recommends postgresql; }';
const LOCK = join(tmpdir(), 'kb-chat-server-install-postgres.lock');

/** Why there can be no PostgreSQL here; `null` where there can. */
export function whyNoPostgres(): string | null {
  if (binaries()) return null;
  // A bare machine, as of CI, where we may install one, runs these tests as well.
  if (process.getuid?.() === 0) {
    spawnSync('flock', [LOCK, 'sh', '-c', INSTALL], { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    if (binaries()) return null;
  }
  return 'postgresql is not installed';
}

/** The folder with `initdb` and `postgres`: Debian's newest, else the one on the PATH. */
function binaries(): string | undefined {
  const debian = globSync('/usr/lib/postgresql/*/bin').toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  if (debian.length > 0) return debian.at(-1);
  const found = spawnSync('sh', ['-c', 'dirname "$(command -v initdb)"'], { encoding: 'utf8' }).stdout.trim();
  return found.startsWith('/') ? found : undefined;
}

/** PostgreSQL refuses to run as root. */
const asUser = (command: string, args: string[]): [string, string[]] =>
  process.getuid?.() === 0
    ? ['setpriv', ['--reuid=nobody', '--regid=nogroup', '--clear-groups', command, ...args]]
    : [command, args];

/** A PostgreSQL of its own, in a folder of its own, on a free port of this machine. */
export class PostgresServer {
  readonly port: number;
  readonly #folder: string;
  #child: ChildProcess;
  #exited: Promise<unknown>;

  private constructor(folder: string, port: number, child: ChildProcess) {
    this.#folder = folder;
    this.port = port;
    this.#child = child;
    this.#exited = exitOf(child);
  }

  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'kb-postgres-'));
    // The user that it runs as must get in.
    chmodSync(folder, 0o777);
    const options = ['-D', join(folder, 'data'), '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    const made = spawnSync(...asUser(join(binaries()!, 'initdb'), options), { encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
    const port = await freePort();
    return new PostgresServer(folder, port, await launch(folder, port));
  }

  /** Makes an empty database, and gives its address. */
  async createDatabase(name: string): Promise<string> {
    return ensureDatabase(`postgres://test@127.0.0.1:${this.port}/postgres`, name);
  }

  /** Ends it as a power cut would: nobody is told. */
  async kill(): Promise<void> {
    this.#child.kill('SIGQUIT');
    await this.#exited;
  }

  /** Starts it again where it was, after {@link PostgresServer.kill}. */
  async restart(): Promise<void> {
    this.#child = await launch(this.#folder, this.port);
    this.#exited = exitOf(this.#child);
  }

  async stop(): Promise<void> {
    // What it holds is thrown away: it need not write it down first.
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The address of a database of this name, which is made where it is not there, on the server of an address. */
export async function ensureDatabase(address: string, name: string): Promise<string> {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: address });
  await client.connect();
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) await client.query(`CREATE DATABASE "${name}"`);
  await client.end();
  return new URL(`/${name}`, address).href;
}

async function launch(folder: string, port: number): Promise<ChildProcess> {
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    'fsync=off',
  ];
  const options = ['-D', join(folder, 'data'), ...settings.flatMap((setting) => ['-c', setting])];
  const child = spawn(...asUser(join(binaries()!, 'postgres'), options), { stdio: ['ignore', 'ignore', 'pipe'] });
  for await (const line of createInterface({ input: child.stderr })) {
    if (line.includes('ready to accept connections')) return (child.stderr.resume(), child);
  }
  throw new Error('postgres ended before it was ready.');
}

const exitOf = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('exit', resolve));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
