import type { Passage } from './passages.ts';
import type { Query } from './query.ts';
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

/** What the parts of a name are worth where the name itself is not there. */
const PARTS_ONLY = 0.5;
/** Counts with every heading, so that one of a single common word is not asked for by everyone who uses the word. */
const HEADING_WEIGHT = 2;

/**
 * Measures how well a passage answers a question, alike for all questions and passages of one knowledge base.
 *
 * 1. *Coverage.* Each telling word of the question weighs as much as it is rare (idf). A passage covers it in full
 *    where a heading has it or the text has it twice, less where it is mentioned once, and less again where only a
 *    synonym is there, or what it may be a misspelling of. A word that no page has weighs as much as the rarest, and
 *    nothing covers it: it speaks against every passage.
 * 2. *Aim.* The same the other way round, for the heading: "How do I change the font?" is all about a font, and so is
 *    "fonts?".
 * 3. *Evidence* is the coverage, or the geometric mean of coverage and aim where that is more: a question in other
 *    words than the page's is still recognised by its heading, but a heading alone is never enough.
 */
export function createEvidence(
  passages: readonly Passage[],
  vocabulary: Vocabulary,
): (query: Query, passage: Passage) => Evidence {
  const headings = passages.map(({ title, trail }) =>
    words(trail.at(-1) ?? title)
      .filter(isTelling)
      .map(({ term }) => ({ term, weight: vocabulary.weight(term) })),
  );

  return ({ concepts }, { id }) => {
    let covered = 0;
    let asked = 0;
    for (const { weight, alternatives, parts } of concepts) {
      const whole = alternatives.map(({ term, sureness }) => sureness * vocabulary.presence(term, id));
      const inParts = parts.reduce((sum, part) => sum + vocabulary.presence(part, id), 0) / Math.max(1, parts.length);
      covered += weight * Math.max(0, ...whole, PARTS_ONLY * inParts);
      asked += weight;
    }
    const coverage = asked === 0 ? 0 : covered / asked;

    let aimed = 0;
    let heading = HEADING_WEIGHT;
    for (const { term, weight } of headings[id] ?? []) {
      const surest = concepts.flatMap(({ share, alternatives }) =>
        alternatives.filter((each) => each.term === term).map(({ sureness }) => share * sureness),
      );
      aimed += weight * Math.max(0, ...surest);
      heading += weight;
    }
    const aim = aimed / heading;

    return { coverage, aim, evidence: Math.max(coverage, Math.sqrt(coverage * aim)) };
  };
}
