/**
 * How fast sessions are minted, beside a bare Node handler that signs the same token: both in one run, turn and turn
 * about, on this machine. `node --conditions=@kb-assistant/source packages/session/bench/mint.ts`
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import autocannon from 'autocannon';
import { SignJWT } from 'jose';
import { median } from '../../../tools/lib/median.ts';
import { createSessionHandler, signedSessions } from '../src/index.ts';
import { toNodeHandler } from '../src/node/to-node-handler.ts';

const ROUNDS = 3;
const SECONDS = 3;
const CONNECTIONS = 20;
const secret = 'a secret of more than thirty-two bytes';

const listeners: Record<string, () => RequestListener> = {
  /** Nothing but the signature and the answer: no origin, no limit, no log, no check of the body. */
  bare: () => {
    const key = new TextEncoder().encode(secret);
    const sign = async (response: ServerResponse): Promise<void> => {
      const token = await new SignJWT()
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setAudience('kb-assistant-session')
        .setSubject('user_1')
        .setJti(`ses_${crypto.randomUUID()}`)
        .setIssuedAt()
        .setExpirationTime('600s')
        .sign(key);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ client_secret: token, expires_in: 600 }));
    };
    return (_, response) => void sign(response);
  },
  session: () => {
    const count = () => Promise.resolve({ allowed: true, remaining: 1, retryAfterMs: 0 });
    const handler = createSessionHandler({
      authenticate: () => ({ id: 'user_1' }),
      issuer: signedSessions({ secret }),
      // Counted, and never refused.
      rateLimit: { perUser: { consume: count }, perAddress: { consume: count } },
      log: () => {},
    });
    const listener = toNodeHandler(handler);
    return (request, response) => void listener(request, response);
  },
};

interface Round {
  perSecond: number;
  p99: number;
}

async function measure(url: string, duration: number): Promise<Round> {
  const headers = { origin: new URL(url).origin, 'content-type': 'application/json' };
  const options = { method: 'POST', headers, body: '{}', connections: CONNECTIONS, duration } as const;
  const result = await autocannon({ url: `${url}/api/chatkit/session`, ...options });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refused, ${result.errors} failed.`);
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}

async function start(name: string): Promise<{ url: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [...process.execArgv, import.meta.filename, name], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) return { url: line, child };
  throw new Error(`The server "${name}" ended before it named its address.`);
}

async function compare(): Promise<void> {
  const servers = { bare: await start('bare'), session: await start('session') };
  const rounds: Record<keyof typeof servers, Round[]> = { bare: [], session: [] };
  for (const name of ['bare', 'session'] as const) await measure(servers[name].url, 1);
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ['bare', 'session'] as const) rounds[name].push(await measure(servers[name].url, SECONDS));
  }
  for (const { child } of Object.values(servers)) child.kill();

  const [bare, session] = (['bare', 'session'] as const).map((name) => ({
    perSecond: median(rounds[name].map(({ perSecond }) => perSecond)),
    p99: median(rounds[name].map(({ p99 }) => p99)),
  })) as [Round, Round];
  console.log(`Minting, ${CONNECTIONS} connections, median of ${ROUNDS} rounds of ${SECONDS} s, HS256`);
  for (const [name, { perSecond, p99 }] of Object.entries({ 'bare Node handler': bare, 'session endpoint': session })) {
    console.log(`  ${name.padEnd(18)} ${perSecond.toFixed(0).padStart(7)} a second   p99 ${p99.toFixed(0)} ms`);
  }
  console.log(`  ratio              ${(session.perSecond / bare.perSecond).toFixed(2)} of its throughput`);
}

const name = process.argv[2];
if (name === undefined) {
  await compare();
} else {
  const server = createServer(listeners[name]?.());
  server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
}
