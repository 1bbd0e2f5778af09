import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { shortenCode } from '../../tools/lib/shorten-code.ts';
import { shortenTemplates } from '../../tools/lib/shorten-templates.ts';

/**
 * Lit keeps in the window which versions of it are on the page, and what decorators say of properties. The one is for its
 * own warnings, the other nobody here uses, and the window is the page's.
 */
const leaveNoGlobals: Plugin = {
  name: 'leave-no-globals',
  transform: {
    filter: { id: /node_modules/, code: /(Versions|litPropertyMetadata)\s*\?\?=/ },
    handler: (code) => ({
      code: code
        .replace(/\(\w+\.\w+Versions\s*\?\?=\s*\[\]\)\.push\((["'])[\d.]+\1\)/g, '0')
        .replace(/Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap;/, ';')
        .replace(/litPropertyMetadata\.get\(\w+\)/, 'void 0'),
      map: null,
    }),
  },
};

/** What Lit does where there are no constructed style sheets: no browser without them understands the rest of the file. */
const leaveOldBrowsers: Plugin = {
  name: 'leave-old-browsers',
  transform: {
    filter: { id: /node_modules/, code: /ShadyCSS|PolyfillSupport/ },
    handler: (code) => ({
      code: code
        .replace(/\w+\.ShadowRoot&&\([^)]*ShadyCSS\.nativeShadow\)&&"adopted\w+"in [\w.]+&&"replace"in [\w.]+/, '!0')
        .replace(/\w+\.\w+PolyfillSupport/, 'void 0'),
      map: null,
    }),
  },
};

const handedOver = fileURLToPath(new URL('src/launcher/handed-over.ts', import.meta.url));
const assemblyAtHand = fileURLToPath(new URL('src/assembly-at-hand.ts', import.meta.url));

/**
 * The script tag's two files; what npm serves comes from the compiler alone.
 * `script` is the classic script that every page loads, `element` the module that it fetches when needed, with the parts
 * that this in turn fetches from beside itself: `kb-assistant.*.js`.
 */
export default defineConfig(({ mode }) => {
  const script = mode === 'script';
  return {
    plugins: [shortenTemplates, leaveNoGlobals, leaveOldBrowsers, shortenCode],
    resolve: {
      conditions: ['@kb-assistant/source', ...defaultClientConditions],
      alias: script
        ? []
        : [
            // What the tag has already, it hands over.
            { find: /^\.\.\/launcher\/(launcher|placement-css)\.ts$/, replacement: handedOver },
            { find: './load-assembly.ts', replacement: assemblyAtHand },
          ],
    },
    build: {
      target: 'es2022',
      emptyOutDir: false,
      // The tag's is beside it, and is not named in it: every page of every site would pay for the name.
      sourcemap: script ? 'hidden' : true,
      // Of what the element has in it: Lit, and what works out colours. The tag's own file is all ours.
      license: script ? false : { fileName: 'kb-assistant.licenses.md' },
      lib: {
        entry: script ? 'src/script.ts' : 'src/script-element.ts',
        formats: [script ? 'iife' : 'es'],
        name: 'kbAssistantScript',
        fileName: () => (script ? 'kb-assistant.js' : 'kb-assistant.element.js'),
      },
      rolldownOptions: {
        // What is fetched later may take what it shares from the element itself: a file between the two is a request more.
        preserveEntrySignatures: 'allow-extension',
        output: {
          minify: true,
          chunkFileNames: 'kb-assistant.[name].js',
          // What the element needs at once is one request, whatever its parts have in common with it.
          ...(script ? {} : { codeSplitting: { groups: [{ name: 'element', tags: ['$initial' as const] }] } }),
          // All of it runs on every page: an engine that knows this compiles it in one go, beside the main thread.
          ...(script ? { postBanner: '//# allFunctionsCalledOnLoad' } : {}),
        },
      },
    },
  };
});
