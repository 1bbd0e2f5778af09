import { defineConfig, type BuildEnvironmentOptions, type Plugin } from 'vite';
import { shortenCode } from '../../tools/lib/shorten-code.ts';
import { shortenTemplates } from '../../tools/lib/shorten-templates.ts';

/**
 * marked ends with an instance of everything it can do, which no bundler can tell to be unused: 2 kB of brotli.
 * Its lexer and parser come before that, and are all that is used here.
 */
const onlyLexerAndParser: Plugin = {
  name: 'only-lexer-and-parser',
  transform: {
    filter: { id: /\/marked\.esm\.js$/ },
    handler(code) {
      const end = /;var \w+=new \w+;function (\w+)\(\w+,\w+\)\{[^}]*\}\1\.options=/.exec(code)?.index;
      const names = ['Lexer', 'Parser', 'Renderer'].map((name) => new RegExp(`\\w+ as ${name}\\b`).exec(code)?.[0]);
      if (end === undefined || names.includes(undefined)) this.error('marked is laid out in a new way: see here.');
      return { code: `${code.slice(0, end)};export{${names.join()}};`, map: null };
    },
  },
};

/**
 * Makes an entry of an ES build into one script that any tag can load. It has no imports: the chunks that it cannot do
 * without are written into it. It finds its parts beside itself, whatever the folder or origin; and it hands on what
 * they have in common with it under a symbol of its own, because a classic script exports nothing.
 */
function oneScript(name: string): Plugin {
  const key = `globalThis[Symbol.for("kb-assistant.${name}")]`;
  /** `{ a as b }` of an import or export, as an object pattern or literal. */
  const pairs = (names: string, write: (from: string, to: string) => string): string =>
    names
      .split(',')
      .map((each) => each.trim().split(' as '))
      .filter(([from]) => from)
      .map(([from = '', to = from]) => write(from, to))
      .join();
  return {
    name: 'one-script',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((each) => each.type === 'chunk');
      const entry = chunks.find((each) => each.isEntry)!;
      const byName = new Map(chunks.map((each) => [each.fileName, each]));
      /** In the order in which they run: the entry last. */
      const inside: string[] = [];
      const visit = (file: string): void => {
        if (inside.includes(file)) return;
        for (const imported of byName.get(file)?.imports ?? []) {
          if (imported === entry.fileName) this.error(`${file} and ${name}.js need each other: see here.`);
          visit(imported);
        }
        inside.push(file);
      };
      visit(entry.fileName);
      const fileOf = (specifier: string): string | undefined =>
        inside.find(
          (file) => file.endsWith(`/${specifier.split('/').at(-1)!}`) || file === specifier.split('/').at(-1),
        );
      /** Takes what comes from the script itself out of `from`. */
      const link = (code: string, from: string): string =>
        code.replace(/import\s*(?:\{([^}]*)\}\s*from\s*)?["'](\.[^"']+)["'];?/g, (all, names, specifier) => {
          const file = fileOf(specifier);
          if (!file) return all;
          return names === undefined ? '' : `const{${pairs(names, (a, b) => `${a}:${b}`)}}=${from}["${file}"];`;
        });
      let script = '';
      for (const file of inside) {
        const { code } = byName.get(file)!;
        let exported = '';
        const body = link(code, 'own')
          .replace(/export\s*\{([^}]*)\};?\s*$/, (_all, names: string) => {
            exported = pairs(names, (a, b) => `${b}:${a}`);
            return '';
          })
          .replace(
            /import\(\s*(["'`])(\.[^"'`]+)\1\s*\)/g,
            (_all, _quote, path: string) =>
              // From a part into a part, or from the script: each lies beside the script.
              `import(partUrl("./${name}-parts/${path.split('/').at(-1)!}"))`,
          );
        if (/\bexport\s*\{|import\(["'`]|import\s*\{/.test(body))
          this.error(`${file} is laid out in a new way: see here.`);
        script += `own["${file}"]=(()=>{${body}\nreturn{${exported}}})();\n`;
        if (file !== entry.fileName) delete bundle[file];
      }
      for (const chunk of chunks) if (!inside.includes(chunk.fileName)) chunk.code = link(chunk.code, key);
      entry.code =
        `${BANNER}\n(()=>{const self=globalThis.document?.currentScript?.src,` +
        `partUrl=(path)=>self?new URL(path,self).href:path,own={};\n${script}${key}??=own})();\n`;
    },
  };
}

const shared: BuildEnvironmentOptions = { target: 'es2022', outDir: 'dist', emptyOutDir: false, copyPublicDir: false };

const BANNER =
  '/*! @kb-assistant/chatkit-local (MIT), with Lit (BSD-3-Clause), marked (MIT), DOMPurify (Apache-2.0 or MPL-2.0), Lucide (ISC): see licenses.md */';

/** Where the parts of a script lie, beside it. A changed part gets a new name, so that no old one is mixed in. */
const PARTS = 'parts/[name]-[hash].js';

/** A script that works as `<script src>` and as a module. What is not always needed lies in parts, and comes later. */
const script = (name: string): BuildEnvironmentOptions => ({
  ...shared,
  license: { fileName: 'licenses.md' },
  lib: { entry: `src/${name}.ts`, formats: ['es'], fileName: () => `${name}.js` },
  rolldownOptions: {
    // What a part needs of the script stays there.
    preserveEntrySignatures: 'allow-extension',
    output: { minify: true, chunkFileNames: `${name}-${PARTS}` },
    plugins: [oneScript(name), shortenCode],
  },
});

/** For bundlers: dependencies stay imports, so that an application has each once. */
const library: BuildEnvironmentOptions = {
  ...shared,
  emptyOutDir: true,
  sourcemap: true,
  lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'index.js' },
  rolldownOptions: { external: /^(?!\.|\/|[A-Za-z]:)/, output: { chunkFileNames: PARTS } },
};

export default defineConfig({
  plugins: [shortenTemplates, onlyLexerAndParser],
  environments: {
    client: { build: library },
    chatkit: { consumer: 'client', build: script('chatkit') },
    kbChatkit: { consumer: 'client', build: script('kb-chatkit') },
  },
  builder: {
    async buildApp(builder) {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== 'ssr') await builder.build(environment);
      }
    },
  },
});
