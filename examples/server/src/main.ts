import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createHelpCenter } from '@kb-assistant/example-help-center';
import { memoryRateLimiter } from '@kb-assistant/session';
import { createAnswerer } from './answerer.ts';
import { createApp } from './app.ts';
import { sessionSecret } from './secret.ts';
import { openStorage } from './storage.ts';

const root = join(import.meta.dirname, '../../..');
const data = process.env['KB_DATA'] ?? join(root, '.data');
const port = Number(process.env['PORT'] ?? 5173);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`PORT: expected a number from 0 to 65535, got "${process.env['PORT']}".`);
  process.exit(1);
}

// Pages of other sites that may have this assistant: ALLOWED_ORIGINS=http://localhost:8000,https://shop.example.com
const allowedOrigins = (process.env['ALLOWED_ORIGINS'] ?? '').split(',').filter(Boolean);
// From there, a link to a source has to say which site it is on.
const address = process.env['PUBLIC_URL'] ?? `http://localhost:${port}`;

const { articles, site } = createHelpCenter(join(root, 'docs'));
const documents = articles.map((article) =>
  allowedOrigins.length > 0 ? { ...article, url: new URL(article.url, address).href } : article,
);
const answerer = createAnswerer(documents, process.env);
const { close, ...storage } = await openStorage(join(data, 'chat.sqlite'));
const app = createApp({
  secret: sessionSecret(data),
  agent: answerer.agent,
  ...storage,
  // Whoever asks for a living would have a model paid for again and again. Several of these processes count each for itself.
  rateLimit: memoryRateLimiter({ limit: 30 }),
  site,
  allowedOrigins,
});

// This machine only; HOST=0.0.0.0 lets others in, to try it on a phone.
const server = serve({ fetch: app.fetch, port, hostname: process.env['HOST'] ?? 'localhost' }, () => {
  const { port: actual } = server.address() as AddressInfo;
  console.log(`
  The help centre is at  http://localhost:${actual}
  The theme playground:  http://localhost:${actual}/playground/

  Click the round button at the bottom right and ask it something:
    · How do I add the assistant to my site?
    · What does position do?
    · Does it work offline?

  Questions are answered by ${answerer.name}.
  Conversations are kept in ${data}. Stop with Ctrl+C.
`);
});

server.on('error', (error: NodeJS.ErrnoException) => {
  const busy = error.code === 'EADDRINUSE';
  console.error(busy ? `Port ${port} is taken. Choose another one: PORT=${port + 1} npm start` : error);
  process.exit(1);
});

/** Lets running answers end, for a while, and closes the store in any case. */
function stop(): void {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  void Promise.all([closed, app.close()])
    .then(close)
    .then(() => process.exit(0));
  setTimeout(() => process.exit(0), 3_000).unref();
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
