import { anonymousVisitor, createSessionHandler, signedSessions } from '@kb-assistant/session';
import { env } from 'cloudflare:workers';

const secret = env.KB_SESSION_SECRET;
const sessions = createSessionHandler({
  authenticate: anonymousVisitor({ secret }),
  issuer: signedSessions({ secret }),
  // Cloudflare overwrites it: nobody else can set it.
  clientAddress: (request) => request.headers.get('cf-connecting-ip') ?? undefined,
});

export default { fetch: (request) => sessions(request) };
