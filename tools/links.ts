/**
 * Asks for every address elsewhere that the documentation links to, once each, and names those that are gone. It takes a
 * network and the patience of strangers, so it is no test: a workflow runs it once a week.
 */
import { docPages, linksOf } from './lib/doc-pages.ts';

/** What came of an address, where it was not there. */
export interface BrokenLink {
  url: string;
  /** The pages that lead to it. */
  pages: string[];
  /** Such as `404`, or what the network said. */
  found: string;
}

/** A site that wants no robots, asks for patience or is down for a moment has not moved. */
const isGone = (status: number): boolean => status === 404 || status === 410;

/** Resolves with what was found instead of the page, or `null`. */
async function problemAt(url: string): Promise<string | null> {
  try {
    const { status } = await fetch(url, { signal: AbortSignal.timeout(20_000), headers: { accept: 'text/html,*/*' } });
    return isGone(status) ? String(status) : null;
  } catch (error) {
    const { message, cause } = error as Error;
    return cause instanceof Error ? cause.message : message;
  }
}

/** Not what somebody has started on their own machine. */
const ELSEWHERE = /^https?:\/\/(?!localhost[:/])[^#]+/;

/** Asks for each address once, one after another. */
export async function brokenLinks(pages: { path: string; links: string[] }[]): Promise<BrokenLink[]> {
  const broken: BrokenLink[] = [];
  const urls = new Set(pages.flatMap(({ links }) => links).flatMap((href) => ELSEWHERE.exec(href) ?? []));
  for (const url of urls) {
    const found = await problemAt(url);
    if (found === null) continue;
    const from = pages.filter(({ links }) => links.some((href) => href.split('#')[0] === url));
    broken.push({ url, pages: from.map(({ path }) => path), found });
  }
  return broken;
}

if (process.argv[1] === import.meta.filename) {
  const broken = await brokenLinks(docPages().map((page) => ({ path: page.path, links: linksOf(page) })));
  for (const { url, pages, found } of broken) console.error(`${url}: ${found}. Linked from ${pages.join(', ')}.`);
  console.log(broken.length === 0 ? 'Every link leads somewhere.' : `${broken.length} broken.`);
  process.exitCode = broken.length === 0 ? 0 : 1;
}
