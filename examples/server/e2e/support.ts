import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { serve, type ServerType } from '@hono/node-server';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { CHROMIUM_ARGS, chromiumPath } from '../../../tools/lib/chromium.ts';
import type { Hono } from 'hono';
import { roundRobin } from '../../../packages/chat-server/src/testing/round-robin.ts';
import { sharedStorage } from './shared-storage.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');

/** A folder of its own for a server's data, gone with `remove`. */
export function dataFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'kb-assistant-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The server as `npm start` runs it: a process of its own, or several behind a proxy where the run asks for them. */
export class ServerProcess {
  readonly url: string;
  readonly #stop: () => Promise<unknown>;

  private constructor(port: number, stop: () => Promise<unknown>) {
    this.url = `http://localhost:${port}`;
    this.#stop = stop;
  }

  static async start(data: string, port = 0, env: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
    const shared = await sharedStorage(data);
    if (shared === null) {
      const server = await launch({ KB_DATA: data, PORT: String(port), ...env });
      return new ServerProcess(server.port, server.stop);
    }
    // They start at the same time, and find neither tables nor a secret.
    const servers = await Promise.all(
      Array.from({ length: shared.processes }, () => launch({ KB_DATA: data, PORT: '0', ...shared.env, ...env })),
    );
    const proxy = await roundRobin(
      servers.map((each) => each.port),
      port,
    );
    return new ServerProcess(proxy.port, async () => {
      // They end what they have begun, which goes through the proxy.
      await Promise.all(servers.map((each) => each.stop()));
      await proxy.stop();
    });
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async stop(): Promise<void> {
    await this.#stop();
  }
}

async function launch(env: NodeJS.ProcessEnv): Promise<{ port: number; stop(): Promise<unknown> }> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const [, port] = /http:\/\/localhost:(\d+)/.exec(line) ?? [];
    if (port === undefined) continue;
    // What follows is the log of requests, which nobody reads here.
    child.stdout.resume();
    const stop = () => {
      child.kill('SIGTERM');
      return exited;
    };
    return { port: Number(port), stop };
  }
  throw new Error('The server ended before it named its address.');
}

/** A command of the README in a terminal of its own, where Ctrl+C reaches all that it has started. */
export function inTerminal(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): { child: ChildProcess & { stdout: Readable }; interrupt(): Promise<unknown>; kill(): void } {
  const child = spawn(command, args, {
    cwd: join(import.meta.dirname, '../../..'),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const exited = once(child, 'exit');
  const signal = (name: NodeJS.Signals) => child.pid && process.kill(-child.pid, name);
  return {
    child,
    interrupt: () => {
      signal('SIGINT');
      return exited;
    },
    kill: () => {
      if (child.exitCode === null && child.signalCode === null) signal('SIGKILL');
    },
  };
}

/** An app in this process, for what the real one cannot be made to do: failing agents, another time of day. */
export async function serveApp(app: Pick<Hono, 'fetch'>): Promise<{ url: string; stop(): Promise<void> }> {
  const server = await new Promise<ServerType>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0 }, () => resolve(started));
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

export async function launchBrowser(...args: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: [...CHROMIUM_ARGS, ...args] });
}

/** What happened in a browser that a visitor should never see. */
export interface Mishaps {
  /** Requests to anywhere but the server itself. */
  foreign: string[];
  /** Errors and warnings on the console, refusals of the content security policy among them. */
  console: string[];
}

/** Whatever a page does when it has time for it is done then. */
export const untilIdle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let times = 0; times < 2; times += 1) await new Promise((resolve) => requestIdleCallback(resolve));
  });

/** A visitor with a browser of its own, watched. */
export async function visitor(
  browser: Browser,
  url: string,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page; mishaps: Mishaps }> {
  const context = await browser.newContext({ baseURL: url, ...options });
  // Long enough for a busy machine, and shorter than a test may take: what did not come is named.
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const mishaps: Mishaps = { foreign: [], console: [] };
  const { origin } = new URL(url);
  context.on('request', (request) => {
    const target = new URL(request.url());
    if (target.protocol.startsWith('http') && target.origin !== origin) mishaps.foreign.push(target.href);
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) mishaps.console.push(message.text());
  });
  page.on('pageerror', (error) => mishaps.console.push(String(error)));
  return { context, page, mishaps };
}

/** The assistant on a page, as a person finds its parts. */
export class Assistant {
  readonly page: Page;
  readonly host: Locator;
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly composer: Locator;
  readonly send: Locator;
  readonly stop: Locator;
  readonly log: Locator;

  constructor(page: Page) {
    this.page = page;
    this.host = page.locator('kb-assistant');
    this.launcher = this.host.locator('[part~=launcher]');
    this.panel = this.host.locator('[part~=panel]');
    this.composer = this.panel.getByRole('textbox', { name: /ask a question|message/i });
    this.send = this.panel.getByRole('button', { name: 'Send', exact: false });
    this.stop = this.panel.getByRole('button', { name: /^stop/i });
    this.log = this.panel.getByRole('log');
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.composer.waitFor();
  }

  async ask(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Resolves when no answer is under way. */
  async answered(): Promise<void> {
    await this.send.waitFor();
  }
}
