/**
 * How fast the chat server streams, against a bare `node:http` writer of the same bytes, on this machine. All is
 * measured several times, the two in turn, so that whatever else the machine does, it does to both; printed are the
 * median of the rounds and, in brackets, the least and the most.
 *
 * `node --conditions=@kb-assistant/source packages/chat-server/bench/run.ts [sqlite|memory|postgres://…]`
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const storeName = process.argv[2] ?? 'sqlite';
const folder = mkdtempSync(join(tmpdir(), 'chat-bench-'));
const FIRST_TOKENS = 100;
const TOKENS = 100_000;
const STEPS = [500, 1_000, 1_500, 2_000, 3_000];
/** How long the delays of tokens are looked at, after the streams have been open for a while. */
const OPEN_MS = 4_000;
const LOOK_MS = 4_000;
/** Tokens a second of one stream. */
const RATE = 20;
const ROUNDS = 3;
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

  async state(): Promise<{ memory: NodeJS.MemoryUsage; cpuMs: number }> {
    const answer = answerOf(this.#child);
    this.#child.send('state');
    return (await answer) as { memory: NodeJS.MemoryUsage; cpuMs: number };
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
const median = (values: number[]): number => at(values, 0.5);

/** Milliseconds until the first token, of so many answers one after the other. */
async function firstToken({ port }: Server, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    const began = performance.now();
    let first: number | undefined;
    await ask(port, '1 tokens', (text) => {
      if (text.includes('"delta"')) first ??= performance.now() - began;
    });
    times.push(first!);
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

/** The delays of tokens while so many streams are open, and what a stream takes of memory and processor. */
async function concurrent(kind: (typeof KINDS)[number], streams: number) {
  const server = await Server.start(kind);
  // Code that has not run yet takes memory when it does.
  for (let i = 0; i < 20; i++)
    await Promise.all(Array.from({ length: 20 }, () => ask(server.port, '20 tokens', () => {})));
  const before = await server.state();
  const delays: number[] = [];
  let measuring = false;
  const count = Math.ceil(((OPEN_MS + LOOK_MS + 2_000) * RATE) / 1_000);
  const all = Array.from({ length: streams }, () =>
    ask(server.port, `${count} tokens at ${RATE}/s`, (text) => {
      if (!measuring) return;
      const now = performance.timeOrigin + performance.now();
      for (let from = text.indexOf('"delta":"@'); from >= 0; from = text.indexOf('"delta":"@', from + 1)) {
        delays.push(now - parseFloat(text.slice(from + 10, from + 28)));
      }
    }),
  );
  // All of them are open by then, and what opening them took is over.
  await sleep(OPEN_MS);
  const began = await server.state();
  const beganAt = performance.now();
  measuring = true;
  await sleep(LOOK_MS);
  measuring = false;
  const lookedMs = performance.now() - beganAt;
  const during = await server.state();
  await Promise.all(all);
  server.stop();
  const used = ({ memory }: { memory: NodeJS.MemoryUsage }) => memory.heapUsed + memory.external;
  return {
    p50: at(delays, 0.5),
    p99: at(delays, 0.99),
    share: delays.length / ((streams * RATE * lookedMs) / 1_000),
    cpu: (during.cpuMs - began.cpuMs) / lookedMs,
    bytes: (used(during) - used(before)) / streams,
  };
}

const round = (value: number, digits = 1): string => value.toFixed(digits);
/** The median, the least and the most. */
const spread = (values: number[], digits = 1): string =>
  `${round(median(values), digits)} (${round(Math.min(...values), digits)}–${round(Math.max(...values), digits)})`;

try {
  console.log(
    `Node ${process.version}, store: ${storeName.replace(/:\/\/.*/, '')}, loopback, ${availableParallelism()} cores`,
  );
  const [bare, chat] = [await Server.start('bare'), await Server.start('chat')];
  const servers = { bare, chat };
  const first = { bare: [] as number[], chat: [] as number[] };
  const rates = { bare: [] as number[], chat: [] as number[] };
  for (const kind of KINDS) await firstToken(servers[kind], 200);
  for (let i = 0; i < 2 * ROUNDS; i++) {
    for (const kind of KINDS) first[kind].push(median(await firstToken(servers[kind], FIRST_TOKENS)));
    for (const kind of KINDS) rates[kind].push(await throughput(servers[kind]));
  }
  for (const kind of KINDS) {
    servers[kind].stop();
    console.log(`${kind}: first token ${spread(first[kind], 2)} ms, ${spread(rates[kind], 0)} tokens/s of one stream`);
  }
  const later = first.chat.map((ms, i) => ms - first.bare[i]!);
  const ratios = rates.chat.map((rate, i) => (100 * rate) / rates.bare[i]!);

  const most = { bare: 0, chat: 0 };
  const bytes: number[] = [];
  /** By the processor time that they take: so that a busy machine tells it as well. */
  const perCore = { bare: [] as number[], chat: [] as number[] };
  for (const [index, streams] of STEPS.entries()) {
    const rounds = {
      bare: [] as Awaited<ReturnType<typeof concurrent>>[],
      chat: [] as Awaited<ReturnType<typeof concurrent>>[],
    };
    // More than what could not be held is not held.
    const kinds = KINDS.filter((kind) => most[kind] === (STEPS[index - 1] ?? 0));
    for (let i = 0; i < ROUNDS; i++) for (const kind of kinds) rounds[kind].push(await concurrent(kind, streams));
    for (const kind of kinds) {
      const of = (name: 'p50' | 'p99' | 'share' | 'cpu' | 'bytes') => rounds[kind].map((each) => each[name]);
      const held = median(of('p99')) < 100 && median(of('share')) > 0.95;
      console.log(
        `${kind}: ${streams} streams at ${RATE} tokens/s: p50 ${spread(of('p50'))} ms, p99 ${spread(of('p99'))} ms, ` +
          `${spread(
            of('cpu').map((each) => 100 * each),
            0,
          )} % of a core, ${spread(of('bytes').map((each) => each / 1000))} kB a stream` +
          (held ? '' : ' (not held)'),
      );
      if (kind === 'chat') bytes.push(...of('bytes'));
      perCore[kind].push(...of('cpu').map((cpu) => streams / cpu));
      if (held) most[kind] = streams;
    }
  }
  console.log(`
first token: ${spread(later, 2)} ms after the bare writer (aim: within 5)
throughput: ${spread(ratios, 0)} % of the bare writer (aim: 60)
streams held: ${most.chat}, the bare writer ${most.bare} (aim: 1,000)
streams that fill a core: ${spread(perCore.chat, 0)}, of the bare writer ${spread(perCore.bare, 0)}
memory: ${spread(bytes.map((each) => each / 1000))} kB a stream (aim: 40)`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
