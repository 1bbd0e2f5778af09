import { readdir } from 'node:fs/promises';
import { sep } from 'node:path';

export interface ReadMarkdownFolderOptions {
  /** What the addresses of the pages begin with, such as `https://www.example.com/help/`. Default `/`. */
  baseUrl?: string;
}

/** The paths of the Markdown files in a folder and all folders in it; hidden ones and what was installed left out. */
export async function markdownFilesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .map((file) => file.split(sep).join('/'))
    .filter(
      (path) =>
        path.endsWith('.md') && !path.split('/').some((name) => name.startsWith('.') || name === 'node_modules'),
    )
    .toSorted();
}

/** The address of the page that a file becomes. */
export function addressOf(path: string, { baseUrl = '/' }: ReadMarkdownFolderOptions): string {
  const base = baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`;
  return base + encodeURI(path.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1'));
}
