import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** `vite` shows the app beside the server of `npm start`. */
export default defineConfig({
  plugins: [vue()],
  server: { proxy: { '/api': 'http://localhost:5173', '/chatkit-local': 'http://localhost:5173' } },
});
