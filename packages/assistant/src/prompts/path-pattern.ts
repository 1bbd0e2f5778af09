/** The part of `URLPattern` that is used here; not every engine has it. */
interface Pattern {
  test(input: { pathname: string }): boolean;
}
type PatternConstructor = new (input: { pathname: string }) => Pattern;

/**
 * Whether a path is meant by a pattern in the notation of `URLPattern`: `/docs/*`, `/products/:id`, `/docs{/*}?`.
 * A slash at the end of the path makes no difference, and an address of a router that keeps its path in the hash
 * (`#/docs`) is matched by a pattern that begins with `#`.
 *
 * @param url the address of the page.
 * @throws {TypeError} where the pattern is none.
 * @example
 * matchesPath('/docs/*', new URL('https://example.com/docs/start')); // true
 */
export function matchesPath(pattern: string, url: Pick<URL, 'pathname' | 'hash'>): boolean {
  const inHash = pattern.startsWith('#');
  const path = inHash ? url.hash.slice(1) || '/' : url.pathname;
  const test = matcherFor(inHash ? pattern.slice(1) : pattern);
  return test(path) || (path.length > 1 && path.endsWith('/') && test(path.slice(0, -1)));
}

const matchers = new Map<string, (path: string) => boolean>();

function matcherFor(pattern: string): (path: string) => boolean {
  const known = matchers.get(pattern);
  if (known) return known;
  const { URLPattern } = globalThis as { URLPattern?: PatternConstructor };
  const compiled = URLPattern && new URLPattern({ pathname: pattern });
  const matcher = compiled ? (path: string) => compiled.test({ pathname: path }) : simpleMatcher(pattern);
  matchers.set(pattern, matcher);
  return matcher;
}

/** A token of a pattern: `*`, `:name` with or without `(regex)`, `{`, `}`, a modifier, an escaped sign, or anything else. */
const TOKEN = /(\/?)(?:\*|:[\p{ID_Start}_$][\p{ID_Continue}$]*)(?!\()([?*+]?)|\{|\}([?*+]?)|\\(.)|[^]/gu;

/**
 * What engines without `URLPattern` are given: the notation above without regular expressions of one's own.
 *
 * @throws {TypeError} where the pattern has one.
 */
export function simpleMatcher(pattern: string): (path: string) => boolean {
  if (/(?<!\\)[()]/.test(pattern)) throw new TypeError(`This browser takes no regular expression in "${pattern}".`);
  const source = pattern.replace(
    TOKEN,
    (token, slash: string = '', repeat: string = '', after: string = '', plain = '') => {
      if (token === '{') return '(?:';
      if (token.startsWith('}')) return `)${after}`;
      if (plain) return escape(plain as string);
      const body = token.slice(slash.length);
      if (body.startsWith('*') && token !== '*?') return group(slash, '.*', repeat);
      if (body.startsWith(':')) return group(slash, '[^/]+?', repeat);
      return escape(token);
    },
  );
  const regexp = new RegExp(`^${source}$`, 'u');
  return (path) => regexp.test(path);
}

/** A slash in front of a part that may be missing goes with it. */
const group = (slash: string, inner: string, repeat: string): string =>
  repeat === '' ? `${slash}${inner}` : `(?:${slash}${inner})${repeat}`;

/** As it stands in an address, and as a regular expression takes it by the letter. */
const escape = (text: string): string => encodeURI(text).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
