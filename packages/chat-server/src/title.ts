const DERIVED_LENGTH = 60;

/** One line without blanks at its ends or doubled inside it. */
export const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** A title for a thread from the message that began it: one line, whole words, at most 60 UTF-16 code units. */
export const titleFrom = (message: string, locale: string): string => shorten(message, DERIVED_LENGTH, locale);

/** The text on one line, cut between words where it is longer than `max`. */
export function shorten(text: string, max: number, locale: string): string {
  const line = oneLine(text);
  if (line.length <= max) return line;
  // Looking a little further than the cut is enough to tell whether it falls between words.
  const head = line.slice(0, 2 * max);
  const words = cut(head, max - 1, new Intl.Segmenter(locale, { granularity: 'word' }));
  const kept = words || cut(head, max - 1, new Intl.Segmenter(locale, { granularity: 'grapheme' }));
  return `${kept.replace(/[\s\p{P}]+$/u, '') || kept}…`;
}

/** As many whole segments as fit into `max`. */
function cut(text: string, max: number, segmenter: Intl.Segmenter): string {
  let end = 0;
  for (const { index, segment } of segmenter.segment(text)) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}
