import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What MIT-licensed code may depend on. Of a choice of licences one must fit. */
const FITTING = /^(MIT|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|BlueOak-1\.0\.0)$/;

interface Manifest {
  name: string;
  license?: string;
  dependencies?: Record<string, string>;
}

const PACKAGES = join(import.meta.dirname, '../packages');

const read = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** The folder of a package, as seen from one that depends on it. */
function find(name: string, from: string): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return realpathSync(candidate);
  }
  throw new Error(`${name} is not installed for ${from}`);
}

/** All that is installed along with our packages. */
function shipped(): Map<string, Manifest> {
  const found = new Map<string, Manifest>();
  const visit = (folder: string): void => {
    if (found.has(folder)) return;
    const manifest = read(folder);
    found.set(folder, manifest);
    for (const name of Object.keys(manifest.dependencies ?? {})) visit(find(name, folder));
  };
  for (const folder of globSync('*', { cwd: PACKAGES })) visit(join(PACKAGES, folder));
  return found;
}

describe('what is published', () => {
  it('depends on nothing whose licence would bind those who use it', () => {
    const manifests = [...shipped().values()];
    expect(manifests.length).toBeGreaterThan(10);
    const fits = (licence = ''): boolean =>
      licence
        .replaceAll(/[()]/g, '')
        .split(' OR ')
        .some((choice) => FITTING.test(choice));
    expect(manifests.filter(({ license }) => !fits(license)).map(({ name, license }) => ({ name, license }))).toEqual(
      [],
    );
  });
});
