import JSON5 from 'json5';

const STRINGS = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|`((?:[^`\\]|\\[\s\S])*)`/g;

/**
 * A value that is written down as such in JavaScript: names without quotes, single quotes, and texts in backticks with
 * nothing to put in. Nothing is run.
 *
 * @throws where it is anything else, such as the name of a variable.
 */
export function readLiteral(text: string): unknown {
  return JSON5.parse(
    text.replaceAll(STRINGS, (whole, inside: string | undefined) => (inside === undefined ? whole : quoted(inside))),
  );
}

/** What stands between backticks, between quotes. */
function quoted(inside: string): string {
  const text = inside.replaceAll(/\\[\s\S]|\$\{|"|\r?\n/g, (found) => {
    if (found === '${') throw new Error('What is put into a text is not known here.');
    if (found === '"') return '\\"';
    if (found.endsWith('\n') && !found.startsWith('\\')) return '\\n';
    return found === '\\`' || found === '\\$' ? found.slice(1) : found;
  });
  return `"${text}"`;
}
