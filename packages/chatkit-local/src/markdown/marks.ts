import { lexBlock } from './block-parser.ts';
import type { Citation } from './citations.ts';

/**
 * Marks travel through the Markdown renderer as characters of the private use area: one that opens, one for each
 * digit. They are put into a block's own text and found again in its text nodes.
 */
const OPEN = '\uE000';
const DIGITS = 0xe010;
const MARK = /\uE000([\uE010-\uE019]+)/g;
const RESERVED = /[\uE000\uE010-\uE019]/g;

/** A text in which no one else's signs can be taken for ours. The length stays. */
export const withoutReserved = (text: string): string => text.replace(RESERVED, '\uFFFD');

const sign = (number: number): string =>
  OPEN + String(number).replace(/\d/g, (digit) => String.fromCharCode(DIGITS + Number(digit)));

/** Kinds of blocks in whose text a mark can stand. After the others it stands behind. */
const INLINE = new Set(['paragraph', 'heading', 'list', 'blockquote', 'text']);

/** What a line may begin with that is not yet its text. */
const LINE_START = /^\s*(?:[-*+>#]|\d+[.)]|\[[ xX]\]|\s)*$/;

/** A place that lies behind a space belongs to the word before it. */
function snap(raw: string, place: number): number {
  let at = Math.min(place, raw.length);
  for (;;) {
    const line = raw.lastIndexOf('\n', at - 1) + 1;
    if (at === 0) return raw.trimEnd().length;
    if (LINE_START.test(raw.slice(line, at)) && line > 0) at = line - 1;
    else if (/\s/.test(raw[at - 1]!)) at -= 1;
    else return at;
  }
}

/** The block's text with its marks in it; null where they cannot stand there. */
export function withMarks(raw: string, type: string, marks: readonly (Citation & { local: number })[]): string | null {
  if (!INLINE.has(type)) return null;
  const places = marks.map((mark) => ({ at: snap(raw, mark.local), sign: sign(mark.number) }));
  let text = raw;
  for (const { at, sign: each } of places.toSorted((a, b) => a.at - b.at).toReversed()) {
    text = text.slice(0, at) + each + text.slice(at);
  }
  return lexBlock(text)[0]?.type === type ? text : null;
}

const wordsOf = (block: DocumentFragment): string => (block.textContent ?? '').replace(MARK, '').trim();

/** Whether all marks stand in the text (and not in an address, say), and nothing else came out differently. */
export const isUnharmed = (marked: DocumentFragment, plain: DocumentFragment, marks: number): boolean =>
  (marked.textContent ?? '').split(OPEN).length - 1 === marks && wordsOf(marked) === wordsOf(plain);

/** Puts an element in the place of each sign. */
export function placeMarks(block: DocumentFragment, make: (number: number) => Node): void {
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (texts.nextNode()) if ((texts.currentNode as Text).data.includes(OPEN)) found.push(texts.currentNode as Text);
  for (const text of found) {
    const pieces: (Node | string)[] = [];
    let from = 0;
    for (const match of text.data.matchAll(MARK)) {
      pieces.push(text.data.slice(from, match.index), make(readNumber(match[1]!)));
      from = match.index + match[0].length;
    }
    pieces.push(text.data.slice(from));
    // A link cannot stand in a link: there the marks follow it.
    const link = text.parentElement?.closest('a, pre');
    if (!link) text.replaceWith(...pieces);
    else {
      link.after(...pieces.filter((piece) => typeof piece !== 'string'));
      text.replaceWith(...pieces.filter((piece) => typeof piece === 'string'));
    }
  }
}

const readNumber = (digits: string): number =>
  Number(Array.from(digits, (digit) => digit.charCodeAt(0) - DIGITS).join(''));
