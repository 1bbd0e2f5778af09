import type { KnowledgeDocument } from './document.ts';

/** Where a link of a page leads; `null` where it should not be followed. */
export type ResolveLink = (href: string, from: KnowledgeDocument) => string | null;

const SAFE = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** Stands for the site's own origin where a page's address has none. */
const NO_ORIGIN = 'https://no-origin.invalid';

/**
 * Makes the links of pages work outside of them: a link to another file of the knowledge base leads to that page's
 * address, any other relative one is taken from the address of the page it stands on.
 */
export function createLinkResolver(documents: readonly KnowledgeDocument[]): ResolveLink {
  const byPage = new Map(documents.map((document) => [pageOf(pathOf(document)), document]));

  return (href, from) => {
    const file = URL.canParse(href) ? null : fileOf(href, from);
    const target = file && byPage.get(pageOf(file.path));
    const address = target ? target.url.replace(/#.*$/, '') + file.rest : href;
    const base = new URL((target ?? from).url, NO_ORIGIN);
    if (!URL.canParse(address, base)) return null;
    const url = new URL(address, base);
    if (!SAFE.has(url.protocol)) return null;
    // A bracket would end the link that it stands in.
    const text = url.href.replaceAll('(', '%28').replaceAll(')', '%29');
    return url.origin === NO_ORIGIN ? text.slice(NO_ORIGIN.length) : text;
  };
}

const pathOf = ({ path, url }: KnowledgeDocument): string => path ?? new URL(url, NO_ORIGIN).pathname.slice(1);

/** One name for a page, whether a link says `a/index.md`, `a/` or `a`. */
const pageOf = (path: string): string =>
  path
    .replace(/\.md$/, '')
    .replace(/(^|\/)index$/, '$1')
    .replace(/\/$/, '');

/** The file that a relative link names, and its query and anchor. */
function fileOf(href: string, from: KnowledgeDocument): { path: string; rest: string } | null {
  const [, relative, rest] = /^([^?#]*)(.*)$/s.exec(href) ?? [];
  if (!relative) return null;
  const base = `${NO_ORIGIN}/${pathOf(from)}`;
  if (!URL.canParse(relative, base)) return null;
  return { path: decoded(new URL(relative, base).pathname.slice(1)), rest: rest ?? '' };
}

/** As it was written, where a percent sign in it encodes nothing. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
