import { anonymousVisitor, createSessionHandler, signedSessions } from '@kb-assistant/session';
import { toNodeHandler } from '@kb-assistant/session/node';
import fastify from 'fastify';

const secret = process.env.KB_SESSION_SECRET;
const sessions = createSessionHandler({
  authenticate: anonymousVisitor({ secret }),
  issuer: signedSessions({ secret }),
});

const app = fastify();
app.removeAllContentTypeParsers();
app.addContentTypeParser('*', (request, body, done) => done(null)); // The handler reads the body, and limits it.
app.all('/api/chatkit/*', (request, reply) => (reply.hijack(), toNodeHandler(sessions)(request.raw, reply.raw)));
console.log(await app.listen({ port: process.env.PORT ?? 8787 }));
