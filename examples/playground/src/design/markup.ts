import type { Design } from './design.ts';
import { attributeName, inputsOf, splitInputs } from './inputs.ts';

export const escapeAttribute = (value: unknown): string =>
  String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** JSON that may stand in a script element: without the one thing that could end it. */
export const json = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll('<', '\\u003c');

/** A line for each. */
export const attributeLines = (entries: readonly [name: string, value: unknown][], prefix = ''): string =>
  entries
    .map(([name, value]) =>
      value === true
        ? `\n  ${prefix}${attributeName(name)}`
        : `\n  ${prefix}${attributeName(name)}="${escapeAttribute(value)}"`,
    )
    .join('');

/** The properties that no attribute says, for the script tag to read. */
export function jsonScript(design: Design): string {
  const { properties } = splitInputs(inputsOf(design));
  if (Object.keys(properties).length === 0) return '';
  return `\n<script type="application/json" data-kb-assistant>\n${json(properties)}\n</script>`;
}
