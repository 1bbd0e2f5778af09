import type { Thread, ThreadEvent, ThreadItem } from '@kb-assistant/protocol';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ChatProcess, type ChatProcessOptions, client, eventsIn } from './testing/chat-process.ts';
import { PostgresServer, whyNoPostgres } from './testing/postgres-server.ts';
import { isText, streamedText } from './testing/test-server.ts';

const reason = whyNoPostgres();
const TIMEOUT_MS = 60_000;

/** Short, so that the test need not wait long for what the killed process held. */
const LEASE_MS = 1_500;

/** A hundred turns, and the process is killed in the middle of them. */
async function killInTheMiddle(options: ChatProcessOptions): Promise<void> {
  const dying = await ChatProcess.start({ ...options, leaseMs: LEASE_MS });
  const finished = new Map<string, ThreadItem[]>();
  let texts = 0;
  let readable = () => {};
  const running = new Promise<void>((resolve) => (readable = resolve));
  const streams = Array.from({ length: 100 }, async (_, index) => {
    // Different lengths, so that some are at their first word, some are being stored, and some have ended.
    const events = eventsIn(await client(dying.url, `user${index}`).ask(`${index + 1} words every 20 ms`));
    let threadId = '';
    try {
      for await (const event of events) {
        if (event.type === 'thread.created') threadId = event.thread.id;
        if (event.type === 'thread.item.done') {
          finished.set(`user${index} ${threadId}`, [...(finished.get(`user${index} ${threadId}`) ?? []), event.item]);
        }
        if (isText(event)) texts++;
        if (texts >= 2_500 && finished.size === 100) readable();
      }
      return 'ended';
    } catch {
      return 'cut off';
    }
  });
  await running;
  await dying.kill();
  const ends = await Promise.all(streams);
  expect(ends.filter((end) => end === 'cut off').length).toBeGreaterThan(10);
  expect(finished.size).toBe(100);

  const again = await ChatProcess.start({ ...options, leaseMs: LEASE_MS });
  try {
    for (const [key, items] of finished) {
      const [user, threadId] = key.split(' ');
      const ada = client(again.url, user);
      const thread = await ada.json<Thread>('threads.get_by_id', { thread_id: threadId });
      // Nothing that was said to be finished is lost. What was just stored may not have been told yet.
      expect(thread.items.data.slice(0, items.length)).toEqual(items);
      expect(['user_message', 'user_message assistant_message']).toContain(
        thread.items.data.map(({ type }) => type).join(' '),
      );
    }
    // And the threads go on, once the killed process's leases are over.
    const cut = [...finished].filter(([, items]) => items.length === 1).slice(-5);
    for (const [key] of cut) {
      const [user, threadId] = key.split(' ');
      const ada = client(again.url, user);
      await expect
        .poll(async () => streamedText(await ada.read(await ada.ask('Go on', threadId)).catch(() => [])), {
          timeout: 5 * LEASE_MS,
        })
        .toContain('Go on');
    }
  } finally {
    await again.stop();
  }
}

/** A hundred turns, and the process is told to end in the middle of them. */
describe('a process that is told to end', () => {
  it('ends all its answers first', { timeout: TIMEOUT_MS }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chat-server-'));
    try {
      const process = await ChatProcess.start({ sqlite: join(folder, 'chat.sqlite') });
      let begun = 0;
      let all = () => {};
      const running = new Promise<void>((resolve) => (all = resolve));
      const answers = Array.from({ length: 100 }, async (_, index) => {
        const events: ThreadEvent[] = [];
        for await (const event of eventsIn(await client(process.url, `user${index}`).ask('20 words every 20 ms'))) {
          if (isText(event) && !events.some(isText) && ++begun === 100) all();
          events.push(event);
        }
        return events;
      });
      await running;
      await process.stop();
      const words = Array.from({ length: 20 }, (_, index) => `${index + 1} `).join('');
      for (const events of await Promise.all(answers)) {
        expect(streamedText(events)).toBe(words);
        expect(events.some(({ type }) => type === 'error')).toBe(false);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a process that is killed in the middle of a hundred answers', () => {
  it('loses no finished item and corrupts no thread in SQLite', { timeout: TIMEOUT_MS }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'chat-server-'));
    try {
      await killInTheMiddle({ sqlite: join(folder, 'chat.sqlite') });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.skipIf(reason !== null)(
    `loses no finished item and corrupts no thread in PostgreSQL${reason === null ? '' : ` (${reason})`}`,
    { timeout: TIMEOUT_MS },
    async () => {
      const server = await PostgresServer.start();
      try {
        await killInTheMiddle({ postgres: await server.createDatabase('test') });
      } finally {
        await server.stop();
      }
    },
  );
});
