import { headingOf, type Passage } from './passages.ts';
import type { Concept } from './query.ts';
import { terms } from './terms.ts';

/** How much of what was asked for a text has. */
export function tells(text: string, concepts: readonly Concept[]): number {
  const found = new Set(terms(text));
  return concepts.reduce(
    (sum, { weight, alternatives }) =>
      sum + weight * Math.max(0, ...alternatives.filter(({ term }) => found.has(term)).map(({ sureness }) => sureness)),
    0,
  );
}

/**
 * What counts with the text of a passage: its heading, for the one right below it. Otherwise a later paragraph that happens
 * to say "change" and "colours" again would be quoted to whoever asks what the heading asks, and not the answer.
 */
export const leadOf = (passage: Passage): string => (passage.isLead ? `${headingOf(passage)}\n` : '');
