import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { anonymousVisitor, createSessionHandler, signedSessions, withClientAddress } from '@kb-assistant/session';
import { Hono } from 'hono';

const secret = process.env.KB_SESSION_SECRET;
const sessions = createSessionHandler({
  authenticate: anonymousVisitor({ secret }),
  issuer: signedSessions({ secret }),
});

const app = new Hono();
app.all('/api/chatkit/*', (c) => sessions(withClientAddress(c.req.raw, getConnInfo(c).remote.address)));
serve({ fetch: app.fetch, port: process.env.PORT ?? 8787 }, ({ port }) => console.log(`http://localhost:${port}`));
