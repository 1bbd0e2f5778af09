import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_ARGS, chromiumPath } from './chromium.ts';

/** The browser engines that component tests run in. */
export type Engine = 'chromium' | 'firefox' | 'webkit';

const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

const firefoxPath = (): string | undefined => FIREFOX.find((path) => existsSync(path));

/** WebKitGTK's own small browser; its folder is named after the machine's architecture and the ABI. */
const miniBrowserPath = (): string | undefined =>
  ['/usr/lib/*/webkit2gtk-4.*/MiniBrowser', '/usr/lib/webkit2gtk-4.*/MiniBrowser'].flatMap((each) => globSync(each))[0];

const onPath = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** What each engine needs of Debian, and how to see that it is there. Chromium comes as a package where it is missing. */
const NEEDS: Record<Engine, { packages: string[]; present: () => boolean }> = {
  chromium: { packages: [], present: () => true },
  firefox: { packages: ['firefox-esr'], present: () => firefoxPath() !== undefined },
  webkit: {
    packages: ['webkit2gtk-driver', 'xvfb'],
    present: () => miniBrowserPath() !== undefined && onPath('WebKitWebDriver') && onPath('Xvfb'),
  },
};

/**
 * Installs what an engine lacks: on Debian, as root.
 *
 * @throws Error where it cannot be installed, with what to install.
 */
export function installEngine(engine: Engine): void {
  const { packages, present } = NEEDS[engine];
  if (present()) return;
  const names = packages.join(' ');
  if (process.getuid?.() === 0 && onPath('apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    console.log(`Installing ${names}…`);
    // A font as well: an engine without any draws no text, and one of them ends over it.
    const command = `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${names} fonts-dejavu-core`;
    spawnSync('sh', ['-c', command], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  if (!present()) throw new Error(`The engine "${engine}" is not here. On Debian: apt-get install ${names}`);
}

/** The test runner's launcher of an engine. */
export const launchers: Record<Engine, () => Promise<unknown>> = {
  async chromium() {
    const { playwrightLauncher } = await import('@web/test-runner-playwright');
    return playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: await chromiumPath(), args: CHROMIUM_ARGS },
    });
  },

  async firefox() {
    const { puppeteerLauncher } = await import('@web/test-runner-puppeteer');
    return puppeteerLauncher({
      concurrency: 1,
      // The runner goes on with a tab that another one may cover by then, and Firefox hardly draws what is covered.
      async createPage({ browser }) {
        const page = await browser.newPage();
        const goto = page.goto.bind(page);
        page.goto = async (...given: Parameters<typeof goto>) => {
          await page.bringToFront();
          return goto(...given);
        };
        return page;
      },
      launchOptions: { browser: 'firefox', executablePath: firefoxPath()!, headless: true },
    });
  },

  async webkit() {
    const { webdriverLauncher } = await import('@web/test-runner-webdriver');
    const port = await startWebKitDriver();
    return webdriverLauncher({
      hostname: '127.0.0.1',
      port,
      path: '/',
      logLevel: 'error',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        // The runner is told by the page when its tests end. One that still loads something would hold up the driver.
        pageLoadStrategy: 'none',
        'webkitgtk:browserOptions': { binary: miniBrowserPath()!, args: ['--automation'] },
      } as WebdriverIO.Capabilities,
    });
  },
};

/** WebKitGTK has no headless mode: its driver gets a screen in memory, and both end with this process. */
async function startWebKitDriver(): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'kb-webkit-'));
  const children: ChildProcess[] = [];
  process.on('exit', () => {
    for (const child of children.toReversed()) child.kill();
    rmSync(home, { recursive: true, force: true });
  });
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  children.push(screen);
  const display = await new Promise<string>((resolve, reject) => {
    screen.once('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it had a screen.`)));
    screen.stdio[3]!.once('data', (data: Buffer) => resolve(data.toString().trim()));
  });
  const port = await freePort();
  const driver = spawn('WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${display}`,
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      // A home of its own: no profile, cache or setting of the person who runs the tests.
      XDG_RUNTIME_DIR: home,
      HOME: home,
    },
  });
  children.push(driver);
  await untilAnswers(`http://127.0.0.1:${port}/status`, driver);
  return port;
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const response = await fetch(url).catch(() => null);
    if (response) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`WebKitWebDriver ended with ${child.exitCode} before it answered.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
