/** What is sent, in bytes with brotli. A file counts with all that it imports at once: they come together. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A built file and those that it imports, without those that are there before it. */
function withImports(path, before = []) {
  const found = new Set(before);
  const visit = (file) => {
    if (found.has(file)) return;
    found.add(file);
    for (const [, name] of readFileSync(join(import.meta.dirname, file), 'utf8').matchAll(STATIC_IMPORT)) {
      visit(join(dirname(file), name));
    }
  };
  visit(path);
  return [...found].filter((file) => !before.includes(file));
}

const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'](\.\/[^"']+)["']/g;

const SCRIPT = 'packages/assistant/dist';
const NPM = 'packages/assistant/bench/dist';
const RENDERER = 'packages/chatkit-local/dist';

export default [
  { name: 'script tag, before anybody touches the launcher', path: `${SCRIPT}/kb-assistant.js`, limit: '2.5 kB' },
  {
    name: 'script tag: what hover, idle or opening fetches, Lit included',
    path: withImports(`${SCRIPT}/kb-assistant.element.js`),
    limit: '29 kB',
  },
  {
    name: 'npm element bundled by Vite, Lit included, before it is opened',
    path: withImports(`${NPM}/npm.js`),
    limit: '7.5 kB',
  },
  {
    name: 'npm element: what hover, idle or opening fetches, lit-html included',
    path: withImports(`${NPM}/assembly.js`, [`${NPM}/npm.js`]),
    limit: '26 kB',
  },
  { name: 'open renderer: threads, Markdown and sanitiser', path: `${RENDERER}/chatkit.js`, limit: '60 kB' },
  { name: 'open renderer as a fallback', path: `${RENDERER}/kb-chatkit.js`, limit: '60 kB' },
];
