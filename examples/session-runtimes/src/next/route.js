// app/api/chatkit/[...path]/route.js
import { anonymousVisitor, createSessionHandler, signedSessions } from '@kb-assistant/session';

const secret = process.env.KB_SESSION_SECRET;

// Next does not tell the address. Behind a proxy that overwrites a header, read it with the option clientAddress.
const sessions = createSessionHandler({
  authenticate: anonymousVisitor({ secret }),
  issuer: signedSessions({ secret }),
});

export { sessions as GET, sessions as OPTIONS, sessions as POST };
