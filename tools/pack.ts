/** What `npm run pack` runs: builds the packages, and writes each as it would be published into `.data/packages`. */
import { globSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildPackages } from './lib/build-packages.ts';
import { ROOT, run } from './lib/run.ts';

const folder = join(ROOT, '.data/packages');

await buildPackages();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const file of globSync('packages/*/package.json', { cwd: ROOT })) {
  const code = await run(`npx -y --prefer-offline pnpm@12.21.0 pack --pack-destination ${folder}`, {
    cwd: join(ROOT, dirname(file)),
    isQuiet: true,
  });
  if (code !== 0) process.exit(code);
}

/** Together, since they are not looked for in a registry then. */
const install = (...names: string[]): string =>
  `npm install ${names
    .flatMap((name) => globSync(`kb-assistant${name}-[0-9]*.tgz`, { cwd: folder }))
    .map((file) => join(folder, file))
    .join(' ')}`;
console.log(`
  In an app:     ${install('', '-protocol')}

  On a server:   ${install('-session', '-chat-server', '-protocol')}

  Both, with the open renderer:  npm install ${join(folder, '*.tgz')}
`);
