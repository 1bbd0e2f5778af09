import { join } from 'node:path';
import { ROOT, run } from './run.ts';

/** Makes the site of the documentation. A link that leads nowhere ends it. */
export async function buildDocs(outDir = '.vitepress/dist'): Promise<void> {
  const code = await run(`node_modules/.bin/vitepress build . --outDir ${outDir}`, {
    cwd: join(ROOT, 'docs'),
    env: { NODE_ENV: 'production' },
  });
  if (code !== 0) throw new Error('The documentation could not be built.');
}
