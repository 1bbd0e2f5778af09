import type { Token, Tokens } from 'marked';

export interface WriteOptions {
  /** Where a link leads; `null` leaves its words only. */
  link: (href: string) => string | null;
}

/**
 * Writes parsed Markdown anew, as something that can stand in a quote and nowhere else.
 *
 * HTML goes, and the words between its tags stay, so that no tag can close the quote. Links are those that `link` gives, images
 * become links (a quote must not make the reader's browser ask other sites for anything), headings bold lines. Code
 * blocks get fences longer than any in them, and reference links carry their address with them.
 */
export function writeMarkdown(tokens: readonly Token[], options: WriteOptions): string {
  return tokens
    .map((token) => writeBlock(token, options))
    .filter((block) => block !== '')
    .join('\n\n');
}

function writeBlock(token: Token, options: WriteOptions): string {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'hr':
    case 'html':
      return '';
    case 'code':
      return writeCode(token as Tokens.Code);
    case 'heading': {
      const text = writeInline((token as Tokens.Heading).tokens, options).replaceAll('**', '');
      return text === '' ? '' : `**${text}**`;
    }
    case 'blockquote':
      return quote(writeMarkdown((token as Tokens.Blockquote).tokens, options));
    case 'list':
      return writeList(token as Tokens.List, options);
    case 'table':
      return writeTable(token as Tokens.Table, options);
    default:
      return startAsText(writeInline('tokens' in token && token.tokens ? token.tokens : [token], options));
  }
}

/** Puts text into a block quote: every line of it, empty ones too, so that nothing stands outside. */
export const quote = (markdown: string): string =>
  markdown
    // Line ends to JavaScript, though not to Markdown: renderers differ.
    .replace(/[\u2028\u2029]/g, ' ')
    .split(/\r\n|[\r\n]/)
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');

function writeCode({ lang = '', text }: Tokens.Code): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const language = /^[\w+#.-]+/.exec(lang)?.[0] ?? '';
  return `${fence}${language}\n${text}\n${fence}`;
}

function writeList({ ordered, start, loose, items }: Tokens.List, options: WriteOptions): string {
  const first = Number(start) || 1;
  return items
    .map((item, at) => {
      const marker = ordered ? `${first + at}. ` : '- ';
      const box = item.task ? `[${item.checked ? 'x' : ' '}] ` : '';
      const body = item.tokens
        .filter(({ type }) => type !== 'checkbox')
        .map((token) => writeBlock(token, options))
        .filter((block) => block !== '');
      const text = box + body.join(loose ? '\n\n' : '\n');
      return marker + text.replaceAll('\n', `\n${' '.repeat(marker.length)}`);
    })
    .join(loose ? '\n\n' : '\n');
}

const RULES = { left: ':--', right: '--:', center: ':-:' };

function writeTable({ header, rows, align }: Tokens.Table, options: WriteOptions): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const write = (cells: Tokens.TableCell[]) =>
    line(
      cells.map(({ tokens }) =>
        writeInline(tokens, options)
          .replace(/\\?\n/g, ' ')
          .replace(/(?<!\\)\|/g, '\\|'),
      ),
    );
  return [write(header), line(align.map((each) => (each ? RULES[each] : '---'))), ...rows.map(write)].join('\n');
}

export function writeInline(tokens: readonly Token[], options: WriteOptions): string {
  return tokens.map((token) => writeSpan(token, options)).join('');
}

function writeSpan(token: Token, options: WriteOptions): string {
  switch (token.type) {
    case 'codespan':
      return oneLine(token.raw);
    case 'strong':
    case 'em':
    case 'del': {
      const { raw, tokens } = token as Tokens.Strong;
      const sign = /^(?:\*\*|__|~~|[*_~])/.exec(raw)?.[0] ?? '';
      // A sign of one letter in `***both***` belongs to the outer of the two.
      const own = token.type === 'em' ? sign.slice(0, 1) : sign;
      return own + writeInline(tokens, options) + own;
    }
    case 'link': {
      const { href, tokens } = token as Tokens.Link;
      const words = writeInline(tokens, options);
      const address = options.link(href);
      return address === null || words === '' ? words : `[${words}](${address})`;
    }
    case 'image': {
      const { href, text } = token as Tokens.Image;
      const words = escapeMarkdown(oneLine(text));
      const address = options.link(href);
      return address === null || words === '' ? words : `[${words}](${address})`;
    }
    case 'br':
      return '\\\n';
    case 'html':
      return /^<br\b/i.test(token.raw) ? ' ' : '';
    default:
      return asText(oneLine(token.raw));
  }
}

/** So that no renderer takes for a tag what the parser took for text. */
const asText = (text: string): string => text.replace(/<(?=[a-z/!?])/gi, '&lt;');

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** Where leaving something out has put a sign at the start of a line, it is still not one. */
const startAsText = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|`{3,}|~{3,}|=+$|-+$)/, '\\$1')
        .replace(/^\s*(\d+)([.)])(?=\s|$)/, '$1\\$2'),
    )
    .join('\n');

/** Plain text as Markdown that shows it. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_[\]<>~|#&]/g, '\\$&');
