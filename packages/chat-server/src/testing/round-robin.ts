import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Proxy {
  port: number;
  stop(): Promise<void>;
}

/** Hands each request to the next of some servers of this machine, as a load balancer without sticky sessions does. */
export async function roundRobin(ports: number[], listenOn = 0): Promise<Proxy> {
  let next = 0;
  const proxy = createServer((incoming, outgoing) => {
    const port = ports[next++ % ports.length];
    const { url: path, method, headers } = incoming;
    // A connection of its own: one that is kept may be closed by the server just as it is used again.
    const forwarded = request({ host: 'localhost', port, path, method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
    // A body that was refused is read to its end all the same: the next request stands behind it, on the same connection.
    forwarded.on('close', () => incoming.unpipe(forwarded).resume());
  });
  await new Promise<void>((resolve) => proxy.listen(listenOn, 'localhost', resolve));
  return {
    port: (proxy.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        proxy.close(() => resolve());
        proxy.closeAllConnections();
      }),
  };
}
