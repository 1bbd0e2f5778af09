export type { ReadMarkdownFolderOptions } from './markdown-files.ts';
export { readMarkdownFolder } from './read-markdown-folder.ts';
export { watchMarkdownFolder, type WatchMarkdownFolderOptions } from './watch-markdown-folder.ts';
