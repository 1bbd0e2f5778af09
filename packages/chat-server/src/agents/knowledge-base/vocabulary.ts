import { isWithinTypos } from './edit-distance.ts';
import type { Passage } from './passages.ts';
import { familyOf, stem, words } from './terms.ts';

/**
 * How much a passage is about a word that stands there. The title of the page counts as a heading. A part of a name is
 * "side" in "server-side"; a listing uses words, but says nothing about them.
 */
const PRESENCE = { heading: 1, textTwice: 1, headingPart: 0.8, textOnce: 0.65, textPart: 0.55, code: 0.55 };

/** A shorter word has too many neighbours to guess which one was meant. */
const MIN_TYPO_LENGTH = 6;
/** From this length on a word may have two mistakes. */
const LONG = 8;

/** All that is known about the words of the passages. */
export class Vocabulary {
  /** Presence by term and passage. */
  readonly #presence = new Map<string, Map<number, number>>();
  /** Words as written, by their first letter and by their family. */
  readonly #byInitial = new Map<string, Set<string>>();
  readonly #byFamily = new Map<string, Set<string>>();
  readonly #passages: number;

  constructor(passages: readonly Passage[]) {
    this.#passages = passages.length;
    for (const { id, title, trail, blocks } of passages) {
      this.#add(id, [title, ...trail].join('\n'), PRESENCE.heading, PRESENCE.headingPart);
      for (const { token, text } of blocks) {
        if (token.type === 'code') this.#add(id, text, PRESENCE.code, PRESENCE.code);
        else this.#add(id, text, PRESENCE.textOnce, PRESENCE.textPart);
      }
    }
  }

  #add(id: number, text: string, whole: number, part: number): void {
    for (const { surface, term, parts } of words(text)) {
      collect(this.#byInitial, surface.slice(0, 1), surface);
      collect(this.#byFamily, familyOf(surface), surface);
      const isAgain = whole === PRESENCE.textOnce && this.presence(term, id) >= PRESENCE.textOnce;
      this.#raise(term, id, isAgain ? PRESENCE.textTwice : whole);
      for (const each of parts) this.#raise(each, id, part);
    }
  }

  #raise(term: string, id: number, presence: number): void {
    const places = this.#presence.get(term) ?? new Map<number, number>();
    this.#presence.set(term, places.set(id, Math.max(presence, places.get(id) ?? 0)));
  }

  has(term: string): boolean {
    return this.#presence.has(term);
  }

  /** How much a passage is about a term, from 0 to 1. */
  presence(term: string, passageId: number): number {
    return this.#presence.get(term)?.get(passageId) ?? 0;
  }

  /** How much a term tells: the rarer, the more (idf of BM25). One that no passage has tells as much as the rarest. */
  weight(term: string): number {
    const found = this.#presence.get(term)?.size ?? 1;
    return Math.log(1 + (this.#passages - found + 0.5) / (found + 0.5));
  }

  /**
   * Terms that a word may stand for which no passage has: words of its family (`accessible`, `accessibility`),
   * or else ones a typing mistake away.
   */
  similar(surface: string): string[] {
    if (/\d/.test(surface)) return [];
    const related = this.#byFamily.get(familyOf(surface));
    if (related) return this.#known([...related]);
    if (surface.length < MIN_TYPO_LENGTH) return [];
    const limit = surface.length >= LONG ? 2 : 1;
    const neighbours = this.#byInitial.get(surface.slice(0, 1)) ?? [];
    return this.#known([...neighbours].filter((each) => each.length > 3 && isWithinTypos(surface, each, limit)));
  }

  #known(surfaces: string[]): string[] {
    return [...new Set(surfaces.flatMap((each) => [each, stem(each)]))].filter((term) => this.has(term));
  }
}

function collect(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
