import { camelCase, componentProps } from './component-props.ts';
import { readCss } from './css.ts';
import { type Design, valueAt, withValue } from './design.ts';
import { FIELDS } from './fields.ts';
import { readLiteral } from './literal.ts';
import { isConnection, readDesign } from './read-design.ts';

/** A design out of anything that the playground writes, and the names of what was left out of it. */
export interface Imported {
  design: Design;
  ignored: string[];
}

/**
 * Reads a script tag, HTML, a React or Vue component, JSON or CSS.
 *
 * @throws with words for the person, where it is none of these, or nothing in it is part of a design.
 */
export function importDesign(text: string): Imported {
  const imported = read(text.trim());
  if (imported.ignored.length > 0 && Object.keys(imported.design).length === 0) {
    throw new Error(`Nothing in that can be taken into a design: ${imported.ignored.join(', ')}.`);
  }
  return imported;
}

function read(text: string): Imported {
  if (text.startsWith('{')) return readDesign(parseJson(text));
  if (/<KbAssistant\b/.test(text)) return readComponent(text);
  if (text.startsWith('<')) return readDesign(elementInputs(text));
  if (text.includes('--kb-') || /\bkb-assistant\b[^{}]*\{/.test(text)) return readSheet(text);
  throw new Error('That is neither a script tag, HTML, a React or Vue component, JSON nor CSS.');
}

function readComponent(text: string): Imported {
  const { props, unread } = componentProps(text);
  const { design, ignored } = readDesign(props);
  return { design, ignored: [...ignored, ...unread.filter((name) => !isConnection(camelCase(name.replace(':', ''))))] };
}

function readSheet(text: string): Imported {
  const { inputs, markup } = readCss(text);
  const sheet = readDesign(inputs);
  if (!markup) return sheet;
  const rest = readDesign(elementInputs(markup));
  const design = FIELDS.reduce((all, { path }) => {
    const value = valueAt(rest.design, path);
    return value === undefined ? all : withValue(all, path, value);
  }, sheet.design);
  return { design, ignored: [...sheet.ignored, ...rest.ignored] };
}

/** As it is written by hand, too. */
function parseJson(text: string): unknown {
  try {
    return readLiteral(text);
  } catch (error) {
    throw new Error(`The JSON cannot be read: ${(error as Error).message.replace(/^JSON5: /, '')}`, { cause: error });
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
