import { createHash } from 'node:crypto';
import { globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, run } from './run.ts';

/** Each after those that it imports. */
const ORDER = [
  'packages/protocol',
  'packages/session',
  'packages/chat-server',
  'packages/chatkit-local',
  'packages/assistant',
  'examples/playground',
] as const;

/** Of each package. Where there is a page to be measured, it is built with the package. */
const INPUTS = [
  'src/**/*',
  'conformance/*',
  'bench/{npm,vite.config}.ts',
  '*.html',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
];

/** Of all packages. */
const SHARED_INPUTS = [
  'pnpm-lock.yaml',
  'tsconfig.base.json',
  'tools/lib/shorten-templates.ts',
  'tools/lib/shorten-code.ts',
];

/** Builds every package whose sources, or whose dependencies' sources, differ from what its `dist` was made of. */
export async function buildPackages({ force = false } = {}): Promise<void> {
  const hash = createHash('sha256');
  for (const file of SHARED_INPUTS) hash.update(readFileSync(join(ROOT, file)));
  for (const name of ORDER) {
    const cwd = join(ROOT, name);
    for (const file of globSync(INPUTS, { cwd, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()) {
      hash.update(file).update(readFileSync(file));
    }
    const stamp = hash.copy().digest('hex');
    const stampFile = join(cwd, 'dist/.stamp');
    if (!force && read(stampFile) === stamp) continue;
    console.log(`Building ${name}…`);
    rmSync(join(cwd, 'dist'), { recursive: true, force: true });
    // Said outright: called from a test, it would be "test", and libraries would be bundled with their warnings.
    const { scripts } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as { scripts: { build: string } };
    const code = await run(scripts.build, { cwd, env: { NODE_ENV: 'production' }, isQuiet: true });
    if (code !== 0) throw new Error(`The build of ${name} failed.`);
    writeFileSync(stampFile, stamp);
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
