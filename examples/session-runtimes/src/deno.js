import { anonymousVisitor, createSessionHandler, signedSessions, withClientAddress } from '@kb-assistant/session';

const secret = Deno.env.get('KB_SESSION_SECRET');
const sessions = createSessionHandler({
  authenticate: anonymousVisitor({ secret }),
  issuer: signedSessions({ secret }),
});

Deno.serve(
  { port: Number(Deno.env.get('PORT') ?? 8787), onListen: ({ port }) => console.log(`http://localhost:${port}`) },
  (request, { remoteAddr }) => sessions(withClientAddress(request, remoteAddr.hostname)),
);
