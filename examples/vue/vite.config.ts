import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** Where `npm start` serves the sessions and the chat. */
const SERVER = process.env['SERVER_URL'] ?? 'http://localhost:5173';

/** `vite` shows the app beside the server of `npm start`. */
export default defineConfig({
  plugins: [vue()],
  server: { proxy: { '/api': SERVER, '/chatkit-local': SERVER } },
});
