import type { Computed } from './computed.ts';
import { cssOf } from './css.ts';
import type { Design } from './design.ts';
import { attributeName, inputsOf, splitInputs } from './inputs.ts';
import { attributeLines, escapeAttribute, json, jsonScript } from './markup.ts';

/** Where the assistant of the exported page finds its servers and its scripts. */
export interface Site {
  /** Such as `https://help.example.com`, or nothing for the page's own. */
  origin: string;
  /** What the colours come to on the page, where that is known. */
  computed?: Computed;
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

const indented = (text: string, spaces: number): string => text.replaceAll('\n', `\n${' '.repeat(spaces)}`);

const htmlAttributes = (design: Design, site: Site, prefix = ''): string =>
  attributeLines([...connection(site), ...splitInputs(inputsOf(design)).attributes], prefix);

/** Names that are the same in JSX and in Vue: text in quotes, all else as an expression. */
function frameworkProps(
  design: Design,
  site: Site,
  indent: number,
  expression: (name: string, value: unknown) => string,
): string {
  const entries = [...connection(site), ...Object.entries(inputsOf(design))];
  return entries.map(([name, value]) => indented(`\n${expression(name, value)}`, indent)).join('');
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
      const props = frameworkProps(design, site, 6, (name, value) => {
        if (value === true) return name;
        const quotable = typeof value === 'string' && !/["\\&\n]/.test(value);
        return quotable ? `${name}="${value}"` : `${name}={${JSON.stringify(value, null, 2)}}`;
      });
      return `import { KbAssistant } from 'kb-assistant/react';\n\nexport function Assistant() {\n  return (\n    <KbAssistant${props}\n    />\n  );\n}\n`;
    },
  },
  {
    name: 'Vue',
    hint: 'A component for Vue 3; npm install kb-assistant.',
    write: (design, site) => {
      const props = frameworkProps(design, site, 4, (name, value) => {
        if (value === true) return attributeName(name);
        if (typeof value === 'string' && !value.includes('\n')) {
          return `${attributeName(name)}="${escapeAttribute(value)}"`;
        }
        // JSON is an expression too. In single quotes, it keeps its own.
        const text = JSON.stringify(value, null, 2).replaceAll('&', '&amp;').replaceAll("'", '&#39;');
        return `:${attributeName(name)}='${text}'`;
      });
      return `<script setup>\nimport { KbAssistant } from 'kb-assistant/vue';\n</script>\n\n<template>\n  <KbAssistant${props}\n  />\n</template>\n`;
    },
  },
  {
    name: 'JSON',
    hint: 'Its properties, for Object.assign, a CMS or the next designer.',
    write: (design) => `${json(inputsOf(design))}\n`,
  },
  {
    name: 'CSS',
    hint: 'Colours, font and size of the panel, for a style sheet of the page. The rest stands in its comment.',
    write: (design, { computed }) => cssOf(design, computed),
  },
];
