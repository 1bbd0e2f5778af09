import { colorsIn, lightOf, seedsOf } from './colors.ts';
import { type Computed, type Scheme, solid } from './computed.ts';
import { type Design, type Seeds, valueAt, withValue } from './design.ts';
import { isFromPage } from './effects.ts';
import { FIELDS } from './fields.ts';
import { inputsOf, splitInputs } from './inputs.ts';
import { attributeLines, jsonScript } from './markup.ts';

const PROPERTIES = {
  primaryColor: '--kb-accent',
  backgroundColor: '--kb-background',
  textColor: '--kb-text',
} as const satisfies Record<keyof Seeds, string>;

/** What stands behind a colour that nobody chose: an import leaves it to be derived again. */
const DERIVED = '/* derived */';

/**
 * A style sheet, and in a comment what none can say, as markup: together the whole design. Colours are said for both
 * schemes, since one that is set is derived no more.
 */
export function cssOf(design: Design, computed: Computed = {}): string {
  const { typography, panelWidth, panelHeight } = design;
  const lines = [
    colorLines(design, 'light', computed),
    carries('typography.fontFamily', design) ? `  --kb-font-family: ${typography!.fontFamily};\n` : '',
    panelWidth === undefined ? '' : `  --kb-panel-width: ${panelWidth}px;\n`,
    panelHeight === undefined ? '' : `  --kb-panel-height: ${panelHeight}px;\n`,
  ];
  const night = colorLines(design, 'dark', computed);
  return [
    `kb-assistant {\n${lines.join('')}}\n`,
    night && `\nkb-assistant:state(dark) {\n${night}}\n`,
    comment(restOf(design, computed)),
  ].join('');
}

/** The design without what its style sheet carries. */
export const restOf = (design: Design, computed: Computed = {}): Design =>
  FIELDS.reduce(
    (rest, { path }) => (carries(path, design, computed) ? withValue(rest, path, undefined) : rest),
    design,
  );

function carries(path: string, design: Design, computed: Computed = {}): boolean {
  const value = valueAt(design, path);
  if (value === undefined) return false;
  if (path === 'panelWidth' || path === 'panelHeight') return true;
  // What could end the declaration, or what it stands in, is said in markup.
  if (typeof value !== 'string' || /[;{}<\\]|\/\*|\*\//.test(value)) return false;
  if (path === 'typography.fontFamily') return !isFromPage(design);
  if (!/^(dark\.)?(primary|background|text)Color$/.test(path) || !carriesColors(design)) return false;
  // The launcher takes a property as it is: of one that is not solid there, the assistant makes the colour itself.
  const { kind } = solid(value, path.startsWith('dark.') ? 'dark' : 'light', computed);
  return kind === 'solid' || kind === 'untold' || kind === 'nothing';
}

/** What is the page's to say, and may be another on the page that this is for. */
const BORROWED = /\b(var|env)\(|^(currentcolor|inherit|initial|unset|revert(-layer)?)$/i;

/** Of a colour that the page says, nobody knows here what would be derived of it: the assistant does that there. */
function carriesColors(design: Design): boolean {
  if (isFromPage(design)) return false;
  const complete = [lightOf(design), design.dark ?? {}].every((seeds) => Object.keys(seeds).length === 3);
  return complete || !colorsIn(design).some((color) => BORROWED.test(color));
}

function colorLines(design: Design, scheme: Scheme, computed: Computed): string {
  const chosen: Seeds = scheme === 'dark' ? (design.dark ?? {}) : lightOf(design);
  const colored = design.preset !== undefined || Object.keys({ ...lightOf(design), ...design.dark }).length > 0;
  if (!colored || !carriesColors(design)) return '';
  const seeds = seedsOf(design, scheme, computed);
  return (Object.entries(PROPERTIES) as [keyof Seeds, string][])
    .map(([seed, name]) =>
      carries(scheme === 'dark' ? `dark.${seed}` : seed, design, computed)
        ? `  ${name}: ${chosen[seed]};\n`
        : `  ${name}: ${seeds[seed]}; ${DERIVED}\n`,
    )
    .join('');
}

function comment(rest: Design): string {
  const { attributes } = splitInputs(inputsOf(rest));
  const properties = jsonScript(rest);
  if (attributes.length === 0 && properties === '') return '';
  const lines = attributeLines(attributes);
  const markup = `<kb-assistant${lines}${lines && '\n'}></kb-assistant>${properties}`;
  return `\n/* What no style sheet says, for the page:\n\n${withoutEnd(markup)}\n\n*/\n`;
}

/** Markup that may stand in a comment. In JSON, a slash may have a stroke before it; in an attribute, it is a number. */
const withoutEnd = (markup: string): string =>
  markup
    .split(/(<script[\s\S]*)/)
    .map((part) => part.replaceAll('*/', part.startsWith('<script') ? '*\\/' : '*&#47;'))
    .join('');

/** What the style sheet says, and the markup of its comment, `''` where it has none. */
export function readCss(text: string): { inputs: Record<string, unknown>; markup: string } {
  const markup = /\/\*[^<]*(<kb-assistant[\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  const sheet = text
    .replaceAll(new RegExp(`--kb-[\\w-]+\\s*:[^;{}]*;?\\s*${escaped(DERIVED)}`, 'g'), '')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const inputs: Record<string, unknown> = {};
  for (const [, selector = '', body = ''] of sheet.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const declarations = Object.fromEntries(
      Array.from(body.matchAll(/(--kb-[\w-]+)\s*:\s*([^;]+)/g), ([, name, value]) => [name, value?.trim()]),
    ) as Record<string, string | undefined>;
    const seeds = Object.fromEntries(
      Object.entries(PROPERTIES).flatMap(([seed, name]) => (declarations[name] ? [[seed, declarations[name]]] : [])),
    );
    if (selector.includes('dark')) inputs['dark'] = seeds;
    else Object.assign(inputs, seeds);
    const { '--kb-font-family': fontFamily, '--kb-panel-width': width, '--kb-panel-height': height } = declarations;
    if (fontFamily) inputs['typography'] = { fontFamily };
    if (width) inputs['panelWidth'] = Number.parseFloat(width);
    if (height) inputs['panelHeight'] = Number.parseFloat(height);
  }
  return { inputs, markup };
}

const escaped = (text: string): string => text.replaceAll(/[*/]/g, '\\$&');
