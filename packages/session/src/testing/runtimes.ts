import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { bundle } from './bundle.ts';

export interface Running {
  /** `http://127.0.0.1:…`, without a slash at the end. */
  url: string;
  stop(): Promise<void>;
}

export type Runtime = (entry: string, env?: Record<string, string>) => Promise<Running>;

const CONDITION = '@kb-assistant/source';

/**
 * The program of a runtime that comes as a package. Its launcher would want an install script to have been run, or
 * takes a process of its own: so the one for this machine is looked up beside it.
 */
function program(name: string, candidates: string[]): string {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve(`${name}/package.json`));
  for (const candidate of candidates) {
    const [scope, packageName, ...rest] = candidate.split('/');
    try {
      const path = join(resolve(`${scope}/${packageName}/package.json`), '..', ...rest);
      if (existsSync(path)) return path;
    } catch {
      // Not for this machine.
    }
  }
  throw new Error(`The package ${name} has no program for ${process.platform} on ${process.arch}.`);
}

/** A program that prints its address as its first line. */
export const node: Runtime = (entry, env = {}) =>
  start(process.execPath, [`--conditions=${CONDITION}`, '--disable-warning=ExperimentalWarning', entry], env);

export const bun: Runtime = (entry, env = {}) => {
  const arch = process.arch === 'arm64' ? 'aarch64' : 'x64';
  const path = program('bun', [`@oven/bun-${process.platform}-${arch}/bin/bun`]);
  return start(path, [`--conditions=${CONDITION}`, '--no-install', '--no-env-file', entry], env);
};

export const deno: Runtime = async (entry, env = {}) => {
  const { platform, arch } = process;
  const path = program('deno', [`@deno/${platform}-${arch}-glibc/deno`, `@deno/${platform}-${arch}/deno`]);
  const cache = mkdtempSync(join(tmpdir(), 'kb-session-deno-'));
  const options = ['--quiet', '--no-lock', '--no-check', '--node-modules-dir=manual', '--cached-only'];
  const rights = ['--allow-net', '--allow-env', '--allow-read'];
  const running = await start(path, ['run', ...options, ...rights, `--conditions=${CONDITION}`, entry], {
    ...env,
    DENO_DIR: cache,
    DENO_NO_UPDATE_CHECK: '1',
  });
  return {
    ...running,
    async stop() {
      await running.stop();
      rmSync(cache, { recursive: true, force: true });
    },
  };
};

/** A worker is one module: it is bundled first. Its environment becomes its bindings. */
export const workerd: Runtime = async (entry, env = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'kb-session-workerd-'));
  writeFileSync(join(folder, 'worker.mjs'), (await bundle(entry, ['cloudflare:workers'])).code);
  const bindings = Object.entries(env).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`);
  writeFileSync(
    join(folder, 'config.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.mjs")],
  compatibilityDate = "2026-01-01",
  bindings = [${bindings.join(', ')}],
);
`,
  );
  const os = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[process.platform as string] ?? process.platform;
  const arch = process.arch === 'arm64' ? 'arm64' : '64';
  const path = program('workerd', [`@cloudflare/workerd-${os}-${arch}/bin/workerd`]);
  const running = await start(path, ['serve', join(folder, 'config.capnp'), '--control-fd=3'], {});
  return {
    ...running,
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

async function start(command: string, args: string[], env: Record<string, string>): Promise<Running> {
  const control = args.includes('--control-fd=3');
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', control ? 'ignore' : 'pipe', 'pipe', control ? 'pipe' : 'ignore'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  let said = '';
  child.stderr?.on('data', (chunk) => (said = (said + String(chunk)).slice(-4_000)));
  const url = await addressOf(child, control ? (child.stdio[3] as Readable) : (child.stdout as Readable));
  if (!url) throw new Error(`${command} ended before it named its address.\n${said}`);
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function addressOf(child: ChildProcess, output: Readable): Promise<string | undefined> {
  for await (const line of createInterface({ input: output })) {
    const [url] = /http:\/\/[\w.[\]:]+:\d+/.exec(line) ?? [];
    const [, port] = /"event":"listen".*"port":(\d+)/.exec(line) ?? [];
    const found = url ?? (port && `http://127.0.0.1:${port}`);
    // Whoever stops reading closes the pipe, and the program may die of that.
    if (found) return (output.resume(), found.replace(/localhost|0\.0\.0\.0|\[::\]/, '127.0.0.1'));
  }
  child.kill();
  return undefined;
}
