import type { Design } from './design.ts';
import { readDesign } from './read-design.ts';

const camelCase = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** A design out of anything that the playground writes, and the names in it that are no part of a design. */
export interface Imported {
  design: Design;
  ignored: string[];
}

/**
 * Reads a script tag, HTML, a React or Vue component, JSON or CSS.
 *
 * @throws with words for the person, where it is none of these.
 */
export function importDesign(text: string): Imported {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return readDesign(parseJson(trimmed));
  if (/<KbAssistant\b/.test(trimmed)) return readDesign(componentProps(trimmed));
  if (trimmed.startsWith('<')) return readDesign(elementInputs(trimmed));
  if (trimmed.includes('--kb-')) return readDesign(cssInputs(trimmed));
  throw new Error('That is neither a script tag, HTML, a React or Vue component, JSON nor CSS.');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`The JSON cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function elementInputs(text: string): Record<string, unknown> {
  // Parsed, not inserted: nothing in it is loaded or run.
  const page = new DOMParser().parseFromString(trusted(text), 'text/html');
  const element = page.querySelector('kb-assistant');
  const script = page.querySelector('script[src*="kb-assistant"]');
  const source = element ?? script;
  if (!source) throw new Error('There is no <kb-assistant> and no script tag of it in that.');
  const attributes = Array.from(source.attributes, ({ name, value }) => [name, value] as const).flatMap(
    ([name, value]) =>
      element ? [[camelCase(name), value]] : name.startsWith('data-') ? [[camelCase(name.slice(5)), value]] : [],
  );
  const objects = page.querySelector('script[type="application/json"][data-kb-assistant]')?.textContent;
  return { ...Object.fromEntries(attributes), ...((objects ? parseJson(objects) : {}) as object) };
}

/** Pages that enforce Trusted Types let nothing be parsed that no policy has passed. */
const policy = (
  globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): { createHTML(text: string): string } } }
).trustedTypes?.createPolicy('kb-playground', { createHTML: (text: string) => text });

const trusted = (text: string): string => policy?.createHTML(text) ?? text;

/** Props in JSX or in a Vue template: `name="text"`, `name={json}`, `:name='json'`, or a name alone. */
function componentProps(text: string): Record<string, unknown> {
  const inside = /<KbAssistant\b(.*?)\n?\s*\/>/s.exec(text)?.[1] ?? '';
  const props: Record<string, unknown> = {};
  const pattern = /(:?)([A-Za-z][\w-]*)(?:="([^"]*)"|='([^']*)'|=\{)?/y;
  for (let at = 0; at < inside.length;) {
    pattern.lastIndex = at;
    const match = pattern.exec(inside);
    if (!match) {
      at += 1;
      continue;
    }
    const [whole, bound, name = '', double, single] = match;
    at = pattern.lastIndex;
    let value: unknown = true;
    if (whole.endsWith('={')) {
      const end = endOfExpression(inside, at);
      value = parseJson(inside.slice(at, end));
      at = end + 1;
    } else if (bound) value = parseJson(unescape(single ?? double ?? ''));
    else if (double !== undefined) value = unescape(double);
    props[camelCase(name)] = value;
  }
  return props;
}

/** Where the brace that opens an expression is closed; braces in strings do not count. */
function endOfExpression(text: string, from: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (quoted && character === '\\') at += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === '{') depth += 1;
    else if (!quoted && character === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  throw new Error('A brace is not closed in that.');
}

const unescape = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

const SEEDS = {
  '--kb-accent': 'primaryColor',
  '--kb-background': 'backgroundColor',
  '--kb-text': 'textColor',
} as const;

function cssInputs(text: string): Record<string, unknown> {
  const inputs: Record<string, unknown> = {};
  for (const [, selector = '', body = ''] of text.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const declarations = Object.fromEntries(
      Array.from(body.matchAll(/(--kb-[\w-]+)\s*:\s*([^;]+)/g), ([, name, value]) => [name, value?.trim()]),
    ) as Record<string, string | undefined>;
    const seeds = Object.fromEntries(
      Object.entries(SEEDS).flatMap(([property, name]) =>
        declarations[property] ? [[name, declarations[property]]] : [],
      ),
    );
    if (selector.includes('dark')) inputs['dark'] = seeds;
    else Object.assign(inputs, seeds);
    const { '--kb-font-family': fontFamily, '--kb-panel-width': width, '--kb-panel-height': height } = declarations;
    if (fontFamily) inputs['typography'] = { fontFamily };
    if (width) inputs['panelWidth'] = Number.parseFloat(width);
    if (height) inputs['panelHeight'] = Number.parseFloat(height);
  }
  return inputs;
}
