import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The element in the bundle of an application that does nothing else: what `npm` costs before anybody opens it. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: 'dist',
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      input: join(import.meta.dirname, 'npm.ts'),
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
    },
  },
});
