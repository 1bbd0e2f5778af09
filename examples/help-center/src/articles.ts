import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { Marked } from 'marked';

/** One page of the help centre, made of one Markdown file. */
export interface Article {
  /** Path inside the folder without its ending, such as `errors/index`. */
  slug: string;
  /** Where the page is on this site. */
  url: string;
  title: string;
  description: string;
  markdown: string;
  html: string;
}

/** Notes on how the project was built, lists made by a tool, and what was installed beside them: no help to a reader. */
const INTERNAL = /^(decisions|reference|node_modules)\//;

/** Reads a folder of Markdown files. */
export function readArticles(folder: string, basePath = '/docs'): Article[] {
  return globSync('**/*.md', { cwd: folder })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !INTERNAL.test(file))
    .toSorted()
    .map((file) => {
      const slug = file.replace(/\.md$/, '');
      const { meta, markdown } = splitFrontMatter(readFileSync(join(folder, file), 'utf8'));
      return {
        slug,
        url: `${basePath}/${slug}`,
        title: meta['title'] ?? slug,
        description: meta['description'] ?? '',
        markdown,
        html: toHtml(markdown),
      };
    });
}

function splitFrontMatter(text: string): { meta: Record<string, string>; markdown: string } {
  const [, head, markdown] = /^---\r?\n(.*?)\r?\n---\r?\n(.*)$/s.exec(text) ?? [];
  if (head === undefined || markdown === undefined) return { meta: {}, markdown: text };
  const lines = head.split(/\r?\n/).map((line) => /^(\w+):\s*(.*)$/.exec(line));
  return { meta: Object.fromEntries(lines.flatMap((match) => (match ? [[match[1], match[2]]] : []))), markdown };
}

/** Headings get the anchors that the knowledge base links to, and links between files become links between pages. */
function toHtml(markdown: string): string {
  const slugger = new GithubSlugger();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        return `<h${depth} id="${slugger.slug(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      table(token) {
        return `<div class="table">${new Marked().parser([token])}</div>`;
      },
    },
    walkTokens(token) {
      if (token.type === 'link') token['href'] = String(token['href']).replace(/\.md(?=#|$)/, '');
    },
  });
  return marked.parse(markdown, { async: false });
}
