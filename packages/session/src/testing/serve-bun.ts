import { withClientAddress } from '../client-address.ts';
import { suiteApp } from './suite-app.ts';

interface Server {
  port: number;
  requestIP(request: Request): { address: string } | null;
}

/** As much of Bun as is used here. */
declare const Bun: {
  serve(options: {
    port: number;
    hostname: string;
    fetch(request: Request, server: Server): Promise<Response>;
  }): Server;
};

const { port } = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch: (request, server) => suiteApp(withClientAddress(request, server.requestIP(request)?.address)),
});
console.log(`http://127.0.0.1:${port}`);
