/** Text, or the number of a passage that the text up to here is taken from. */
export type Cited = { text: string } | { citation: number };

/**
 * What the text is made of: a run of backticks, an empty line, a citation such as `[1]`, `[1, 2]` or `【1†source】` with
 * the space before it, or anything else. A link is a link: `[1](…)`, `[1]:`.
 */
const TOKEN =
  /(?<ticks>`+)|(?<gap>\n[ \t]*\n)|(?<space>[ \t]*)(?:\[(?<list>\d{1,3}(?:\s?,\s?\d{1,3}){0,9})\](?![(:])|【(?<wide>\d{1,3})(?:†[^】\n]{0,40})?】)|(?<other>[^`\n \t[【]+|[\s\S])/g;

/** What may become more than it is: it is held back until the next text comes. */
const OPEN = /(?:`+|\n[ \t\n]*|[ \t]*(?:\[[\d\s,]{0,40}\]?|【(?:\d{1,3}(?:†[^】\n]{0,40})?)?)|[ \t]+)$/;

/**
 * Finds the citations in a text that comes in pieces, however it is cut. A number without a passage stays text, and so
 * does everything in code.
 *
 * @param count How many passages there are; they are counted from 1.
 */
export class Citations {
  readonly #count: number;
  #held = '';
  /** The backticks that the code began with. */
  #code = '';
  /** What was cited at this very place. */
  #here = new Set<number>();

  constructor(count: number) {
    this.#count = count;
  }

  *push(delta: string): Generator<Cited> {
    const text = this.#held + delta;
    const at = OPEN.exec(text)?.index ?? text.length;
    this.#held = text.slice(at);
    yield* this.#read(text.slice(0, at));
  }

  /** No more text follows. */
  *end(): Generator<Cited> {
    const text = this.#held;
    this.#held = '';
    yield* this.#read(text);
  }

  *#read(text: string): Generator<Cited> {
    let plain = '';
    for (const { 0: token, groups = {} } of text.matchAll(TOKEN)) {
      const { ticks, gap, list, wide } = groups;
      const numbers = (list ?? wide)?.split(',').map(Number) ?? [];
      if (ticks) this.#code = this.#codeAfter(ticks);
      // A single backtick that nobody closed ends with its paragraph.
      if (gap && this.#code.length < 3) this.#code = '';
      if (this.#code || numbers.length === 0 || !numbers.every((number) => number >= 1 && number <= this.#count)) {
        plain += token;
        continue;
      }
      if (plain !== '') yield* this.#plain(plain);
      plain = '';
      for (const citation of numbers) {
        if (!this.#here.has(citation)) yield { citation };
        this.#here.add(citation);
      }
    }
    if (plain !== '') yield* this.#plain(plain);
  }

  *#plain(text: string): Generator<Cited> {
    this.#here.clear();
    yield { text };
  }

  #codeAfter(ticks: string): string {
    if (this.#code === '') return ticks;
    const closes = this.#code.length < 3 ? ticks === this.#code : ticks.length >= this.#code.length;
    return closes ? '' : this.#code;
  }
}
