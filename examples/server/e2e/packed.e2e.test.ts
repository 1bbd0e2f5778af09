import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, describe, expect, it } from 'vitest';
import { pack } from './pack.ts';

const ROOT = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'kb-packed-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(globSync('packages/*/package.json', { cwd: ROOT }))('%s, packed', (file) => {
  it('is what publint and arethetypeswrong ask of a package', { timeout: 60_000 }, async () => {
    const tarball = pack(join(ROOT, dirname(file)), folder);
    const { stdout: files } = spawnSync('tar', ['-tzf', tarball], { encoding: 'utf8' });
    expect(files.split('\n')).toEqual(expect.arrayContaining(['package/LICENSE', 'package/README.md']));
    // What scripts have in them of others keeps its licence, which asks for no more.
    if (/package\/dist\/(kb-assistant|chatkit)\.js$/m.test(files)) {
      const name = /package\/dist\/[\w.-]*licenses\.md/.exec(files)?.[0] ?? 'licenses.md';
      const { stdout: licences } = spawnSync('tar', ['-xzOf', tarball, name], { encoding: 'utf8' });
      for (const library of ['lit-html', /assistant/.test(file) ? 'culori' : 'dompurify']) {
        expect(licences).toMatch(new RegExp(`## ${library} - [\\d.]+ \\(`));
      }
    }
    expect(files).not.toMatch(/\.test\.|\/testing\//);
    const { buffer, byteOffset, byteLength } = readFileSync(tarball);
    const { messages, pkg } = await publint({
      strict: true,
      pack: { tarball: buffer.slice(byteOffset, byteOffset + byteLength) },
    });
    expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([]);
    const attw = join(ROOT, 'node_modules/.bin/attw');
    // The script that a page loads is no module, and has no types.
    const left = ['./kb-assistant.js', './chatkit.js', './kb-chatkit.js'];
    const { status, stdout } = spawnSync(
      attw,
      [tarball, '--profile', 'esm-only', '--format', 'ascii', '--exclude-entrypoints', ...left],
      {
        encoding: 'utf8',
      },
    );
    expect(status, stdout).toBe(0);
  });
});
