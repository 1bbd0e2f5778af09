import { expect, test } from 'vitest';
import { setup } from '../testing/converse.ts';
import { answer, answerEvents, begin, delta, question, FakeServer, type Reply } from '../testing/fake-server.ts';
import { itemsOf } from './state.ts';

function rng(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const tick = () => new Promise((r) => setTimeout(r));

test.each(Array.from({ length: Number(process.env.SEEDS ?? 400) }, (_, i) => i + Number(process.env.FROM ?? 0)))('seed %i', async (seed) => {
  const random = rng(seed);
  const int = (n: number) => Math.floor(random() * n);
  const server = new FakeServer();
  server.resumable = random() < 0.5;
  const { conversation, events } = setup({ onClientTool: async () => ({ ok: true }) }, server);
  server.pageSize = 4 + int(5);
  for (const id of ['t1', 't2'])
    server.add(id, Array.from({ length: 6 }, (_, i) => [question(id, `${id}q${i}`, `Q${i}`), answer(id, `${id}a${i}`, `A${i}`)]).flat());
  let n = 0;
  const kind = random();
  const log: string[] = [];
  server.answers(async (reply: Reply) => {
    const id = `ans${++n}`;
    const list = answerEvents(reply.threadId, id, 'Some words that are said here');
    const what = random();
    for (const [index, event] of list.entries()) {
      reply.send(event);
      if (random() < 0.4) await tick();
      if (kind < 0.5 && index === 3 && what < 0.15) { log.push(`break ${id}`); if (server.resumable) { await tick(); reply.break(); } else { reply.break(); return; } }
      if (kind < 0.5 && index === 3 && what > 0.9) { reply.send({ type: 'error', code: 'custom', message: 'no', allow_retry: true } as never); reply.end(); return; }
    }
    reply.end();
  });
  const quiet = (p: Promise<unknown>) => void p.catch((e: Error) => { log.push(`rejected ${(e as { code?: string }).code ?? e.message}`); if (e instanceof TypeError && !/network/.test(e.message)) throw e; });
  const ops: Record<string, () => void> = {
    openA: () => quiet(conversation.open('t1')),
    openB: () => quiet(conversation.open('t2')),
    openNew: () => quiet(conversation.open(null)),
    send: () => quiet(conversation.send({ content: [{ type: 'input_text', text: `M${++n}` }], attachments: [], quote: '', toolId: null, modelId: null } as never)),
    stop: () => conversation.stop(),
    retry: () => quiet(conversation.retry()),
    retryAfter: () => { const q = itemsOf(conversation.state).filter((i) => i.type === 'user_message'); if (q.length) quiet(conversation.retryAfter(q[int(q.length)]!.id)); },
    refresh: () => quiet(conversation.refresh()),
    older: () => quiet(conversation.loadOlder()),
    feedback: () => quiet(conversation.giveFeedback(itemsOf(conversation.state).slice(0, 1).map((i) => i.id), 'positive')),
    release: () => conversation.release(),
    action: () => quiet(conversation.customAction({ type: 'x' } as never)),
  };
  const names = Object.keys(ops);
  for (let step = 0; step < 40; step++) {
    const name = random() < 0.3 ? 'send' : names[int(names.length)]!;
    log.push(name);
    try { ops[name]!(); } catch (e) { log.push(`threw ${String(e)}`); }
    const waits = int(4);
    for (let i = 0; i < waits; i++) await tick();
    const ids = itemsOf(conversation.state).map((i) => i.id);
    if (new Set(ids).size !== ids.length) throw new Error(`twice: ${ids.join()} after ${log.join(' ')}`);
    const state = conversation.state;
    if (state.thread && state.threadId !== state.thread.id) throw new Error(`thread ${state.thread.id} shown as ${state.threadId}: ${log.join(' ')}`);
    for (const item of itemsOf(state)) if (item.thread_id !== state.threadId) throw new Error(`stray ${item.id} of ${item.thread_id} in ${state.threadId}: ${log.join(' ')}`);
  }
  for (let i = 0; i < 60; i++) await tick();
  const { status, loading, pending, failure, threadId } = conversation.state;
  const starts = events.filter(([t]) => t === 'chatkit.response.start').length;
  const ends = events.filter(([t]) => t === 'chatkit.response.end').length;
  const loads = events.filter(([t]) => t === 'chatkit.thread.load.start').length;
  const loaded = events.filter(([t]) => t === 'chatkit.thread.load.end').length;
  try {
    expect({ status, loading, starts }).toEqual({ status: 'idle', loading: false, starts: ends });
    if (pending) expect(failure).not.toBe(null);
    void loads; void loaded;
    if (threadId !== null && !pending && !failure) {
      await conversation.refresh().catch(() => {});
      for (let i = 0; i < 30; i++) await tick();
      const stored = server.threads.find((t) => t.id === threadId)!.items.data.map((i) => i.id);
      const here = itemsOf(conversation.state).map((i) => i.id);
      // The end is the same.
      expect(here.slice(-3)).toEqual(stored.slice(-3));
    }
  } catch (e) { console.log(log.join(' ')); throw e; }
});
void begin; void delta;
