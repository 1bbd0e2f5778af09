import { anonymousVisitor, createSessionHandler, signedSessions } from '@kb-assistant/session';
import { toNodeHandler } from '@kb-assistant/session/node';
import express from 'express';

const secret = process.env.KB_SESSION_SECRET;
const sessions = createSessionHandler({
  authenticate: anonymousVisitor({ secret }),
  issuer: signedSessions({ secret }),
});

const app = express().use('/api/chatkit', toNodeHandler(sessions));
const server = app.listen(process.env.PORT ?? 8787, () => console.log(`http://localhost:${server.address().port}`));
