import { headingOf, type Passage } from './passages.ts';
import type { Concept, Query } from './query.ts';
import { isTelling, words } from './terms.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Evidence {
  /** The share of the question that the passage covers. */
  coverage: number;
  /** The share of the passage's heading that the question covers: whether the heading is the question. */
  aim: number;
  /** What speaks for the passage as an answer. All three are from 0 to 1. */
  evidence: number;
}

/** What one question finds. */
export interface QueryEvidence {
  /** The coverage by the number of each passage that has any. */
  coverages: ReadonlyMap<number, number>;
  of(passage: Passage): Evidence;
}

/** What the parts of a name are worth where the name itself is not there. */
const PARTS_ONLY = 0.5;
/** Counts with every heading, so that one of a single common word is not asked for by everyone who uses the word. */
const HEADING_WEIGHT = 3;
/** Counts with every word of the question, so that one rare word of three is not already half of what was asked. */
const WORD_WEIGHT = 0.25;

/**
 * Measures how well a passage answers a question, alike for all questions and passages of one knowledge base.
 *
 * 1. *Coverage.* Each telling word of the question weighs as much as it is rare (idf), and a little by itself. A passage covers it in full
 *    where a heading has it or the text has it twice, less where it is mentioned once, and less again where only a
 *    synonym is there, or what it may be a misspelling of. A word that no page has weighs as much as the rarest, and
 *    nothing covers it: it speaks against every passage.
 * 2. *Aim.* The same the other way round, for the heading: "How do I change the font?" is all about a font, and so is
 *    "fonts?".
 * 3. *Evidence* is the coverage, or the geometric mean of coverage and aim where that is more: a question in other
 *    words than the page's is still recognised by its heading, but a heading alone is never enough.
 */
export function createEvidence(vocabulary: Vocabulary): (query: Query) => QueryEvidence {
  /** The telling terms of the headings that were looked at. */
  const headings = new WeakMap<Passage, string[]>();
  const headingTerms = (passage: Passage): string[] => {
    const known = headings.get(passage);
    if (known) return known;
    const found = words(headingOf(passage)).flatMap((word) => (isTelling(word) ? word.term : []));
    headings.set(passage, found);
    return found;
  };

  return ({ concepts }) => {
    const coverages = coveragesOf(concepts, vocabulary);
    const askedFor = new Map<string, number>();
    for (const { share, alternatives } of concepts) {
      for (const { term, sureness } of alternatives) {
        askedFor.set(term, Math.max(share * sureness, askedFor.get(term) ?? 0));
      }
    }

    const measured = new Map<number, Evidence>();
    function of(passage: Passage): Evidence {
      const known = measured.get(passage.id);
      if (known) return known;
      const coverage = coverages.get(passage.id) ?? 0;
      let aimed = 0;
      let heading = HEADING_WEIGHT;
      for (const term of headingTerms(passage)) {
        const weight = vocabulary.weight(term);
        aimed += weight * (askedFor.get(term) ?? 0);
        heading += weight;
      }
      const aim = aimed / heading;
      const evidence = { coverage, aim, evidence: Math.max(coverage, Math.sqrt(coverage * aim)) };
      measured.set(passage.id, evidence);
      return evidence;
    }

    return { coverages, of };
  };
}

/** The coverage by the number of each passage that has any: from the places of each term, and not passage by passage. */
function coveragesOf(concepts: readonly Concept[], vocabulary: Vocabulary): Map<number, number> {
  const covered = new Map<number, number>();
  const asked = concepts.reduce((sum, { weight, share }) => sum + weight + share * WORD_WEIGHT, 0);
  for (const { weight: rarity, share, alternatives, parts } of concepts) {
    const weight = rarity + share * WORD_WEIGHT;
    const inParts = new Map<number, number>();
    for (const part of parts) {
      for (const [id, presence] of vocabulary.places(part)) inParts.set(id, presence + (inParts.get(id) ?? 0));
    }
    const best = new Map<number, number>();
    for (const [id, sum] of inParts) best.set(id, (PARTS_ONLY * sum) / parts.length);
    for (const { term, sureness } of alternatives) {
      for (const [id, presence] of vocabulary.places(term)) {
        best.set(id, Math.max(sureness * presence, best.get(id) ?? 0));
      }
    }
    for (const [id, presence] of best) covered.set(id, (weight * presence) / asked + (covered.get(id) ?? 0));
  }
  return covered;
}
