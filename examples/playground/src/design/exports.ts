import { seedsOf } from './colors.ts';
import type { Design, Seeds } from './design.ts';
import { attributeName, inputsOf, splitInputs } from './inputs.ts';

/** Where the assistant of the exported page finds its servers and its scripts. */
export interface Site {
  /** Such as `https://help.example.com`, or nothing for the page's own. */
  origin: string;
}

export interface Format {
  name: string;
  /** What it is pasted into. */
  hint: string;
  write(design: Design, site: Site): string;
}

const connection = ({ origin }: Site): [string, string][] => [
  ['apiUrl', `${origin}/api/chatkit`],
  ['sessionUrl', `${origin}/api/chatkit/session`],
  ['chatkitSrc', `${origin}/chatkit-local/chatkit.js`],
];

const escapeAttribute = (value: unknown): string =>
  String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** JSON that may stand in a script element: without the one thing that could end it. */
const json = (value: unknown, indent = 2): string => JSON.stringify(value, null, indent).replaceAll('<', '\\u003c');

const indented = (text: string, spaces: number): string => text.replaceAll('\n', `\n${' '.repeat(spaces)}`);

function htmlAttributes(design: Design, site: Site, prefix = ''): string {
  const { attributes } = splitInputs(inputsOf(design));
  return [...connection(site), ...attributes]
    .map(([name, value]) =>
      value === true
        ? `\n  ${prefix}${attributeName(name)}`
        : `\n  ${prefix}${attributeName(name)}="${escapeAttribute(value)}"`,
    )
    .join('');
}

/** The properties that no attribute says, for the script tag to read. */
function jsonScript(design: Design): string {
  const { properties } = splitInputs(inputsOf(design));
  if (Object.keys(properties).length === 0) return '';
  return `\n<script type="application/json" data-kb-assistant>\n${json(properties)}\n</script>`;
}

/** Names that are the same in JSX and in Vue: text in quotes, all else as an expression. */
function frameworkProps(design: Design, site: Site, expression: (name: string, value: unknown) => string): string {
  const entries = [...connection(site), ...Object.entries(inputsOf(design))];
  return entries.map(([name, value]) => `\n      ${expression(name, value)}`).join('');
}

const colorLines = ({ primaryColor, backgroundColor, textColor }: Seeds): string =>
  Object.entries({ '--kb-accent': primaryColor, '--kb-background': backgroundColor, '--kb-text': textColor })
    .map(([name, value]) => `  ${name}: ${value};\n`)
    .join('');

/** Only what a style sheet can say. Colours are said for both schemes, since one that is set is derived no more. */
function css(design: Design): string {
  const { preset, primaryColor, backgroundColor, textColor, dark, typography, panelWidth, panelHeight } = design;
  const colored = [preset, primaryColor, backgroundColor, textColor, dark].some((each) => each !== undefined);
  const lines = [
    colored ? colorLines(seedsOf(design, 'light')) : '',
    typography?.fontFamily ? `  --kb-font-family: ${typography.fontFamily};\n` : '',
    panelWidth === undefined ? '' : `  --kb-panel-width: ${panelWidth}px;\n`,
    panelHeight === undefined ? '' : `  --kb-panel-height: ${panelHeight}px;\n`,
  ];
  const night = colored ? `\nkb-assistant:state(dark) {\n${colorLines(seedsOf(design, 'dark'))}}\n` : '';
  return `kb-assistant {\n${lines.join('')}}\n${night}`;
}

export const FORMATS: readonly Format[] = [
  {
    name: 'Script tag',
    hint: 'Anywhere in a page. It makes the element by itself.',
    write: (design, site) =>
      `<script\n  async\n  src="${escapeAttribute(site.origin)}/kb-assistant.js"${htmlAttributes(design, site, 'data-')}\n></script>${jsonScript(design)}\n`,
  },
  {
    name: 'HTML',
    hint: 'The element where you want it, and the script that draws it.',
    write: (design, site) =>
      `<script async src="${escapeAttribute(site.origin)}/kb-assistant.js"></script>\n<kb-assistant${htmlAttributes(design, site)}\n></kb-assistant>${jsonScript(design)}\n`,
  },
  {
    name: 'React',
    hint: 'A component for React 18 and 19; npm install kb-assistant.',
    write: (design, site) => {
      const props = frameworkProps(design, site, (name, value) => {
        if (value === true) return name;
        const quotable = typeof value === 'string' && !/["\\&\n]/.test(value);
        return quotable ? `${name}="${value}"` : `${name}={${indented(JSON.stringify(value, null, 2), 6)}}`;
      });
      return `import { KbAssistant } from 'kb-assistant/react';\n\nexport function Assistant() {\n  return (\n    <KbAssistant${props}\n    />\n  );\n}\n`;
    },
  },
  {
    name: 'Vue',
    hint: 'A component for Vue 3; npm install kb-assistant.',
    write: (design, site) => {
      const props = frameworkProps(design, site, (name, value) => {
        if (value === true) return attributeName(name);
        if (typeof value === 'string') return `${attributeName(name)}="${escapeAttribute(value)}"`;
        // JSON is an expression too. In single quotes, it keeps its own.
        const text = JSON.stringify(value, null, 2).replaceAll('&', '&amp;').replaceAll("'", '&#39;');
        return `:${attributeName(name)}='${indented(text, 6)}'`;
      });
      return `<script setup>\nimport { KbAssistant } from 'kb-assistant/vue';\n</script>\n\n<template>\n    <KbAssistant${props}\n    />\n</template>\n`;
    },
  },
  {
    name: 'JSON',
    hint: 'Its properties, for Object.assign, a CMS or the next designer.',
    write: (design) => `${json(inputsOf(design))}\n`,
  },
  {
    name: 'CSS',
    hint: 'Colours, font and size, for a page that sets the rest elsewhere.',
    write: css,
  },
];
