import { defaultClientConditions, defineConfig } from 'vite';

/**
 * The script tag's two files; what npm serves comes from the compiler alone.
 * `script` is the classic script that every page loads, `element` the module that it fetches when needed.
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
        entry: script ? 'src/script.ts' : 'src/define.ts',
        formats: [script ? 'iife' : 'es'],
        name: 'kbAssistantScript',
        fileName: () => (script ? 'kb-assistant.js' : 'kb-assistant.element.js'),
      },
      rolldownOptions: { output: { minify: true } },
    },
  };
});
