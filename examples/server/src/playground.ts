import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** As strict as the help centre's, but for its frames: it shows the assistant on pages of its own. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-src 'self'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** The theme playground, as it was built, below `/playground`. */
export function createPlayground(): Hono {
  const dist = join(fileURLToPath(import.meta.resolve('@kb-assistant/example-playground/package.json')), '../dist');
  const playground = new Hono();
  playground.use(async (context, next) => {
    await next();
    context.header('content-security-policy', CONTENT_SECURITY_POLICY);
    context.header('x-content-type-options', 'nosniff');
  });
  playground.get('/', (context) => context.redirect('/playground/'));
  const rewriteRequestPath = (path: string): string => path.slice('/playground'.length);
  playground.get('/*', serveStatic({ root: dist, rewriteRequestPath }));
  return playground;
}
