import { describe, expect, it } from 'vitest';
import type { AttachmentRecord } from './store.ts';
import { memoryStore } from './stores/memory.ts';
import { memoryStorage } from './testing/memory-storage.ts';
import { ADA, BOB, only, testServer } from './testing/test-server.ts';
import { deleteUserData, exportUserData, type UserDataEntry } from './user-data.ts';

const fileOf = (id: string, threadId?: string): AttachmentRecord => ({
  id,
  type: 'file',
  name: `${id}.pdf`,
  mime_type: 'application/pdf',
  size: 3,
  status: 'uploaded',
  created_at: '2026-01-01T00:00:00.000Z',
  ...(threadId === undefined ? {} : { thread_id: threadId }),
});

/** Two users who did the same. */
async function used() {
  const store = memoryStore();
  const server = testServer({ store });
  const threads: Record<string, string> = {};
  for (const user of [ADA, BOB]) {
    const { threadId, events } = await server.askNew(`${user} asks`, user);
    const messageId = only(events, 'thread.item.done').at(-1)!.item.id;
    threads[user] = threadId;
    await store.saveFeedback(user, threadId, [messageId], 'positive');
    await store.saveItem(user, threadId, {
      type: 'hidden_context_item',
      id: `${user}-hidden`,
      thread_id: threadId,
      created_at: '2026-01-01T00:00:00.000Z',
      content: 'for the agent',
    });
    await store.saveAttachment(user, fileOf(`${user}-sent`, threadId));
    await store.saveAttachment(user, fileOf(`${user}-unsent`));
    await store.recordToolCall(user, {
      thread_id: threadId,
      call_id: 'c1',
      name: 'look_up',
      arguments: {},
      status: 'pending',
      created_at: '2026-01-01T00:00:00.000Z',
    });
  }
  return { store, server, threads };
}

const exported = async (store: Parameters<typeof exportUserData>[0], user: string) => {
  const entries: UserDataEntry[] = [];
  for await (const entry of exportUserData(store, user)) entries.push(entry);
  return entries;
};

describe('what belongs to a user', () => {
  it('is exported whole, hidden notes and feedback too, and nothing of anybody else', async () => {
    const { store, threads } = await used();
    // One of many messages in the thread, so that there is more than one page.
    for (let i = 0; i < 250; i++) {
      await store.saveItem(ADA, threads[ADA]!, {
        type: 'sdk_hidden_context',
        id: `n${i}`,
        thread_id: threads[ADA]!,
        created_at: '2026-01-01T00:00:00.000Z',
        content: 'note',
      });
    }
    const entries = await exported(store, ADA);
    const kinds = entries.map((entry) => (entry.type === 'item' ? entry.item.type : entry.type));
    expect(kinds).toEqual([
      'thread',
      'user_message',
      'assistant_message',
      'hidden_context_item',
      ...Array.from({ length: 250 }, () => 'sdk_hidden_context'),
      'attachment',
      'attachment',
      'tool_call',
    ]);
    expect(entries[2]).toMatchObject({ feedback: 'positive' });
    expect(JSON.stringify(entries)).not.toContain(BOB);
  });

  it('is exported with the bytes of its files, where it is known where they lie', async () => {
    const { store } = await used();
    const storage = memoryStorage();
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
    await storage.write({ id: `${ADA}-sent`, mimeType: 'application/pdf' }, bytes);
    await storage.write({ id: `${BOB}-sent`, mimeType: 'application/pdf' }, bytes);
    const entries: UserDataEntry[] = [];
    for await (const entry of exportUserData(store, ADA, storage)) entries.push(entry);
    const files = entries.filter((entry) => entry.type === 'attachment');
    expect(files.map(({ attachment }) => attachment.id)).toEqual([`${ADA}-sent`, `${ADA}-unsent`]);
    expect(Buffer.from(files[0]!.bytes!, 'base64')).toEqual(Buffer.from(bytes));
    expect(files[1]!.bytes).toBeNull();
  });

  it('is deleted whole, its files too, and nothing of anybody else', async () => {
    const { store, server, threads } = await used();
    const before = await exported(store, BOB);
    const deleted: string[] = [];
    await deleteUserData(store, ADA, { delete: async (id) => void deleted.push(id) });
    expect(await exported(store, ADA)).toEqual([]);
    expect(deleted).toEqual([`${ADA}-sent`, `${ADA}-unsent`]);
    expect(await exported(store, BOB)).toEqual(before);
    expect((await server.post('threads.get_by_id', { thread_id: threads[ADA] })).status).toBe(404);
    // And again, as after a failure in between.
    await deleteUserData(store, ADA);
  });
});
