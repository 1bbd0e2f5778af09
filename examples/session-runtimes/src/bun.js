import { anonymousVisitor, createSessionHandler, signedSessions, withClientAddress } from '@kb-assistant/session';

const secret = process.env.KB_SESSION_SECRET;
const sessions = createSessionHandler({
  authenticate: anonymousVisitor({ secret }),
  issuer: signedSessions({ secret }),
});

const server = Bun.serve({
  port: process.env.PORT ?? 8787,
  fetch: (request) => sessions(withClientAddress(request, server.requestIP(request)?.address)),
});
console.log(`http://localhost:${server.port}`);
