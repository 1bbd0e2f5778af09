import type { Token, Tokens } from 'marked';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };

const decode = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name) => ENTITIES[name] ?? '');

const LINE_BREAKING = new Set(['paragraph', 'heading', 'code', 'list_item', 'blockquote', 'table', 'br']);

/** What a reader sees of Markdown, without its signs; tags and comments are left out. */
export function plainText(tokens: readonly Token[]): string {
  return collect(tokens)
    .replace(/[ \t]+/g, ' ')
    .replace(/ ?\n\s*/g, '\n')
    .trim();
}

function collect(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) text += textOf(token) + (LINE_BREAKING.has(token.type) ? '\n' : '');
  return text;
}

function textOf(token: Token): string {
  switch (token.type) {
    case 'html':
    case 'def':
    case 'hr':
      return '';
    case 'code':
    case 'codespan':
      return (token as Tokens.Code).text;
    case 'list':
      return collect((token as Tokens.List).items);
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [header, ...rows].map((cells) => cells.map((cell) => collect(cell.tokens)).join(' ')).join('\n');
    }
    default:
      if ('tokens' in token && token.tokens) return collect(token.tokens);
      return 'text' in token ? decode(token.text) : '\n';
  }
}
