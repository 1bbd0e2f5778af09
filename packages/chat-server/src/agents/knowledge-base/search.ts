import MiniSearch from 'minisearch';
import { createCloseness } from './closeness.ts';
import type { KnowledgeDocument } from './document.ts';
import { createEvidence } from './evidence.ts';
import { headingOf, pageOf, type Passage, splitIntoPassages } from './passages.ts';
import { buildQuery, type Concept, type Query, synonymsByTerm } from './query.ts';
import { questionKind } from './question-kind.ts';
import { defaultSynonyms } from './synonyms.ts';
import { leadOf, tells } from './telling.ts';
import { terms } from './terms.ts';
import { Vocabulary } from './vocabulary.ts';

export interface SearchOptions {
  /** The pages to answer from. */
  documents: readonly KnowledgeDocument[];
  /** How much of a question a passage must answer to be quoted, from 0 to 1. Default 0.5. See {@link createSearch}. */
  threshold?: number;
  /** Groups of words that mean the same. Default: {@link defaultSynonyms}. */
  synonyms?: readonly (readonly string[])[];
}

/** A passage that has something of what was asked. */
export interface Hit {
  passage: Passage;
  /** How much speaks for it as an answer, from 0 to 1: the same measure for every question. */
  evidence: number;
  /** Its rank: comparable within one question only. */
  score: number;
}

export interface SearchResult {
  /** Those that answer, best first, at most one for each heading. Empty where the pages have no answer. */
  answers: Hit[];
  /** The others that have something of what was asked, best first. */
  nearest: Hit[];
  /** What was asked for. */
  concepts: Concept[];
}

export interface Search {
  /** @param earlier the person's earlier messages, oldest first: a follow-up is searched together with them. */
  (question: string, earlier?: readonly string[]): SearchResult;
  /** All of them, page by page. */
  readonly passages: readonly Passage[];
  /** Takes in pages, each in the place of the one with its address where there is one. */
  put(documents: Iterable<KnowledgeDocument>): void;
  /** Forgets the pages with these addresses. Those that are not there are passed over. */
  remove(urls: Iterable<string>): void;
}

const DEFAULT_THRESHOLD = 0.5;

/** What a hit in each field counts, beside one in the text. */
const BOOST = { title: 1.5, headings: 3, text: 1 };
/** Of more passages that are no answers only those that cover the most are ranked. */
const CANDIDATES = 1000;
/** How far a passage rises whose heading is what was asked. */
const HEADING_BOOST = 2;
/** And one whose heading is a question of the same kind, such as "how long". */
const KIND_BOOST = 1.35;
/** And one that says together what the question says together. */
const CLOSENESS_BOOST = 1;
/** So many, the first ones, are looked at word by word, which takes time. */
const LOOKED_AT = 20;

/**
 * A full-text search that knows when it has found nothing.
 *
 * MiniSearch (BM25) finds and ranks the passages; those that cover more of the question, and whose heading is the
 * question or one of its kind, rise, and so do those that say together what the question says together. Whether one is an answer cannot be told from a BM25 score, which means something within one question
 * only: that is told from evidence, by a measure that is the same for all questions (see {@link createEvidence}).
 * A passage with at least `threshold` of it is an answer. Nothing is random or learnt: the same pages and the same
 * question always give the same result.
 *
 * @throws {RangeError} where the threshold is not from 0 to 1.
 */
