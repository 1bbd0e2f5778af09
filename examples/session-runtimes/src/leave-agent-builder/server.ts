import { type Agent, createChatServer } from '@kb-assistant/chat-server';
import { memoryStore } from '@kb-assistant/chat-server/memory';
import { createSessionHandler, type SessionIssuer, signedSessions, verifySession } from '@kb-assistant/session';
import { openaiSessions } from '@kb-assistant/session/openai';

const basePath = '/api/chatkit';
const authenticate = (): { id: string } => ({ id: 'user_1' });

const serveSessions = (issuer: SessionIssuer) =>
  createSessionHandler({ basePath, authenticate, issuer, log: () => {} });

/** Before: a hosted workflow answers, and this server only makes sessions. */
export function before(options: { apiKey: string; workflow: string; baseUrl?: string }) {
  const issuer = openaiSessions({ ...options, warn: () => {} });
  return serveSessions(issuer);
}

/** After: the same session endpoint with another issuer, and a chat server beside it. */
export function after(options: { secret: string; agent: Agent }) {
  const { secret, agent } = options;
  const issuer = signedSessions({ secret });
  const sessions = serveSessions(issuer);
  const chat = createChatServer({
    agent,
    store: memoryStore(),
    authenticate: verifySession({ secret }),
    log: () => {},
  });
  return (request: Request): Promise<Response> =>
    new URL(request.url).pathname === basePath ? chat(request) : sessions(request);
}
