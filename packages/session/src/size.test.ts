import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { bundle } from './testing/bundle.ts';

const MAX_BYTES = 6 * 1024;

describe('the core entry', () => {
  it('is at most 6 kB without jose, and imports nothing else', async () => {
    const { code, imports } = await bundle(join(import.meta.dirname, 'index.ts'), ['jose']);
    expect(imports).toEqual(['jose']);
    expect(code).not.toMatch(/\b(?:Buffer|process|require)\b/);
    const bytes = brotliCompressSync(code).byteLength;
    console.log(`@kb-assistant/session: ${bytes} bytes brotli without jose (limit ${MAX_BYTES})`);
    expect(bytes).toBeLessThanOrEqual(MAX_BYTES);
  });

  it('has one dependency, and asks for no other', () => {
    expect(Object.keys(manifest.dependencies)).toEqual(['jose']);
    expect(manifest.peerDependenciesMeta).toEqual(
      Object.fromEntries(Object.keys(manifest.peerDependencies).map((name) => [name, { optional: true }])),
    );
  });
});
