import type { Annotation, AssistantMessageItem, Source } from '@kb-assistant/protocol';

/** A source of a message, with the number it goes by. */
export interface NumberedSource {
  number: number;
  source: Source;
}

/** A place in a text that a source stands for. */
export interface Citation extends NumberedSource {
  /** UTF-16 code units into the text. */
  index: number;
}

/** The sources of a message, each once, in the order in which they are first cited; and where, for each part. */
export interface Citations {
  sources: NumberedSource[];
  /** One list for each content part, in ascending order. */
  parts: Citation[][];
}

/** Two sources with the same key are one. */
function sourceKey(source: Source): string {
  switch (source.type) {
    case 'url':
      return `url ${source.url}`;
    case 'file':
      return `file ${source.filename}`;
    case 'entity':
      return `entity ${source.id}`;
    default:
      source satisfies never;
      return '';
  }
}

export function citationsOf(item: AssistantMessageItem): Citations {
  const numbered = new Map<string, NumberedSource>();
  const cited = new Set<number>();
  const parts = item.content.map(({ text, annotations }) => {
    const places = (annotations ?? [])
      .filter((annotation) => sourceKey(annotation.source) !== '')
      .map((annotation) => ({ annotation, index: placeIn(text, annotation) }))
      .toSorted((a, b) => a.index - b.index);
    const citations = places.map(({ annotation: { source }, index }): Citation => {
      const key = sourceKey(source);
      const known = numbered.get(key) ?? { number: numbered.size + 1, source };
      numbered.set(key, known);
      return { ...known, index };
    });
    // Side by side they count up, and the same source is said once.
    const shown = citations.filter(({ source, index }) => !isNamed(text, index, source));
    for (const { number } of shown) cited.add(number);
    return shown
      .toSorted((a, b) => a.index - b.index || a.number - b.number)
      .filter((each, at, all) => all[at - 1]?.index !== each.index || all[at - 1]?.number !== each.number);
  });
  // What the text itself names needs no number: the others close ranks.
  const sources = [...numbered.values()].filter(({ number }) => cited.has(number));
  const ranks = new Map(sources.map(({ number }, rank) => [number, rank + 1]));
  const ranked = <T extends NumberedSource>(each: T): T => ({ ...each, number: ranks.get(each.number)! });
  return { sources: sources.map(ranked), parts: parts.map((part) => part.map(ranked)) };
}

/** Whether the words before a place are a link to the very source: then it has been named, and a mark says no more. */
function isNamed(text: string, index: number, source: Source): boolean {
  const address = /\]\(<?([^()<>\s]+)>?\)\s*$/.exec(text.slice(Math.max(0, index - 2_000), index))?.[1];
  if (address === undefined || source.type !== 'url') return false;
  const resolve = (url: string): string => {
    try {
      return new URL(url, globalThis.document?.baseURI ?? 'http://localhost').href;
    } catch {
      return url;
    }
  };
  return resolve(address) === resolve(source.url);
}

const placeIn = (text: string, { index }: Annotation): number =>
  index === undefined ? text.length : Math.max(0, Math.min(index, text.length));

/** The address behind a source, where it has one that may be opened. */
export function sourceUrl(source: Source): URL | null {
  if (source.type !== 'url') return null;
  try {
    const url = new URL(source.url, globalThis.document?.baseURI);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
  } catch {
    return null;
  }
}

/** Who a source comes from, in a word; nothing for the site that one is on. */
export function sourceOrigin(source: Source): string {
  if (source.type === 'url') {
    const url = sourceUrl(source);
    const own = url !== null && url.origin === globalThis.location?.origin;
    return source.attribution ?? (own ? '' : (url?.host.replace(/^www\./, '') ?? ''));
  }
  return source.type === 'file' ? source.filename : (source.label ?? '');
}
