import { readLiteral } from './literal.ts';

/** Props by their names, and the names of those whose values are known only to the component they stand in. */
export interface Props {
  props: Record<string, unknown>;
  unread: string[];
}

const NAME = /[@:#]?[A-Za-z][\w:.-]*/y;
const QUOTED = /\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const OPENING = /\s*=\s*\{/y;

/** Those of the first `<KbAssistant` in JSX or in a Vue template: `name="text"`, `name={value}`, `:name="value"`, or a name alone. */
export function componentProps(text: string): Props {
  const found: Props = { props: {}, unread: [] };
  let at = text.search(/<KbAssistant\b/) + '<KbAssistant'.length;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const matched = pattern.exec(text);
    if (matched) at = pattern.lastIndex;
    return matched;
  };
  const read = (name: string, value: string): void => {
    try {
      found.props[camelCase(name.replace(/^(:|v-bind:)/, ''))] = readLiteral(value);
    } catch {
      found.unread.push(name);
    }
  };
  while (at < text.length && text[at] !== '>') {
    const name = match(NAME)?.[0];
    if (name === undefined) {
      // Props that are spread, or a comment.
      if (text[at] === '{') {
        const end = endOfExpression(text, at + 1);
        const inside = text.slice(at, end + 1);
        if (inside.startsWith('{...')) found.unread.push(inside);
        at = end;
      }
      at += 1;
      continue;
    }
    const [whole, double, single] = match(QUOTED) ?? [];
    if (whole !== undefined) {
      const value = unescape(double ?? single ?? '');
      if (/^(:|v-bind:)/.test(name)) read(name, value);
      else if (/^(@|#|v-)/.test(name)) found.unread.push(name);
      else found.props[camelCase(name)] = value;
    } else if (match(OPENING)) {
      const end = endOfExpression(text, at);
      read(name, text.slice(at, end));
      at = end + 1;
    } else found.props[camelCase(name)] = true;
  }
  return found;
}

/** Where the brace that opens an expression is closed; braces in texts and comments do not count. */
function endOfExpression(text: string, from: number): number {
  const token = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`(?:[^`\\]|\\[\s\S])*`|\/\*[\s\S]*?\*\/|[{}]/g;
  token.lastIndex = from;
  let depth = 1;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    if (found[0] === '{') depth += 1;
    if (found[0] === '}') depth -= 1;
    if (depth === 0) return found.index;
  }
  throw new Error('A brace is not closed in that.');
}

export const camelCase = (name: string): string =>
  name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&(#39|apos);/g, "'")
    .replaceAll('&amp;', '&');
