/** What a question asks for, by its first words. Two with the same kind may have the same answer. */
const KINDS: [RegExp, string][] = [
  [/^how (?:long|many|much|often|big|large|fast)\b/, 'amount'],
  [/^how\b/, 'way'],
  [/^(?:what|which)\b/, 'thing'],
  [/^where\b/, 'place'],
  [/^when\b/, 'time'],
  [/^who\b/, 'person'],
  [/^why\b/, 'reason'],
  [/^(?:can|could|may|might|does|do|is|are|am|will|has|have|did)\b/, 'whether'],
];

const LEAD_IN = /^(?:and|but|so|then|also|hi|hello|hey|please)\s+/;

/** The kind of the first clause that is a question; `null` where none is. */
export function questionKind(text: string): string | null {
  for (const clause of text.toLowerCase().split(/[,.;:!?]\s*/)) {
    const kind = KINDS.find(([beginning]) => beginning.test(clause.replace(LEAD_IN, '')));
    if (kind) return kind[1];
  }
  return null;
}
