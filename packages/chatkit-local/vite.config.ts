import { defineConfig, type BuildEnvironmentOptions, type Plugin } from 'vite';

/**
 * What stands in templates is just text to a minifier: their indents go here, and the comments of style sheets.
 * A line break says as much as the spaces after it, in HTML and in CSS.
 */
const shortenTemplates: Plugin = {
  name: 'shorten-templates',
  transform: {
    filter: { id: /src\/.*\.ts$/, code: /\b(?:css|html)`/ },
    handler: (code, id) => ({
      code: (id.endsWith('.styles.ts') ? code.replace(/\/\*[^]*?\*\//g, '') : code).replace(/\n\s+/g, '\n'),
      map: null,
    }),
  },
};

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

const shared: BuildEnvironmentOptions = { target: 'es2022', outDir: 'dist', emptyOutDir: false, copyPublicDir: false };

const BANNER =
  '/*! @kb-assistant/chatkit-local (MIT), with Lit (BSD-3-Clause), marked (MIT), DOMPurify (Apache-2.0 or MPL-2.0), Lucide (ISC): see licenses.md */';

/** A script that works as `<script src>` and as a module, with everything in it. */
const script = (name: string): BuildEnvironmentOptions => ({
  ...shared,
  license: { fileName: 'licenses.md' },
  lib: { entry: `src/${name}.ts`, formats: ['iife'], name: '_', fileName: () => `${name}.js` },
  rolldownOptions: { output: { extend: false, postBanner: BANNER } },
});

/** For bundlers: dependencies stay imports, so that an application has each once. */
const library: BuildEnvironmentOptions = {
  ...shared,
  emptyOutDir: true,
  sourcemap: true,
  lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'index.js' },
  rolldownOptions: { external: /^(?!\.|\/|[A-Za-z]:)/ },
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
