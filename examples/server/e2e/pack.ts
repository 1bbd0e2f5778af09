import { spawnSync } from 'node:child_process';

/** A package as it would be published: where its tarball is. Throws where it cannot be packed. */
export function pack(cwd: string, folder: string): string {
  const { status, stderr, stdout } = spawnSync(
    'npx',
    ['-y', '--prefer-offline', 'pnpm@12.21.0', 'pack', '--json', '--pack-destination', folder],
    { cwd, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${cwd} cannot be packed. ${stderr}`);
  const { filename } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as { filename: string };
  return filename;
}
