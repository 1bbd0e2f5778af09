import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createDocsSite } from './docs-site.ts';

const docs = join(import.meta.dirname, '../../../docs');
const app = await createDocsSite({
  docs,
  dist: join(docs, '.vitepress/dist'),
  // Conversations are kept in memory, and end with this process anyway.
  secret: process.env['KB_SESSION_SECRET'] ?? randomBytes(48).toString('base64'),
});
const server = serve({ fetch: app.fetch, port: Number(process.env['PORT'] ?? 5175), hostname: 'localhost' }, () => {
  console.log(`The documentation is at http://localhost:${(server.address() as AddressInfo).port}`);
});