export function createSearch({
  documents,
  threshold = DEFAULT_THRESHOLD,
  synonyms = defaultSynonyms,
}: SearchOptions): Search {
  if (!(threshold >= 0 && threshold <= 1)) {
    throw new RangeError(`threshold: expected a number from 0 to 1, got ${String(threshold)}.`);
  }
  /** By the address of their page, in the order in which the addresses first came. */
  const pages = new Map<string, { place: number; passages: Passage[] }>();
  const byId = new Map<number, Passage>();
  let nextId = 0;
  let nextPlace = 0;
  const vocabulary = new Vocabulary();
  const evidenceOf = createEvidence(vocabulary);
  const closenessOf = createCloseness();
  const synonymsOf = synonymsByTerm(synonyms);

  const index = new MiniSearch<Indexed>({
    fields: Object.keys(BOOST),
    tokenize: terms,
    processTerm: (term) => term,
  });
  put(documents);

  function put(added: Iterable<KnowledgeDocument>): void {
    for (const document of added) {
      const key = pageOf(document.url);
      const before = pages.get(key);
      for (const passage of before?.passages ?? []) forget(passage);
      const passages = splitIntoPassages([document], nextId);
      nextId += passages.length;
      for (const passage of passages) {
        byId.set(passage.id, passage);
        vocabulary.add(passage);
        index.add(indexed(passage));
      }
      pages.set(key, { place: before?.place ?? nextPlace++, passages });
    }
  }

  function remove(urls: Iterable<string>): void {
    for (const url of urls) {
      for (const passage of pages.get(pageOf(url))?.passages ?? []) forget(passage);
      pages.delete(pageOf(url));
    }
  }

  /** At once and wholly: what is only marked as gone still counts in the ranks of the others. */
  function forget(passage: Passage): void {
    byId.delete(passage.id);
    vocabulary.remove(passage);
    index.remove(indexed(passage));
  }

  /** Of its heading. */
  const kinds = new WeakMap<Passage, string | null>();
  const kindOf = (passage: Passage): string | null => {
    const known = kinds.get(passage);
    if (known !== undefined) return known;
    const kind = questionKind(headingOf(passage));
    kinds.set(passage, kind);
    return kind;
  };

  const placeOf = ({ document }: Passage): number => pages.get(pageOf(document.url))?.place ?? 0;

  const byRank = (a: Hit, b: Hit): number =>
    b.score - a.score || placeOf(a.passage) - placeOf(b.passage) || a.passage.id - b.passage.id;

  function search(question: string, earlier: readonly string[] = []): SearchResult {
    const query = buildQuery(question, earlier, vocabulary, synonymsOf);
    const weights = termWeights(query);
    const kind = questionKind(question);
    const { coverages, of: evidenceOfPassage } = evidenceOf(query);
    const floor = floorOf(coverages);
    const isRanked = (id: number): boolean => {
      const coverage = coverages.get(id)!;
      if (coverage >= floor) return true;
      // Evidence is never more than the root of the coverage.
      return coverage >= threshold ** 2 && evidenceOfPassage(byId.get(id)!).evidence >= threshold;
    };
    const hits = index
      .search([...weights.keys()].join(' '), {
        tokenize: (text) => text.split(' ').filter(Boolean),
        boost: BOOST,
        boostTerm: (term) => weights.get(term) ?? 1,
        // Zero passes over a passage before anything is made of it.
        ...(floor > 0 ? { boostDocument: (id: number) => (isRanked(id) ? 1 : 0) } : {}),
      })
      .map(({ id, score }): Hit => {
        const passage = byId.get(id as number)!;
        const { coverage, aim, evidence } = evidenceOfPassage(passage);
        const isOfKind = kind !== null && kind === kindOf(passage);
        const boost = (1 + HEADING_BOOST * aim) * (isOfKind ? KIND_BOOST : 1);
        // Squared: what has all of the question comes before what has half of it twice.
        return { passage, evidence, score: score * coverage ** 2 * boost };
      })
      .toSorted(byRank);
    const closeness = closenessOf(question, query.concepts);
    const first = hits.splice(0, LOOKED_AT).map((hit) => {
      return { ...hit, score: hit.score * (1 + CLOSENESS_BOOST * closeness(hit.passage)) };
    });
    hits.unshift(...first.toSorted(byRank));
    const seen = new Set<string>();
    const result: SearchResult = { answers: [], nearest: [], concepts: query.concepts };
    const collect = (hit: Hit, into: Hit[]): void => {
      if (seen.has(hit.passage.url)) return;
      into.push(seen.size < LOOKED_AT ? { ...hit, passage: tellingPart(hit.passage, query.concepts) } : hit);
      seen.add(hit.passage.url);
    };
    // Twice, so that of the parts of a long section one that answers wins.
    for (const hit of hits) if (hit.evidence >= threshold && hit.evidence > 0) collect(hit, result.answers);
    for (const hit of hits) collect(hit, result.nearest);
    return result;
  }

  /** The part of a section that tells most, the first one where they tell alike. */
  function tellingPart(passage: Passage, concepts: readonly Concept[]): Passage {
    const parts = (pages.get(pageOf(passage.document.url))?.passages ?? []).filter(({ url }) => url === passage.url);
    if (parts.length < 2) return passage;
    const values = parts.map((part) => tells(leadOf(part) + part.text, concepts));
    return parts[values.indexOf(Math.max(...values))] ?? passage;
  }

  const found = Object.assign(search, { put, remove });
  const passages = { get: () => Array.from(pages.values(), (page) => page.passages).flat() };
  return Object.defineProperty(found, 'passages', passages) as Search;
}

interface Indexed {
  id: number;
  title: string;
  headings: string;
  text: string;
}

const indexed = ({ id, title, trail, text }: Passage): Indexed => ({ id, title, headings: trail.join('\n'), text });

/**
 * How much of the question a passage must cover to be ranked, where so many have something of it that ranking all of
 * them takes long. 0 where all of them are ranked. Answers are ranked however little they cover: they are never fewer
 * for being among many.
 */
function floorOf(coverages: ReadonlyMap<number, number>): number {
  if (coverages.size <= CANDIDATES) return 0;
  return Float64Array.from(coverages.values()).toSorted()[coverages.size - CANDIDATES]!;
}

/** What each term counts in the ranking. */
function termWeights({ concepts }: Query): Map<string, number> {
  const weights = new Map<string, number>();
  const raise = (term: string, weight: number) => weights.set(term, Math.max(weight, weights.get(term) ?? 0));
  for (const { share, alternatives, parts } of concepts) {
    for (const { term, sureness } of alternatives) raise(term, share * sureness);
    for (const part of parts) raise(part, share / 2);
  }
  return weights;
}
