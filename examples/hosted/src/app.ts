import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getConnInfo } from '@hono/node-server/conninfo';
import { serveStatic } from '@hono/node-server/serve-static';
import { anonymousVisitor, createSessionHandler, withClientAddress } from '@kb-assistant/session';
import { openaiSessions } from '@kb-assistant/session/openai';
import { Hono } from 'hono';

export interface HostedOptions {
  /** A key of the workflow's project: it stays on this server. */
  apiKey: string;
  /** The workflow's id, `wf_…`. */
  workflow: string;
  /** Signs the visitors' cookies: at least 32 bytes. */
  secret: string;
  /** Where OpenAI's API is, for a test. Default OpenAI's own. */
  openai?: string;
}

/** OpenAI's script, the style element that it brings along, and its frame, which asks for all the rest itself. */
const OPENAI = 'https://cdn.platform.openai.com';
const POLICY = [
  "default-src 'none'",
  `script-src 'self' ${OPENAI}`,
  `frame-src ${OPENAI}`,
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A page, and the sessions of its visitors with a workflow of theirs each. */
export function createHosted({ apiKey, workflow, secret, openai }: HostedOptions): Hono {
  const sessions = createSessionHandler({
    authenticate: anonymousVisitor({ secret }),
    issuer: openaiSessions({ apiKey, workflow, ...(openai ? { baseUrl: openai } : {}) }),
  });
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('content-security-policy', POLICY);
    context.header('x-content-type-options', 'nosniff');
  });
  // Sessions are limited by user and by address, and the address is the socket's.
  app.all('/api/chatkit/*', (context) =>
    sessions(withClientAddress(context.req.raw, getConnInfo(context).remote.address)),
  );
  const assistant = dirname(fileURLToPath(import.meta.resolve('kb-assistant/kb-assistant.js')));
  app.get('/:file{kb-assistant(\\.[\\w-]+)*\\.js}', serveStatic({ root: assistant }));
  app.get('*', serveStatic({ root: join(import.meta.dirname, '../public') }));
  return app;
}
