/**
 * How fast the chat server streams, against a bare `node:http` writer of the same bytes, on this machine.
 * `node --conditions=@kb-assistant/source packages/chat-server/bench/run.ts [memory|sqlite|postgres://…]`
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const storeName = process.argv[2] ?? 'memory';
const folder = mkdtempSync(join(tmpdir(), 'chat-bench-'));
const FIRST_TOKENS = 300;
const TOKENS = 100_000;
const STEPS = [500, 1_000, 1_500, 2_000, 3_000];
const SECONDS = 6;
const RATE = 20;
const ROUNDS = 6;
const KINDS = ['bare', 'chat'] as const;
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });

class Server {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(kind: 'chat' | 'bare'): Promise<Server> {
    const child = fork(join(import.meta.dirname, 'server.ts'), [kind, storeName], {
      execArgv: ['--conditions=@kb-assistant/source', '--expose-gc'],
      env: { ...process.env, BENCH_SQLITE: join(folder, 'chat.sqlite') },
    });
    const { port } = (await answerOf(child)) as { port: number };
    return new Server(child, port);
  }

  async memory(): Promise<NodeJS.MemoryUsage> {
    const answer = answerOf(this.#child);
    this.#child.send('memory');
    return ((await answer) as { memory: NodeJS.MemoryUsage }).memory;
  }

  stop(): void {
    this.#child.kill();
  }
}

const answerOf = (child: ChildProcess) => new Promise<unknown>((resolve) => child.once('message', resolve));

/** Asks, and hands on each piece of the answer, until its end. */
function ask(port: number, question: string, onText: (text: string) => void): Promise<void> {
  const body = JSON.stringify({
    type: 'threads.create',
    params: { input: { content: [{ type: 'input_text', text: question }] } },
  });
  const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/', headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`Status ${response.statusCode}`));
      response.setEncoding('utf8').on('data', onText).on('end', resolve).on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const at = (values: number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? NaN;

async function firstToken({ port }: Server): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < FIRST_TOKENS + 50; i++) {
    const began = performance.now();
    let first: number | undefined;
    await ask(port, '1 tokens', (text) => {
      if (text.includes('"delta"')) first ??= performance.now() - began;
    });
    if (i >= 50) times.push(first!);
  }
  return times;
}

/** Tokens per second of one stream. */
async function throughput({ port }: Server): Promise<number> {
  let count = 0;
  let began: number | undefined;
  await ask(port, `${TOKENS} tokens`, (text) => {
    began ??= performance.now();
    for (let from = text.indexOf('"delta"'); from >= 0; from = text.indexOf('"delta"', from + 1)) count++;
  });
  return count / ((performance.now() - began!) / 1000);
}

/** Delays of all tokens while so many streams are open, in milliseconds, and the memory that a stream takes. */
async function concurrent(server: Server, streams: number) {
  const before = await server.memory();
  const delays: number[] = [];
  let measuring = false;
  const all = Array.from({ length: streams }, () =>
    ask(server.port, `${(SECONDS + 4) * RATE} tokens at ${RATE}/s`, (text) => {
      if (!measuring) return;
      const now = performance.timeOrigin + performance.now();
      for (let from = text.indexOf('"delta":"@'); from >= 0; from = text.indexOf('"delta":"@', from + 1)) {
        delays.push(now - parseFloat(text.slice(from + 10, from + 28)));
      }
    }),
  );
  // All of them are open by then, and what opening them took is over.
  await sleep(4_000);
  measuring = true;
  await sleep((SECONDS - 3) * 1_000);
  measuring = false;
  const during = await server.memory();
  await Promise.all(all);
  const used = (memory: NodeJS.MemoryUsage) => memory.heapUsed + memory.external;
  return {
    p50: at(delays, 0.5),
    p99: at(delays, 0.99),
    share: delays.length / (streams * RATE * (SECONDS - 3)),
    bytes: (used(during) - used(before)) / streams,
    resident: (during.rss - before.rss) / streams,
  };
}

const round = (value: number, digits = 1): string => value.toFixed(digits);
try {
  console.log(`Node ${process.version}, store: ${storeName.replace(/:\/\/.*/, '')}, loopback\n`);
  // Turn and turn about: whatever else the machine does, it does to both.
  const [bare, chat] = [await Server.start('bare'), await Server.start('chat')];
  const servers = { bare, chat };
  const first = { bare: NaN, chat: NaN };
  const rates = { bare: [] as number[], chat: [] as number[] };
  for (const kind of KINDS) {
    const times = await firstToken(servers[kind]);
    first[kind] = at(times, 0.5);
    console.log(`${kind}: first token ${round(first[kind], 2)} ms (p99 ${round(at(times, 0.99), 2)} ms)`);
  }
  for (let i = 0; i < ROUNDS; i++) for (const kind of KINDS) rates[kind].push(await throughput(servers[kind]));
  for (const kind of KINDS) console.log(`${kind}: ${Math.round(Math.max(...rates[kind]))} tokens/s of one stream`);
  for (const kind of KINDS) servers[kind].stop();

  const most = { bare: 0, chat: 0 };
  let bytesOfMost = NaN;
  for (const streams of STEPS) {
    for (const kind of KINDS) {
      if (most[kind] < (STEPS[STEPS.indexOf(streams) - 1] ?? 0)) continue;
      const server = await Server.start(kind);
      // Code that has not run yet takes memory when it does.
      await Promise.all(Array.from({ length: 20 }, () => ask(server.port, '1 tokens', () => {})));
      const { p50, p99, share, bytes, resident } = await concurrent(server, streams);
      server.stop();
      const held = p99 < 100 && share > 0.95;
      console.log(
        `${kind}: ${streams} streams at ${RATE} tokens/s: p50 ${round(p50)} ms, p99 ${round(p99)} ms, ` +
          `${Math.round(share * 100)} % in time, ${round(bytes / 1000)} kB of heap and ${round(resident / 1000)} kB resident a stream` +
          (held ? '' : ' (not held)'),
      );
      if (!held) continue;
      most[kind] = streams;
      if (kind === 'chat') bytesOfMost = bytes;
    }
  }
  const ratio = Math.max(...rates.chat) / Math.max(...rates.bare);
  console.log(`
first token: ${round(first.chat - first.bare, 2)} ms after the bare writer (aim: within 5)
throughput: ${Math.round(ratio * 100)} % of the bare writer (aim: 60)
streams held: ${most.chat}, the bare writer ${most.bare} (aim: 1,000)
memory: ${round(bytesOfMost / 1000)} kB a stream (aim: 40)`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
