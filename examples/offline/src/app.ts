import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { createChatServer } from '@kb-assistant/chat-server';
import { knowledgeBase } from '@kb-assistant/chat-server/knowledge-base';
import { readMarkdownFolder } from '@kb-assistant/chat-server/knowledge-base/node';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { Hono } from 'hono';

const ROOT = join(import.meta.dirname, '..');

/** Nothing may come from anywhere else, and nothing may be run that is not a file of this origin. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** A page, the open element, and a server that answers from a folder: one origin, and no other. */
export async function createOfflineApp(): Promise<Hono> {
  const documents = await readMarkdownFolder(join(ROOT, 'articles'));
  const chat = createChatServer({
    agent: knowledgeBase({ documents }),
    store: memoryStore(),
    // Who leaves in the middle of an answer, or loses the connection, finds it whole.
    resumable: true,
    // One machine, one person. A server for more asks who they are: see docs/sessions.md.
    authenticate: () => ({ user: { id: 'local' } }),
  });
  const app = new Hono();
  app.use(async (context, next) => {
    await next();
    context.header('content-security-policy', POLICY);
  });
  app.all('/api/chatkit', ({ req }) => chat(req.raw));
  const element = dirname(fileURLToPath(import.meta.resolve('@kb-assistant/chatkit-local/chatkit.js')));
  app.get('/chatkit*', serveStatic({ root: element }));
  app.get('*', serveStatic({ root: join(ROOT, 'public') }));
  return app;
}
