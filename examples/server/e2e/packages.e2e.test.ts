import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');

interface Manifest {
  name: string;
  scripts?: Record<string, string>;
  exports: Record<string, string | Record<string, string>>;
}

describe.each(globSync('packages/*/package.json', { cwd: ROOT }))('%s', (file) => {
  const folder = join(ROOT, dirname(file));
  const manifest = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as Manifest;

  it.each(Object.entries(manifest.exports))('has what it exports as %s, types included', (_, target) => {
    const targets = typeof target === 'string' ? [target] : Object.values(target);
    expect(targets.filter((each) => !existsSync(join(folder, each)))).toEqual([]);
  });

  it('runs nothing on the machine that it is installed on', () => {
    const asked = Object.keys(manifest.scripts ?? {});
    expect(asked.filter((name) => /^(pre|post)?(install|prepare|publish)$|^prepublish/.test(name))).toEqual([]);
  });

  it('marks what server components may not run, for React', () => {
    const { default: target } = (manifest.exports['./react'] ?? {}) as Record<string, string>;
    if (target !== undefined) expect(readFileSync(join(folder, target), 'utf8')).toMatch(/^'use client';/);
  });

  it('can be imported where there is no browser', async () => {
    for (const target of Object.values(manifest.exports)) {
      if (typeof target === 'string') continue;
      await expect(import(join(folder, target['default'] ?? ''))).resolves.toBeTypeOf('object');
    }
  });
});
