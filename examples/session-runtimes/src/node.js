import { createServer } from 'node:http';
import { anonymousVisitor, createSessionHandler, signedSessions } from '@kb-assistant/session';
import { toNodeHandler } from '@kb-assistant/session/node';

const secret = process.env.KB_SESSION_SECRET;
const sessions = createSessionHandler({
  authenticate: anonymousVisitor({ secret }),
  issuer: signedSessions({ secret }),
});

const server = createServer(toNodeHandler(sessions));
server.listen(process.env.PORT ?? 8787, () => console.log(`http://localhost:${server.address().port}`));
