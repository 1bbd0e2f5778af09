import type { MarkedOptions, Tokens } from 'marked';

/** `$$ … $$` and `\[ … \]`. */
const DISPLAY = /^(?:\$\$([^$]+?)\$\$|\\\[([^]+?)\\\])/;
/**
 * `$ … $` and `\( … \)`. A dollar sign opens before a character and closes behind one, and no digit follows: two
 * prices in one line are none.
 */
const INLINE = /^(?:\$(?![\s$])((?:\\.|[^$\\\n])*?[^\s\\$])\$(?![\d$])|\\\((.+?)\\\))/;
const OPENING = /\$|\\[([]/;

interface Maths extends Tokens.Generic {
  type: 'maths';
  text: string;
  display: boolean;
}

const token = (pattern: RegExp, display: boolean, src: string): Maths | undefined => {
  const match = pattern.exec(src);
  const text = (match?.[1] ?? match?.[2] ?? '').trim();
  return match && text ? { type: 'maths', raw: match[0], text, display } : undefined;
};

const start = (src: string): number | undefined => OPENING.exec(src)?.index;

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Formulas in Markdown: found here, drawn as their source, and set when the code for that has come. */
export const mathsSyntax: NonNullable<MarkedOptions['extensions']> = {
  block: [(src: string) => token(/^(?:\$\$([^$]+?)\$\$|\\\[([^]+?)\\\])[ \t]*(?:\n|$)/, true, src)],
  startBlock: [],
  inline: [(src: string) => token(DISPLAY, true, src) ?? token(INLINE, false, src)],
  startInline: [start],
  childTokens: {},
  renderers: {
    maths: ({ text, display }) => {
      const code = `<code class="language-${display ? 'maths-display' : 'maths'}">${escape(String(text))}</code>`;
      return display ? `<p>${code}</p>` : code;
    },
  },
};
