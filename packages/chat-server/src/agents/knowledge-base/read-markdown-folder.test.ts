import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMarkdownFolder } from './read-markdown-folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kb-markdown-'));
  for (const path of [
    'index.md',
    'b.md',
    'a/index.md',
    'a/c d.md',
    'a/picture.png',
    '.hidden/x.md',
    'a/.draft.md',
    'node_modules/x/readme.md',
  ]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), `# ${path}`);
  }
});
afterEach(() => rm(folder, { recursive: true }));

describe('readMarkdownFolder', () => {
  it('reads the Markdown files of all folders, hidden ones and installed ones left out', async () => {
    const documents = await readMarkdownFolder(folder);
    expect(documents.map(({ path, markdown }) => [path, markdown])).toEqual([
      ['a/c d.md', '# a/c d.md'],
      ['a/index.md', '# a/index.md'],
      ['b.md', '# b.md'],
      ['index.md', '# index.md'],
    ]);
  });

  it('gives each page its address', async () => {
    const documents = await readMarkdownFolder(folder, { baseUrl: 'https://example.com/help' });
    expect(documents.map(({ url }) => url)).toEqual([
      'https://example.com/help/a/c%20d',
      'https://example.com/help/a/',
      'https://example.com/help/b',
      'https://example.com/help/',
    ]);
  });

  it('fails where there is no such folder', async () => {
    await expect(readMarkdownFolder(join(folder, 'nowhere'))).rejects.toThrow('ENOENT');
  });
});
