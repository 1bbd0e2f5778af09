import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createSite } from './site.ts';

const site = createSite(process.env['SERVER_URL']);
const server = serve({ fetch: site.fetch, port: Number(process.env['PORT'] ?? 5174), hostname: 'localhost' }, () => {
  console.log(`\n  The page with the tag is at  http://localhost:${(server.address() as AddressInfo).port}\n`);
});
