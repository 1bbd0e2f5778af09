import type { IncomingMessage, ServerResponse } from 'node:http';
import { withClientAddress } from '../client-address.ts';

/** What Express adds to a request. */
interface ExpressRequest extends IncomingMessage {
  originalUrl?: string;
  body?: unknown;
}

/**
 * A session handler for `node:http`, Express, and everything else that speaks of a request and a response as Node does.
 * The client's address is the socket's.
 *
 * @example
 * createServer(toNodeHandler(createSessionHandler({ authenticate, issuer }))).listen(8787);
 */
export function toNodeHandler(
  handler: (request: Request) => Promise<Response>,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const request = toRequest(incoming, () => outgoing.setHeader('connection', 'close'));
    if (!request) {
      outgoing.writeHead(400, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      const message = 'This is no request that can be answered.';
      outgoing.end(JSON.stringify({ error: { code: 'invalid-request', message }, message }));
      return;
    }
    const response = await handler(withClientAddress(request, incoming.socket.remoteAddress));
    outgoing.statusCode = response.status;
    for (const [name, value] of response.headers) if (name !== 'set-cookie') outgoing.setHeader(name, value);
    const cookies = response.headers.getSetCookie();
    if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  };
}

/** `null` for what the standard's `Request` does not take: the method TRACE, a host that is none. */
function toRequest(incoming: ExpressRequest, onCancel: () => void): Request | null {
  const headers = new Headers();
  const { rawHeaders } = incoming;
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    // HTTP/2 has its own among them: ":path".
    if (!name.startsWith(':')) headers.append(name, rawHeaders[index + 1] ?? '');
  }
  const host = headers.get('host') ?? 'localhost';
  // It would be read as a part of the path, another than the one that a proxy has let through.
  if (/[/?#\\@]/.test(host)) return null;
  const path = incoming.originalUrl ?? incoming.url ?? '/';
  const method = incoming.method ?? 'GET';
  const body = method === 'GET' || method === 'HEAD' ? null : bodyOf(incoming, onCancel);
  try {
    return new Request(`http://${host}${path}`, {
      method,
      headers,
      ...(body === null ? {} : { body, duplex: 'half' }),
    });
  } catch {
    return null;
  }
}

/** What was read already, by `express.json()` say, is taken as it was understood. */
function bodyOf(incoming: ExpressRequest, onCancel: () => void): BodyInit | null {
  if (incoming.readableEnded) return incoming.body === undefined ? null : JSON.stringify(incoming.body);
  if (incoming.headers['content-length'] === undefined && incoming.headers['transfer-encoding'] === undefined)
    return null;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      incoming.on('data', (chunk: Uint8Array) => {
        controller.enqueue(chunk);
        incoming.pause();
      });
      incoming.once('end', () => controller.close());
      incoming.once('error', (error) => controller.error(error));
      incoming.pause();
    },
    pull() {
      incoming.resume();
    },
    // Not destroyed: its socket still has to carry the answer. It is closed behind it, unread.
    cancel() {
      incoming.removeAllListeners('data').removeAllListeners('end').pause();
      onCancel();
    },
  });
}
