import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnowledgeDocument } from './document.ts';
import { addressOf, markdownFilesIn, type ReadMarkdownFolderOptions } from './markdown-files.ts';

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
  options: ReadMarkdownFolderOptions = {},
): Promise<KnowledgeDocument[]> {
  const paths = await markdownFilesIn(folder);
  return Promise.all(
    paths.map(async (path) => ({
      path,
      url: addressOf(path, options),
      markdown: await readFile(join(folder, path), 'utf8'),
    })),
  );
}
