const BLOCK = /^\uFEFF?---[ \t]*\r?\n(?<fields>[\s\S]*?)(?:^|\r?\n)---[ \t]*(?:\r?\n|$)/;

/** The Markdown of a page without its front matter, and the title that stands there. */
export function splitFrontMatter(markdown: string): { body: string; title?: string } {
  const block = BLOCK.exec(markdown);
  if (!block) return { body: markdown };
  const body = markdown.slice(block[0].length);
  const title = /^title:[ \t]*(?<value>.+?)[ \t]*$/m.exec(block.groups?.['fields'] ?? '')?.groups?.['value'];
  const unquoted = title?.replace(/^(["'])(.*)\1$/, '$2');
  return unquoted ? { body, title: unquoted } : { body };
}
