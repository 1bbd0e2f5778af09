import { withClientAddress } from '../client-address.ts';
import { suiteApp } from './suite-app.ts';

/** As much of Deno as is used here. */
declare const Deno: {
  serve(
    options: { port: number; hostname: string; onListen(address: { port: number }): void },
    handler: (request: Request, info: { remoteAddr: { hostname: string } }) => Promise<Response>,
  ): unknown;
};

Deno.serve(
  { port: 0, hostname: '127.0.0.1', onListen: ({ port }) => console.log(`http://127.0.0.1:${port}`) },
  (request, { remoteAddr }) => suiteApp(withClientAddress(request, remoteAddr.hostname)),
);
