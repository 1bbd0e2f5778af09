import { stopWords } from './stop-words.ts';

/** A word of a text as it is searched for. */
export interface Word {
  /** As it was written, in lower case and without accents and apostrophes. */
  surface: string;
  /** Its stem; for a name such as `offset-x` all its letters together. */
  term: string;
  /** The stems of the parts of a name such as `offset-x` or `createChatServer`. Empty for a plain word. */
  parts: string[];
}

const NAME = /[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*/gu;
/** An identifier of code. `ChatKit` and `OpenAI` are names of their own: their parts say nothing about them. */
const CAMEL_CASE = /^\p{Ll}+\p{N}*(?:\p{Lu}[\p{L}\p{N}]*)+$/u;

/**
 * The words of a text. A name made of several words is found whole and in parts, however it is joined:
 * `offset-x` and `offsetX` are the same name.
 */
export function words(text: string): Word[] {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[’']s\b/g, '')
    .replace(/(?<=\p{L})[’'](?=\p{L})/gu, '');
  return Array.from(plain.matchAll(NAME), ([name]) => {
    const pieces = name
      .split(/[-_.]/)
      .flatMap((piece) => (CAMEL_CASE.test(piece) ? piece.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u) : [piece]));
    const surface = pieces.join('').toLowerCase();
    if (pieces.length === 1) return { surface, term: stem(surface), parts: [] };
    const parts = pieces.map((piece) => piece.toLowerCase()).filter((piece) => piece.length > 1 || /\d/.test(piece));
    return { surface, term: stem(surface), parts: parts.map(stem) };
  });
}

/** Whether a word says something about what a text is about. */
export const isTelling = ({ surface }: Word): boolean =>
  !stopWords.has(surface) && (surface.length > 1 || /\d/.test(surface));

/** Everything that a text is indexed under. */
export const terms = (text: string): string[] => words(text).flatMap(({ term, parts }) => [term, ...parts]);

/**
 * Takes the usual endings off an English word, so that `renaming`, `renamed` and `renames` are found by `rename`.
 * It is light on purpose: what it joins are forms of one word, never two words.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  let base = word;
  if (base.endsWith('ies') && base.length > 4) base = `${base.slice(0, -3)}y`;
  else if (/(?:ss|sh|ch|x|z)es$/.test(base)) base = base.slice(0, -2);
  else if (/[^siu]s$/.test(base)) base = base.slice(0, -1);
  const cut = /^(?<root>.*[aeiouy].*?)(?:ing|(?<!e)ed)$/.exec(base)?.groups?.['root'];
  if (cut && cut.length > 2) base = cut.replace(/([bdgmnprt])\1$/, '$1');
  return base.length > 3 ? base.replace(/e$/, '').replace(/(?<=[^aeiou])y$/, 'i') : base;
}

const DERIVED =
  /(?:ibility|ability|ibly|ably|ible|able|ations?|ating|ated|ates?|ments?|ness|ically|ally|ical|ial|al|ily|ly|ers?|ors?|est|ive|ions?|ity|ic)$/;

/**
 * What words made from one another share: `accessib` in `accessible` and `accessibility`. Far looser than a stem, so
 * it is only used for a word that would not be found at all.
 */
export function familyOf(word: string): string {
  const root = stem(word.replace(DERIVED, ''));
  return root.length > 2 ? root : stem(word);
}
