import { transformSync } from 'esbuild';
import type { Plugin } from 'vite';

/** A style sheet without what nobody reads. One that the template puts together, or that has escapes in it, stays as it is. */
const shortenCss = (code: string): string =>
  code.replace(/\bcss`((?:[^`$\\]|\$(?!\{))*)`/g, (_, sheet: string) => {
    // As it is written: in a template, an escape of CSS would be another one, of JavaScript.
    const { code: short } = transformSync(sheet, { loader: 'css', minify: true, charset: 'utf8' });
    if (/[`\\]|\$\{/.test(short)) throw new Error(`This cannot stand in a template: ${short}`);
    return `css\`${short.trim()}\``;
  });

/**
 * What stands in templates is just text to a minifier: style sheets are shortened here, and the indents of all others.
 * A line break says as much as the spaces after it, in HTML and in CSS.
 */
export const shortenTemplates: Plugin = {
  name: 'shorten-templates',
  transform: {
    filter: { id: /src\/.*\.ts$/, code: /\b(?:css|html)`/ },
    handler: (code, id) => ({
      code: (id.endsWith('.styles.ts') ? shortenCss(code).replace(/\/\*[^]*?\*\//g, '') : code).replace(/\n\s+/g, '\n'),
      map: null,
    }),
  },
};
