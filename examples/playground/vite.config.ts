import { defineConfig } from 'vite';

/** `vite` shows it beside the server of `npm start`, which serves what `vite build` makes, below /playground. */
export default defineConfig({
  base: '/playground/',
  build: {
    target: 'es2022',
    // Inlined, they would need a policy that allows data: scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'stage.html'] },
  },
  server: { proxy: { '/api': 'http://localhost:5173', '/chatkit-local': 'http://localhost:5173' } },
});
