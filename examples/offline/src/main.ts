import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createOfflineApp } from './app.ts';

const app = await createOfflineApp();
const server = serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 5174), hostname: 'localhost' }, () => {
  console.log(`Pull the plug, then open http://localhost:${(server.address() as AddressInfo).port}`);
});
