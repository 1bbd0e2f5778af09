/** What `npm run pack` runs: builds the packages, and writes each as it would be published into `.data/packages`. */
import { globSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
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
  });
  if (code !== 0) process.exit(code);
}
console.log(
  `\nInstall those that you need:\n${readdirSync(folder)
    .map((name) => `  npm install ${join(folder, name)}`)
    .join('\n')}`,
);
