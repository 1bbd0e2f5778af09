import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { marked, type Token, type Tokens } from 'marked';
import { ROOT } from './run.ts';

/** A page of the documentation. */
export interface DocPage {
  /** From the root, such as `docs/start.md`. */
  path: string;
  tokens: Token[];
}

/** All that people read: the documentation, and what stands beside the code. */
export const docPages = (): DocPage[] =>
  globSync(['docs/**/*.md', 'README.md', 'packages/*/README.md', '*.md'], {
    cwd: ROOT,
    exclude: (path) => basename(path) === 'node_modules',
  })
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8').replace(/^---\n.*?\n---\n/s, withoutText) }))
    .map(({ path, text }) => ({ path, tokens: marked.lexer(text) }));

/** Keeps the lines, so that those below keep their numbers. */
export const withoutText = (text: string): string => text.replaceAll(/[^\n]/g, '');

/** Where a page leads, and what it shows of another file. */
export function linksOf({ tokens }: DocPage): string[] {
  const links: string[] = [];
  void marked.walkTokens(tokens, (token) => {
    if (token.type === 'link' || token.type === 'image') links.push((token as Tokens.Link).href);
  });
  return links;
}
