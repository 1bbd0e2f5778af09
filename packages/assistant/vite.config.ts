import { defaultClientConditions, defineConfig } from 'vite';

/**
 * The script tag's two files; what npm serves comes from the compiler alone.
 * `script` is the classic script that every page loads, `element` the module that it fetches when needed, with the parts
 * that this in turn fetches from beside itself: `kb-assistant.*.js`.
 */
export default defineConfig(({ mode }) => {
  const script = mode === 'script';
  return {
    resolve: { conditions: ['@kb-assistant/source', ...defaultClientConditions] },
    build: {
      target: 'es2022',
      emptyOutDir: false,
      sourcemap: true,
      lib: {
        entry: script ? 'src/script.ts' : 'src/script-element.ts',
        formats: [script ? 'iife' : 'es'],
        name: 'kbAssistantScript',
        fileName: () => (script ? 'kb-assistant.js' : 'kb-assistant.element.js'),
      },
      rolldownOptions: {
        // What is fetched later may take what it shares from the element itself: a file between the two is a request more.
        preserveEntrySignatures: 'allow-extension',
        output: { minify: true, chunkFileNames: 'kb-assistant.[name].js' },
      },
    },
  };
});
