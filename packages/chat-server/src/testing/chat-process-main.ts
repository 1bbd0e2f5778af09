/** A server of its own process, for what only processes can show. See `chat-process.ts`. */
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Redis } from 'ioredis';
import type { Agent } from '../agent.ts';
import { createChatServer } from '../create-chat-server.ts';
import { redisRelay } from '../relays/redis.ts';
import { postgresRelay, postgresStore } from '../stores/postgres/index.ts';
import { sqliteStore } from '../stores/sqlite.ts';
import type { ChatProcessOptions } from './chat-process.ts';

const {
  postgres,
  sqlite,
  redisPort,
  leaseMs = 10_000,
} = JSON.parse(process.env['CHAT_PROCESS'] ?? '{}') as ChatProcessOptions;

/** "20 words every 10 ms" are counted up; anything else is said back. */
const agent: Agent = async function* (turn) {
  const [, words, ms] = /(\d+) words every (\d+) ms/.exec(turn.text) ?? [];
  if (words === undefined) {
    yield `Process ${process.pid} was asked: ${turn.text}`;
    return;
  }
  for (let i = 1; i <= Number(words); i++) {
    yield `${i} `;
    await new Promise((resolve) => setTimeout(resolve, Number(ms)));
  }
};

const redis = redisPort === undefined ? undefined : new Redis(redisPort, '127.0.0.1');
const newRelay = () => {
  if (redis) return { relay: redisRelay({ client: redis, leaseMs }) };
  return postgres === undefined ? {} : { relay: postgresRelay({ database: postgres, leaseMs }) };
};
const store = postgres === undefined ? sqliteStore({ path: sqlite! }) : postgresStore({ database: postgres });
const newChat = (resumable: boolean) =>
  createChatServer({
    agent,
    store,
    ...newRelay(),
    resumable,
    metrics: true,
    log: () => {},
    limits: { turnsPerUser: 1_000 },
    authenticate: (request) => {
      const id = /^Bearer (\w+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
      return id === undefined ? null : { user: { id } };
    },
  });

const [chat, resumable] = [newChat(false), newChat(true)];

const fetch = (request: Request) => (new URL(request.url).pathname === '/resumable' ? resumable : chat)(request);
const server = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => {
  console.log(`listening on ${(server.address() as AddressInfo).port}`);
});
process.once('SIGTERM', () => {
  server.close();
  void Promise.all([chat.close(), resumable.close()]).then(async () => {
    await store.close();
    redis?.disconnect();
    process.exit(0);
  });
});
