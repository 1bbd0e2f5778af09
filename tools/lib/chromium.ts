import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** What every Chromium here is started with: no sandbox as root, and nothing that calls home. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser that tests use: `CHROME_PATH`, else an installed one, else the one that comes as a package.
 *
 * @returns the path of an executable
 */
export async function chromiumPath(): Promise<string> {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`CHROME_PATH names ${chosen}, and there is no such file.`);
    return chosen;
  }
  for (const path of INSTALLED) if (existsSync(path)) return path;
  return unpackChromium();
}

/** Unpacks the packaged browser, with the few libraries that a bare machine lacks, and gives its path. */
async function unpackChromium(): Promise<string> {
  const { TMPDIR } = process.env;
  // It unpacks into $TMPDIR and takes whatever lies there already: so a folder for each version.
  process.env['TMPDIR'] = join(ROOT, 'node_modules/.cache/sparticuz-153');
  mkdirSync(process.env['TMPDIR'], { recursive: true });
  // Told that it runs where nothing is installed, it brings its own NSS, NSPR and expat (through LD_LIBRARY_PATH).
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs24.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const path = await chromium.executablePath();
    process.env['FONTCONFIG_FILE'] = writeFontConfig(process.env['TMPDIR']);
    return path;
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  }
}

/** Its own list of fonts looks for them in /tmp only, and without any font a page with text is the browser's end. */
function writeFontConfig(folder: string): string {
  const file = join(folder, 'fonts.conf');
  const folders = [join(folder, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'];
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((each) => `  <dir>${each}</dir>`).join('\n')}
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`,
  );
  return file;
}
