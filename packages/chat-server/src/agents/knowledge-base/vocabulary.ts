import { isWithinTypos } from './edit-distance.ts';
import type { Passage } from './passages.ts';
import { familyOf, stem, type Word, words } from './terms.ts';

/**
 * How much a passage is about a word that stands there. The title is that of all passages of the page, and tells little
 * of one of them, but for the introduction, whose heading it is. A part of a name is "side" in "server-side"; a listing
 * uses words, but says nothing about them.
 */
const PRESENCE = {
  heading: 1,
  headingPart: 0.8,
  title: 0.7,
  titlePart: 0.55,
  textTwice: 1,
  textOnce: 0.65,
  textPart: 0.55,
  code: 0.55,
};

/** A shorter word has too many neighbours to guess which one was meant. */
const MIN_TYPO_LENGTH = 6;
/** From this length on a word may have two mistakes. */
const LONG = 8;

/** Of a word that is written together with another. */
const MIN_HALF = 4;

const NOWHERE: ReadonlyMap<number, number> = new Map();

/** All that is known about the words of the passages. */
export class Vocabulary {
  /** Presence by term and passage. */
  readonly #presence = new Map<string, Map<number, number>>();
  /** Words as written, by their first letter and by their family. */
  readonly #byInitial = new Map<string, Set<string>>();
  readonly #byFamily = new Map<string, Set<string>>();
  /** How often each word as written stands anywhere. */
  readonly #counts = new Map<string, number>();
  #passages = 0;
  /** What each term tells, as long as no passage comes or goes. */
  readonly #weights = new Map<string, number>();

  add({ id, title, trail, blocks }: Passage): void {
    this.#passages += 1;
    this.#weights.clear();
    if (trail.length > 0) this.#add(id, title, PRESENCE.title, PRESENCE.titlePart);
    this.#add(id, trail.length > 0 ? trail.join('\n') : title, PRESENCE.heading, PRESENCE.headingPart);
    for (const { token, text } of blocks) {
      if (token.type === 'code') this.#add(id, text, PRESENCE.code, PRESENCE.code);
      else this.#add(id, text, PRESENCE.textOnce, PRESENCE.textPart);
    }
  }

  /** Forgets a passage that was added, as if it never had been. */
  remove({ id, title, trail, blocks }: Passage): void {
    this.#passages -= 1;
    this.#weights.clear();
    for (const text of [title, ...trail, ...blocks.map((block) => block.text)]) {
      for (const { surface, term, parts } of words(text)) {
        for (const each of [term, ...parts]) {
          const places = this.#presence.get(each);
          places?.delete(id);
          if (places?.size === 0) this.#presence.delete(each);
        }
        const count = (this.#counts.get(surface) ?? 0) - 1;
        if (count > 0) this.#counts.set(surface, count);
        else {
          this.#counts.delete(surface);
          drop(this.#byInitial, surface.slice(0, 1), surface);
          drop(this.#byFamily, familyOf(surface), surface);
        }
      }
    }
  }

  #add(id: number, text: string, whole: number, part: number): void {
    for (const { surface, term, parts } of words(text)) {
      const count = this.#counts.get(surface) ?? 0;
      this.#counts.set(surface, count + 1);
      if (count === 0) {
        collect(this.#byInitial, surface.slice(0, 1), surface);
        collect(this.#byFamily, familyOf(surface), surface);
      }
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

  /** How much each passage that has a term is about it, by the passage's number. */
  places(term: string): ReadonlyMap<number, number> {
    return this.#presence.get(term) ?? NOWHERE;
  }

  /** How much a term tells: the rarer, the more (idf of BM25). One that no passage has tells as much as the rarest. */
  weight(term: string): number {
    const known = this.#weights.get(term);
    if (known !== undefined) return known;
    const found = this.#presence.get(term)?.size ?? 1;
    const weight = Math.log(1 + (this.#passages - found + 0.5) / (found + 0.5));
    // Questions are without end, the words of the pages are not.
    if (this.has(term)) this.#weights.set(term, weight);
    return weight;
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

  /** The two words that one is made of, such as `screenreader`; `null` where it is not, or where it may be read twice. */
  halves(surface: string): [Word, Word] | null {
    const found: [Word, Word][] = [];
    for (let at = MIN_HALF; at <= surface.length - MIN_HALF; at += 1) {
      const [first, second] = [surface.slice(0, at), surface.slice(at)].map(plainWord) as [Word, Word];
      if (this.#counts.has(first.surface) && this.has(second.term)) found.push([first, second]);
    }
    return found.length === 1 ? found[0]! : null;
  }

  #known(surfaces: string[]): string[] {
    return [...new Set(surfaces.flatMap((each) => [each, stem(each)]))].filter((term) => this.has(term));
  }
}

const plainWord = (surface: string): Word => ({ surface, term: stem(surface), parts: [] });

function collect(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

function drop(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  set?.delete(value);
  if (set?.size === 0) sets.delete(key);
}
