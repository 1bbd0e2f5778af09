import { createServer, type RequestListener, request as send, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { anonymousVisitor } from '../authenticators/anonymous-visitor.ts';
import { createSessionHandler, type SessionHandlerOptions } from '../create-session-handler.ts';
import { signedSessions } from '../issuers/signed-sessions.ts';
import { memoryRateLimiter } from '../limits/memory-rate-limiter.ts';
import { toNodeHandler } from './to-node-handler.ts';

const secret = 'a secret of more than thirty-two bytes';
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/chatkit`;
}

const node = (options: Partial<SessionHandlerOptions> = {}) => {
  const issuer = signedSessions({ secret });
  return toNodeHandler(
    createSessionHandler({ authenticate: anonymousVisitor({ secret }), issuer, log: () => {}, ...options }),
  );
};
const json = { 'content-type': 'application/json' };

describe('toNodeHandler', () => {
  it('serves a session over node:http, its cookie included', async () => {
    const url = await serve((request, response) => void node()(request, response));
    const response = await fetch(`${url}/session`, { method: 'POST', body: '{"a":1}', headers: json });
    expect(response.status).toBe(200);
    expect(await response.json()).toHaveProperty('client_secret');
    expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^kb_visitor=/)]);
  });

  it("hands over the socket's address, and no header's", async () => {
    const handler = node({ rateLimit: { perAddress: memoryRateLimiter({ limit: 1 }) } });
    const url = await serve((request, response) => void handler(request, response));
    const asking = async (address: string) =>
      (await fetch(`${url}/session`, { method: 'POST', headers: { 'x-forwarded-for': address } })).status;
    expect([await asking('198.51.100.1'), await asking('198.51.100.2')]).toEqual([200, 429]);
  });

  it('lets the answer to a body that is too large arrive, and reads no more of it', async () => {
    const url = await serve((request, response) => void node()(request, response));
    const status = await new Promise((resolve, reject) => {
      const request = send(`${url}/session`, { method: 'POST', headers: json }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers.connection]);
        request.destroy();
      });
      request.on('error', reject);
      // Never ended: the answer must not wait for the rest.
      request.write(`"${'x'.repeat(64 * 1024)}`);
    });
    expect(status).toEqual([413, 'close']);
  });

  it('takes a body that the framework has read already', async () => {
    const ended: string[] = [];
    const issuer = { ...signedSessions({ secret }), end: (id: string) => Promise.resolve(void ended.push(id)) };
    const handler = node({ issuer });
    const url = await serve((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => void handler(Object.assign(request, { body: JSON.parse(text) as unknown }), response));
    });
    const body = JSON.stringify({ session_id: 'ses_1' });
    expect((await fetch(`${url}/session/end`, { method: 'POST', body, headers: json })).status).toBe(204);
    expect(ended).toEqual(['ses_1']);
  });

  it.each([
    'TRACE /api/chatkit/session HTTP/1.1\r\nHost: x',
    'POST /api/chatkit/session HTTP/1.1\r\nHost: a b/c',
    // The path that a proxy has let through is the one that is answered.
    'GET /blocked HTTP/1.1\r\nHost: x/api/chatkit/health?',
    'GET /blocked HTTP/1.1\r\nHost: x/api/chatkit/health#',
    'GET /blocked HTTP/1.1\r\nHost: x\\api/chatkit/health?',
    'GET /blocked HTTP/1.1\r\nHost: someone@x',
  ])('answers what is no request: %j', async (head) => {
    const url = await serve((request, response) => void node()(request, response));
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
        socket.write(`${head}\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 [\s\S]*"code":"invalid-request"/);
  });
});
