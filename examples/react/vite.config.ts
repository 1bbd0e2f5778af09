import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where React 18 is, for whoever asks for React: our own package among them, which knows no other name for it. */
const react18 = (name: 'react' | 'react-dom') => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: dirname(createRequire(import.meta.url).resolve(`${name}-18/package.json`)),
});

/** Where `npm start` serves the sessions and the chat. */
const SERVER = process.env['SERVER_URL'] ?? 'http://localhost:5173';

/** `vite` shows the app beside the server of `npm start`; `--mode react-18` builds it with React 18. */
export default defineConfig(({ mode }) => ({
  plugins: [react()],
  resolve: {
    alias: mode.startsWith('react-18') ? [react18('react-dom'), react18('react')] : [],
    dedupe: ['react', 'react-dom'],
  },
  server: { proxy: { '/api': SERVER, '/chatkit-local': SERVER } },
}));
