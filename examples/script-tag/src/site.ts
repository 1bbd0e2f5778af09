import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

const PUBLIC = join(import.meta.dirname, '../public');

/** Where the page says that the assistant is. */
const WRITTEN = 'http://localhost:5173';

/** A policy that knows one other origin, and nothing inline. */
const policyFor = (assistant: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${assistant}`,
    "style-src 'self'",
    `connect-src ${assistant}`,
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The three files of the page, as any web server has them; a server at another address is written into them. */
export function createSite(assistant = WRITTEN): Hono {
  const site = new Hono();
  site.use(async (context, next) => {
    await next();
    context.header('content-security-policy', policyFor(assistant));
    context.header('x-content-type-options', 'nosniff');
  });
  site.get('/', (context) =>
    context.html(readFileSync(join(PUBLIC, 'index.html'), 'utf8').replaceAll(WRITTEN, assistant)),
  );
  site.get('*', serveStatic({ root: PUBLIC }));
  return site;
}
