import { headingOf, type Passage } from './passages.ts';
import type { Concept } from './query.ts';
import { isTelling, words } from './terms.ts';

/** No word. */
const BREAK = '\n';

/**
 * Measures whether a passage speaks of things together as the question does: the share of the pairs of neighbouring
 * words of the question that stand side by side in the passage, in either order, words that tell nothing left out.
 * A passage that has "session" here and "token" there is not about session tokens.
 */
export function createCloseness(): (question: string, concepts: readonly Concept[]) => (passage: Passage) => number {
  /** The telling words of the passages that were looked at, in their order. */
  const sequences = new WeakMap<Passage, string[]>();
  const sequenceOf = (passage: Passage): string[] => {
    const known = sequences.get(passage);
    if (known) return known;
    const found = [...telling(headingOf(passage)), BREAK, ...telling(passage.text)];
    sequences.set(passage, found);
    return found;
  };

  return (question, concepts) => {
    const meant = new Map(
      concepts.flatMap((concept) => concept.alternatives.map(({ term }) => [term, concept] as const)),
    );
    const asked = telling(question).map((term) => meant.get(term));
    const pairs = asked.flatMap((second, at): [Concept, Concept][] => {
      const first = asked[at - 1];
      return first && second && first !== second ? [[first, second]] : [];
    });
    if (pairs.length === 0) return () => 0;
    return (passage) => {
      const said = sequenceOf(passage).map((term) => meant.get(term));
      const isTogether = ([first, second]: [Concept, Concept]) =>
        said.some((each, at) => {
          const next = said[at + 1];
          return (each === first && next === second) || (each === second && next === first);
        });
      return pairs.filter(isTogether).length / pairs.length;
    };
  };
}

const telling = (text: string): string[] => words(text).flatMap((word) => (isTelling(word) ? word.term : []));
