import { Lexer, type Token } from 'marked';
import { mathsSyntax } from './maths-syntax.ts';

/** A top-level piece of Markdown: a paragraph, a list, a table. */
export interface Block {
  /** Where its text starts in the whole, in UTF-16 code units. */
  start: number;
  raw: string;
  token: Token;
}

const OPTIONS = { gfm: true, breaks: false, extensions: mathsSyntax };

/** The blocks of a text, with the link definitions found so far. */
function lex(text: string, links: Lexer['tokens']['links']): Token[] {
  const lexer = new Lexer(OPTIONS);
  Object.assign(lexer.tokens.links, links);
  const tokens = lexer.lex(text);
  Object.assign(links, lexer.tokens.links);
  return tokens;
}

/**
 * Splits a growing text into blocks. Only the end of a text can still change its meaning, so an appended piece
 * costs the length of the last block and its own, not that of the whole text.
 */
export class BlockParser {
  #text = '';
  #blocks: Block[] = [];
  #links: Lexer['tokens']['links'] = {};

  parse(input: string): readonly Block[] {
    // marked does the same, and the offsets have to be those of what it saw.
    const text = input.replace(/\r\n|\r/g, '\n');
    if (text === this.#text) return this.#blocks;
    const grown = this.#text !== '' && text.startsWith(this.#text);
    if (!grown) this.#links = {};
    const kept = grown ? this.#settled() : [];
    const last = kept.at(-1);
    let start = last ? last.start + last.raw.length : 0;
    const fresh = lex(text.slice(start), this.#links).map((token): Block => {
      const block = { start, raw: token.raw, token };
      start += token.raw.length;
      return block;
    });
    this.#text = text;
    this.#blocks = [...kept, ...fresh];
    return this.#blocks;
  }

  /** All but the last block that is more than space: what follows may still belong to it. */
  #settled(): Block[] {
    const last = this.#blocks.findLastIndex((block) => block.token.type !== 'space');
    return this.#blocks.slice(0, Math.max(0, last));
  }
}

/** The one block of a text whose kind is known not to change by what is put into it. */
export const lexBlock = (raw: string): Token[] => new Lexer(OPTIONS).lex(raw);
