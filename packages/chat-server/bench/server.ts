/** The server that is measured, or the bare writer that it is measured against, in a process of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { encodeEvent, type ThreadEvent } from '@kb-assistant/protocol';
import { createChatServer } from '../src/create-chat-server.ts';
import type { Store } from '../src/store.ts';
import { memoryStore } from '../src/stores/memory.ts';
import { sqliteStore } from '../src/stores/sqlite.ts';

const [kind = 'chat', storeName = 'sqlite'] = process.argv.slice(2);

/** "5000 tokens" come at once; "60 tokens at 20/s" come each when it is due, and say when that was. */
async function* tokens(question: string): AsyncGenerator<string, void, undefined> {
  const [, count = '1', rate] = /(\d+) tokens(?: at (\d+)\/s)?/.exec(question) ?? [];
  // Streams that begin together would all be due together.
  const start = performance.timeOrigin + performance.now() + (rate ? Math.random() * 1000 : 0);
  for (let i = 0; i < Number(count); i++) {
    if (!rate) {
      yield 'token ';
      continue;
    }
    const due = start + (i * 1000) / Number(rate);
    const wait = due - (performance.timeOrigin + performance.now());
    if (wait > 0) await sleep(wait);
    yield `@${due.toFixed(1)} `;
  }
}

async function store(): Promise<Store> {
  if (storeName === 'memory') return memoryStore();
  if (storeName === 'sqlite') return sqliteStore({ path: process.env['BENCH_SQLITE']! });
  const { postgresStore } = await import('../src/stores/postgres/index.ts');
  return postgresStore({ database: storeName });
}

async function listen(): Promise<number> {
  if (kind === 'chat') {
    const chat = createChatServer({
      agent: (turn) => tokens(turn.text),
      store: await store(),
      authenticate: () => ({ user: { id: 'bench' } }),
      log: () => {},
      limits: { turnsPerUser: 1_000_000 },
    });
    return new Promise((resolve) => {
      const server = serve({ fetch: chat, port: 0, hostname: '127.0.0.1' }, () =>
        resolve((server.address() as AddressInfo).port),
      );
    });
  }
  // The same bytes, and nothing else: no protocol, no store, no web streams.
  const id = 'msg_01234567-89ab-7cde-8f01-23456789abcd';
  const frame = (delta: string) =>
    encodeEvent({
      type: 'thread.item.updated',
      item_id: id,
      update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta },
    });
  const thread = { id, created_at: new Date().toISOString(), status: { type: 'active' as const } };
  const item = { type: 'assistant_message' as const, id, thread_id: id, created_at: thread.created_at, content: [] };
  const head = (
    [
      { type: 'thread.created', thread: { ...thread, items: { data: [], has_more: false } } },
      { type: 'thread.item.done', item },
      { type: 'stream_options', stream_options: { allow_cancel: true } },
      { type: 'thread.item.added', item },
    ] satisfies ThreadEvent[]
  ).map(encodeEvent);
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const each of head) response.write(each);
    for await (const token of tokens(body)) {
      if (!response.write(frame(token))) await new Promise((resolve) => response.once('drain', resolve));
    }
    response.end();
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

process.on('message', () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ memory: process.memoryUsage(), cpuMs: (user + system) / 1_000 });
});
process.send?.({ port: await listen() });
