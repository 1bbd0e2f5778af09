import { isTelling, type Word, words } from './terms.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Something that a question asks for, and the terms by which a passage can speak of it. */
export interface Concept {
  /** How much it tells: its rarity, times its share. */
  weight: number;
  /** 1 for what the question itself asks for, less for what is taken over from an earlier one. */
  share: number;
  /** The terms, and how surely each means it, up to 1. Empty where no page has it. */
  alternatives: { term: string; sureness: number }[];
  /** The parts of a name: a passage that has only these speaks of it a little. */
  parts: string[];
}

export interface Query {
  concepts: Concept[];
}

/** How surely a term that is not the one asked for means the same. */
const SYNONYM = 0.85;
const SIMILAR = 0.75;

/** What each question before the last counts beside the one after it. */
const EARLIER = 0.4;
/** A follow-up hangs on what was said just before. */
const EARLIER_QUESTIONS = 2;

/** A question with more telling words stands by itself. */
const FEW = 2;
const CONNECTIVE = /^(?:and|or|but|also|then|what about|how about|what if|why|for|in|on|with|without|from|instead)\b/;
const POINTING = /\b(?:it|its|that|this|those|these|they|them|there|one|ones|same|other)\b/;

/** The stems of the words that mean the same as a stem. */
export type Synonyms = ReadonlyMap<string, readonly string[]>;

/** @throws {TypeError} where an entry is not one word. */
export function synonymsByTerm(groups: readonly (readonly string[])[]): Synonyms {
  const all = new Map<string, Set<string>>();
  for (const group of groups) {
    const stems = group.map((each) => {
      const [word, ...more] = words(each);
      if (!word || more.length > 0) throw new TypeError(`synonyms: expected single words, got "${each}".`);
      return word.term;
    });
    for (const each of stems) all.set(each, new Set([...(all.get(each) ?? []), ...stems]));
  }
  return new Map(Array.from(all, ([term, others]) => [term, [...others].filter((other) => other !== term)]));
}

/** Whether a question cannot be understood without the ones before it. */
export function isFollowUp(question: string): boolean {
  const count = words(question).filter(isTelling).length;
  const text = question.trim().toLowerCase();
  return count === 0 || (count <= FEW && (CONNECTIVE.test(text) || POINTING.test(text)));
}

/**
 * What is asked for. A follow-up takes over what the questions before it asked for, at a lower weight.
 *
 * @param earlier the person's earlier messages, oldest first.
 */
export function buildQuery(
  question: string,
  earlier: readonly string[],
  vocabulary: Vocabulary,
  synonyms: Synonyms,
): Query {
  const concepts = new Map<string, Concept>();
  const texts = isFollowUp(question) ? [...earlier.slice(-EARLIER_QUESTIONS), question] : [question];
  texts.toReversed().forEach((text, age) => {
    for (const word of words(text)
      .filter(isTelling)
      .flatMap((each) => findable(each, vocabulary, synonyms))) {
      if (!concepts.has(word.term)) concepts.set(word.term, conceptOf(word, EARLIER ** age, vocabulary, synonyms));
    }
  });
  return { concepts: [...concepts.values()] };
}

/** The word, or its parts where it is a name that no page has, or two words that somebody wrote as one. */
function findable(word: Word, vocabulary: Vocabulary, synonyms: Synonyms): Word[] {
  const { surface, term, parts } = word;
  if (vocabulary.has(term)) return [word];
  if (parts.length > 0) return parts.map((part) => ({ surface: part, term: part, parts: [] })).filter(isTelling);
  if (synonyms.has(term) || vocabulary.similar(surface).length > 0) return [word];
  return vocabulary.halves(surface) ?? [word];
}

function conceptOf({ surface, term, parts }: Word, share: number, vocabulary: Vocabulary, synonyms: Synonyms): Concept {
  const isKnown = vocabulary.has(term);
  const alternatives = isKnown ? [{ term, sureness: 1 }] : [];
  for (const each of synonyms.get(term) ?? []) {
    if (vocabulary.has(each)) alternatives.push({ term: each, sureness: SYNONYM });
  }
  if (alternatives.length === 0) {
    for (const each of vocabulary.similar(surface)) {
      alternatives.push({ term: each, sureness: SIMILAR });
      for (const other of synonyms.get(each) ?? []) {
        if (vocabulary.has(other)) alternatives.push({ term: other, sureness: SIMILAR * SYNONYM });
      }
    }
  }
  // Known under other names only, it is as common as the commonest of them.
  const names = isKnown || alternatives.length === 0 ? [term] : alternatives.map((each) => each.term);
  const weight = share * Math.min(...names.map((name) => vocabulary.weight(name)));
  return { weight, share, alternatives, parts: isKnown ? parts.filter((part) => vocabulary.has(part)) : [] };
}
