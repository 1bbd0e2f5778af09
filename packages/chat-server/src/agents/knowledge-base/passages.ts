import GithubSlugger from 'github-slugger';
import { Marked, type Token, type Tokens } from 'marked';
import type { KnowledgeDocument } from './document.ts';
import { splitFrontMatter } from './front-matter.ts';
import { plainText } from './plain-text.ts';

/** A paragraph, list, table or code block: what is never cut. */
export interface Block {
  token: Token;
  text: string;
}

/** What stands below one heading, or a part of it where that is long. */
export interface Passage {
  /** Its number, which no other passage has had. */
  id: number;
  document: KnowledgeDocument;
  /** The title of the page. */
  title: string;
  /** The headings above it, outermost first, its own last; the one of the first level left out. */
  trail: string[];
  /** The anchor of its heading; empty for the introduction of the page. */
  anchor: string;
  /** The address of its page and heading. */
  url: string;
  /** Whether it stands right below its heading, and is no later part of a long section. */
  isLead: boolean;
  blocks: Block[];
  text: string;
}

/** A passage that is longer, in characters, is split between blocks. */
const SIZE = 1500;

/** The address of a page, without an anchor. */
export const pageOf = (url: string): string => url.replace(/#.*$/, '');

/** Its own heading: that of the page for the introduction. */
export const headingOf = ({ title, trail }: Pick<Passage, 'title' | 'trail'>): string => trail.at(-1) ?? title;

const markdown = new Marked({ gfm: true });

/**
 * Splits pages at their headings. Each passage begins at a heading and knows the headings above it; a long one is
 * split between paragraphs, lists, tables and code blocks, none of which is ever cut. Anchors are spelled as GitHub
 * spells them, counted afresh on each page, so that they are the ids that a page rendered in this way has.
 *
 * @param firstId The number of the first one; the others follow.
 */
export function splitIntoPassages(documents: Iterable<KnowledgeDocument>, firstId = 0): Passage[] {
  const passages: Passage[] = [];
  for (const document of documents) {
    for (const passage of passagesOf(document)) passages.push({ ...passage, id: firstId + passages.length });
  }
  return passages;
}

function* passagesOf(document: KnowledgeDocument): Generator<Omit<Passage, 'id'>> {
  const { body, title: frontTitle } = splitFrontMatter(document.markdown);
  const tokens = markdown.lexer(body);
  const first = tokens.find((token): token is Tokens.Heading => token.type === 'heading' && token.depth === 1);
  const title = document.title ?? frontTitle ?? (first && plainText(first.tokens)) ?? document.url;

  const slugger = new GithubSlugger();
  const page = pageOf(document.url);
  /** By level; holes where a level was skipped. */
  let open: { depth: number; text: string }[] = [];
  let anchor = '';
  let blocks: Block[] = [];

  function* finished(): Generator<Omit<Passage, 'id'>> {
    const trail = open.map(({ text }) => text);
    const url = anchor === '' ? page : `${page}#${anchor}`;
    for (const [at, part] of splitBlocks(blocks).entries()) {
      const text = part.map((block) => block.text).join('\n');
      yield { document, title, trail, anchor, url, isLead: at === 0, blocks: part, text };
    }
    blocks = [];
  }

  for (const token of tokens) {
    if (token.type === 'heading') {
      yield* finished();
      const { depth, tokens: inline } = token as Tokens.Heading;
      const text = plainText(inline);
      const slug = slugger.slug(text);
      open = open.filter((heading) => heading.depth < depth);
      if (depth > 1) open.push({ depth, text });
      // The introduction stands at the top: the page itself is where it can be read.
      anchor = depth === 1 && token === first ? '' : slug;
    } else {
      const text = plainText([token]);
      if (text !== '') blocks.push({ token, text });
    }
  }
  yield* finished();
}

function splitBlocks(blocks: readonly Block[]): Block[][] {
  const parts: Block[][] = [];
  let size = Infinity;
  for (const block of blocks) {
    const leadIn = parts.at(-1)?.at(-1)?.text.endsWith(':') ?? false;
    if (size + block.text.length > SIZE && !(leadIn && size < Infinity)) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(block);
    size += block.text.length;
  }
  return parts;
}
