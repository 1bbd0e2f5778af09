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

const INPUTS = ['src/**/*', 'conformance/*', '*.html', 'package.json', 'tsconfig.json', 'vite.config.ts'];

/** Builds every package whose sources, or whose dependencies' sources, differ from what its `dist` was made of. */
export async function buildPackages({ force = false } = {}): Promise<void> {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'pnpm-lock.yaml')));
  hash.update(readFileSync(join(ROOT, 'tsconfig.base.json')));
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
