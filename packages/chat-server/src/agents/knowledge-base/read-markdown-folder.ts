import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { KnowledgeDocument } from './document.ts';

export interface ReadMarkdownFolderOptions {
  /** What the addresses of the pages begin with, such as `https://www.example.com/help/`. Default `/`. */
  baseUrl?: string;
}

/**
 * Reads the Markdown files of a folder, and of all folders in it, in alphabetical order. Hidden ones are left
 * out, and what was installed there.
 *
 * `billing/invoices.md` gets the address `<baseUrl>billing/invoices`, and an `index.md` that of its folder.
 *
 * @throws where the folder or a file cannot be read, as `node:fs` does.
 * @example
 * const documents = await readMarkdownFolder('docs', { baseUrl: 'https://www.example.com/help/' });
 * const agent = knowledgeBase({ documents });
 */
export async function readMarkdownFolder(
  folder: string,
  { baseUrl = '/' }: ReadMarkdownFolderOptions = {},
): Promise<KnowledgeDocument[]> {
  const files = await readdir(folder, { recursive: true });
  const paths = files
    .map((file) => file.split(sep).join('/'))
    .filter(
      (path) =>
        path.endsWith('.md') && !path.split('/').some((name) => name.startsWith('.') || name === 'node_modules'),
    )
    .toSorted();
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return Promise.all(
    paths.map(async (path) => ({
      path,
      url: base + encodeURI(path.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1')),
      markdown: await readFile(join(folder, path), 'utf8'),
    })),
  );
}
