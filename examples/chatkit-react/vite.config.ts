import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const DIST = dirname(fileURLToPath(import.meta.resolve('@kb-assistant/chatkit-local/chatkit.js')));

/** The open element and its parts, from this page's own origin. */
const openElement: Plugin = {
  name: 'open-element',
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const [path = ''] = (request.url ?? '').split('?');
      if (!/^\/chatkit(\.js$|-parts\/[\w-]+\.js$)/.test(path)) return next();
      response.setHeader('content-type', 'text/javascript').end(readFileSync(join(DIST, path)));
    });
  },
};

/** `vite` shows the app beside the server of `npm start`. */
export default defineConfig({
  plugins: [react(), openElement],
  server: { proxy: { '/api': 'http://localhost:5173' } },
});
