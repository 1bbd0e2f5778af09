import type { Token, Tokens } from 'marked';
import type { Block, Passage } from './passages.ts';
import { plainText } from './plain-text.ts';
import type { Concept } from './query.ts';
import { leadOf, tells } from './telling.ts';
import { quote, writeMarkdown, type WriteOptions } from './write-markdown.ts';

/** A paragraph that is longer, in characters, is quoted by its sentences. */
const LONG_PARAGRAPH = 600;
const OMISSION = '…';

/**
 * The part of a passage that answers, as a Markdown block quote: all of it where it is short, else the most telling
 * paragraph with what stands around it. Where something was left out, an ellipsis says so. Code blocks,
 * lists and tables are quoted whole or not at all.
 *
 * @param budget in characters of visible text; one block is quoted even if it is longer.
 */
export function quotePassage(
  passage: Passage,
  concepts: readonly Concept[],
  { budget, ...options }: WriteOptions & { budget: number },
): string {
  const { blocks } = passage;
  const lead = leadOf(passage);
  const chosen = choose(blocks, concepts, budget, lead);
  const written = chosen.map((at) =>
    writeMarkdown([shortened(blocks[at]!, concepts, budget, at === 0 ? lead : '')], options),
  );
  if (chosen[0] !== 0) written.unshift(OMISSION);
  if (chosen.at(-1) !== blocks.length - 1) written.push(OMISSION);
  return quote(written.filter((text) => text !== '').join('\n\n'));
}

/** The places of what is quoted: neighbours, in order. The lead counts with the first part. */
function choose(parts: readonly Part[], concepts: readonly Concept[], budget: number, lead: string): number[] {
  const values = parts.map(({ text }, at) => tells(at === 0 ? lead + text : text, concepts));
  let first = Math.max(0, values.indexOf(Math.max(...values)));
  let last = first;
  // A block that its neighbour announces is not understood without it, nor a listing without the one it goes on from.
  while (belongTogether(parts[first - 1], parts[first])) first -= 1;
  while (belongTogether(parts[last], parts[last + 1])) last += 1;

  let length = parts.slice(first, last + 1).reduce((sum, { text }) => sum + text.length, 0);
  const take = (part: Part | undefined): boolean => {
    if (!part || length + part.text.length > budget) return false;
    length += part.text.length;
    return true;
  };
  while (take(parts[last + 1])) last += 1;
  while (take(parts[first - 1])) first -= 1;
  // An announcement at the end would announce nothing.
  while (last > first && announces(parts[last]!) && parts[last + 1]) last -= 1;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

const belongTogether = (part: Part | undefined, next: Part | undefined): boolean =>
  part !== undefined && next !== undefined && (announces(part) || (isCode(part) && isCode(next)));

interface Part {
  text: string;
  token?: Token;
}

const announces = ({ text }: Part): boolean => text.endsWith(':');

const isCode = ({ token }: Part): boolean => token?.type === 'code';

/** The block, or the sentences of it that tell most where it is a long paragraph. */
function shortened({ token, text }: Block, concepts: readonly Concept[], budget: number, lead: string): Token {
  if (token.type !== 'paragraph' || text.length <= LONG_PARAGRAPH) return token;
  const sentences = sentencesOf((token as Tokens.Paragraph).tokens);
  const parts = sentences.map((tokens) => ({ text: plainText(tokens) }));
  const chosen = choose(parts, concepts, Math.min(budget, LONG_PARAGRAPH), lead);
  const gap: Tokens.Text = { type: 'text', raw: OMISSION, text: OMISSION };
  const space: Tokens.Text = { type: 'text', raw: ' ', text: ' ' };
  const tokens = chosen.flatMap((at) => sentences[at] ?? []);
  if (chosen[0] !== 0) tokens.unshift(gap, space);
  if (chosen.at(-1) !== sentences.length - 1) tokens.push(gap);
  return { ...token, tokens };
}

/** Splits at sentence ends, but only where no markup is open. */
function sentencesOf(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [[]];
  for (const token of tokens) {
    if (token.type !== 'text') {
      sentences.at(-1)?.push(token);
      continue;
    }
    token.raw.split(/(?<=[.!?…]["”’)]*\s+)(?=\S)/).forEach((raw, at) => {
      if (at > 0) sentences.push([]);
      sentences.at(-1)?.push({ type: 'text', raw, text: raw });
    });
  }
  return sentences;
}
