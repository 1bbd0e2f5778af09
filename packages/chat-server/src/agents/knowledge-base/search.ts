import MiniSearch from 'minisearch';
import type { KnowledgeDocument } from './document.ts';
import { createEvidence } from './evidence.ts';
import { type Passage, splitIntoPassages } from './passages.ts';
import { buildQuery, type Concept, type Query, synonymsByTerm } from './query.ts';
import { defaultSynonyms } from './synonyms.ts';
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
  readonly passages: readonly Passage[];
}

const DEFAULT_THRESHOLD = 0.5;

/** What a hit in each field counts, beside one in the text. */
const BOOST = { title: 1.5, headings: 3, text: 1 };
/** How far a passage rises whose heading is what was asked. */
const HEADING_BOOST = 2;

/**
 * A full-text search that knows when it has found nothing.
 *
 * MiniSearch (BM25) finds and ranks the passages; those that cover more of the question, and whose heading is the
 * question, rise. Whether one is an answer cannot be told from a BM25 score, which means something within one question
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
  const passages = splitIntoPassages(documents);
  const vocabulary = new Vocabulary(passages);
  const evidenceOf = createEvidence(passages, vocabulary);
  const synonymsOf = synonymsByTerm(synonyms);

  const index = new MiniSearch<{ id: number; title: string; headings: string; text: string }>({
    fields: Object.keys(BOOST),
    tokenize: terms,
    processTerm: (term) => term,
  });
  index.addAll(passages.map(({ id, title, trail, text }) => ({ id, title, headings: trail.join('\n'), text })));

  function search(question: string, earlier: readonly string[] = []): SearchResult {
    const query = buildQuery(question, earlier, vocabulary, synonymsOf);
    const weights = termWeights(query);
    const hits = index
      .search([...weights.keys()].join(' '), {
        tokenize: (text) => text.split(' ').filter(Boolean),
        boost: BOOST,
        boostTerm: (term) => weights.get(term) ?? 1,
      })
      .map(({ id, score }): Hit => {
        const passage = passages[id as number]!;
        const { coverage, aim, evidence } = evidenceOf(query, passage);
        return { passage, evidence, score: score * coverage * (1 + HEADING_BOOST * aim) };
      })
      .toSorted((a, b) => b.score - a.score || a.passage.id - b.passage.id);
    const seen = new Set<string>();
    const result: SearchResult = { answers: [], nearest: [], concepts: query.concepts };
    // Twice, so that of the parts of a long section one that answers wins.
    for (const hit of hits.filter(({ evidence }) => evidence >= threshold && evidence > 0)) {
      if (!seen.has(hit.passage.url)) result.answers.push(hit);
      seen.add(hit.passage.url);
    }
    for (const hit of hits) {
      if (!seen.has(hit.passage.url)) result.nearest.push(hit);
      seen.add(hit.passage.url);
    }
    return result;
  }

  return Object.assign(search, { passages });
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
