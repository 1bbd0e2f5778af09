import type { AssistantMessageItem, Page, StoredItem } from '@kb-assistant/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type AttachmentRecord,
  InvalidCursorError,
  type PageQuery,
  type Store,
  type ThreadRecord,
  type ToolCallRecord,
} from '../store.ts';

/**
 * What every store must do.
 *
 * @param open Makes an empty store. It is closed after each test.
 */
export function describeStoreContract(name: string, open: () => Promise<Store> | Store): void {
  describe(`${name} keeps the contract of stores`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    /** Saves threads one after the other. */
    const saveThreads = async (userId: string, ...ids: string[]) => {
      for (const id of ids) await store.saveThread(userId, threadOf(id));
    };
    const saveItems = async (userId: string, threadId: string, ...ids: string[]) => {
      for (const id of ids) await store.saveItem(userId, threadId, itemOf(threadId, id));
    };
    const threadIds = async (userId: string, query: Partial<PageQuery> = {}) =>
      idsOf(await store.listThreads(userId, { limit: 100, order: 'desc', ...query }));
    const itemIds = async (userId: string, threadId: string, query: Partial<PageQuery> = {}) =>
      idsOf(await store.listItems(userId, threadId, { limit: 100, order: 'asc', ...query }));

    describe('threads', () => {
      it('gives back a thread as it was saved', async () => {
        const thread: ThreadRecord = {
          id: 't1',
          created_at: '2026-01-02T03:04:05.678Z',
          title: 'Größe 日本 "quoted" \u0000 \uD83D\uDE00',
          status: { type: 'locked', reason: 'paid' },
          allowed_image_domains: ['example.com'],
          metadata: { nested: { list: [1, 'two', null, true] } },
        };
        await store.saveThread('ada', thread);
        expect(await store.loadThread('ada', 't1')).toEqual(thread);
      });

      it('gives null for a thread that is not there', async () => {
        expect(await store.loadThread('ada', 't1')).toBeNull();
      });

      it('replaces a thread, and keeps its items', async () => {
        await saveThreads('ada', 't1');
        await saveItems('ada', 't1', 'i1');
        await store.saveThread('ada', { ...threadOf('t1'), title: 'New' });
        expect((await store.loadThread('ada', 't1'))?.title).toBe('New');
        expect(await itemIds('ada', 't1')).toEqual(['i1']);
      });

      it('changes some fields of a thread, and leaves the others and its items as they are', async () => {
        const thread: ThreadRecord = { ...threadOf('t1'), title: 'Old', metadata: { known: true } };
        await store.saveThread('ada', thread);
        await saveItems('ada', 't1', 'i1');
        await saveThreads('ada', 't2');
        const changed = { ...thread, status: { type: 'locked' as const, reason: 'paid' } };
        expect(await store.updateThread('ada', 't1', { status: changed.status })).toEqual(changed);
        expect(await store.loadThread('ada', 't1')).toEqual(changed);
        expect(await itemIds('ada', 't1')).toEqual(['i1']);
        expect(await threadIds('ada')).toEqual(['t1', 't2']);
      });

      it('undoes nothing that is changed at the same moment', async () => {
        await saveThreads('ada', 't1');
        const status = { type: 'closed' as const };
        await Promise.all([
          ...Array.from({ length: 5 }, (_, at) => store.updateThread('ada', 't1', { title: `Title ${at}` })),
          store.updateThread('ada', 't1', { status }),
          saveItems('ada', 't1', 'i1', 'i2'),
          ...Array.from({ length: 5 }, (_, at) => store.updateThread('ada', 't1', { title: `Title ${at + 5}` })),
        ]);
        expect(await store.loadThread('ada', 't1')).toMatchObject({
          status,
          title: expect.stringMatching(/^Title \d$/),
        });
        expect(await itemIds('ada', 't1')).toEqual(['i1', 'i2']);
      });

      it('brings back no thread that was deleted, and changes none of somebody else’s', async () => {
        await saveThreads('ada', 't1', 't2');
        await store.deleteThread('ada', 't1');
        expect(await store.updateThread('ada', 't1', { title: 'Back' })).toBeNull();
        expect(await store.updateThread('bob', 't2', { title: 'Mine' })).toBeNull();
        expect(await threadIds('ada')).toEqual(['t2']);
        expect(await store.loadThread('ada', 't2')).toEqual(threadOf('t2'));
        expect(await threadIds('bob')).toEqual([]);
      });

      it('lists threads by their last change', async () => {
        await saveThreads('ada', 't1', 't2', 't3');
        expect(await threadIds('ada')).toEqual(['t3', 't2', 't1']);
        await store.saveThread('ada', { ...threadOf('t1'), title: 'Renamed' });
        expect(await threadIds('ada')).toEqual(['t1', 't3', 't2']);
        await saveItems('ada', 't2', 'i1');
        expect(await threadIds('ada')).toEqual(['t2', 't1', 't3']);
        expect(await threadIds('ada', { order: 'asc' })).toEqual(['t3', 't1', 't2']);
      });

      it('removes a thread with its items and feedback', async () => {
        await saveThreads('ada', 't1', 't2');
        await saveItems('ada', 't1', 'i1');
        await store.saveFeedback('ada', 't1', ['i1'], 'positive');
        await store.deleteThread('ada', 't1');
        expect(await threadIds('ada')).toEqual(['t2']);
        await saveThreads('ada', 't1');
        expect(await itemIds('ada', 't1')).toEqual([]);
        expect(await store.loadFeedback('ada', 't1')).toEqual(new Map());
      });

      it('takes the deletion of a thread that is not there', async () => {
        await expect(store.deleteThread('ada', 't1')).resolves.toBeUndefined();
      });

      it('keeps what it holds apart from what callers hold', async () => {
        const thread = threadOf('t1');
        await store.saveThread('ada', thread);
        thread.title = 'Changed after saving';
        const loaded = await store.loadThread('ada', 't1');
        loaded!.metadata['changed'] = 'after loading';
        expect(await store.loadThread('ada', 't1')).toEqual(threadOf('t1'));
      });
    });

    describe('items', () => {
      beforeEach(() => saveThreads('ada', 't1', 't2'));

      it('gives back an item as it was saved', async () => {
        const item: StoredItem = {
          ...itemOf('t1', 'i1'),
          content: [
            {
              type: 'output_text',
              text: 'a\u0000b \uD800 "c"\n',
              annotations: [
                { type: 'annotation', index: 0, source: { type: 'url', title: 'T', url: 'https://e.com' } },
              ],
            },
          ],
        };
        await store.saveItem('ada', 't1', item);
        expect(await store.loadItem('ada', 't1', 'i1')).toEqual(item);
      });

      it('gives null for an item that is not there, or is in another thread', async () => {
        await saveItems('ada', 't1', 'i1');
        expect(await store.loadItem('ada', 't1', 'i2')).toBeNull();
        expect(await store.loadItem('ada', 't2', 'i1')).toBeNull();
      });

      it('lists items in the order they were first saved in, whatever their ids', async () => {
        await saveItems('ada', 't1', 'c', 'a', 'b');
        await store.saveItem('ada', 't1', { ...itemOf('t1', 'c'), content: [] });
        expect(await itemIds('ada', 't1')).toEqual(['c', 'a', 'b']);
        expect(await itemIds('ada', 't1', { order: 'desc' })).toEqual(['b', 'a', 'c']);
        expect(await store.loadItem('ada', 't1', 'c')).toMatchObject({ content: [] });
      });

      it('lists hidden items too', async () => {
        const hidden: StoredItem = {
          type: 'hidden_context_item',
          id: 'h1',
          thread_id: 't1',
          created_at: '2026-01-01T00:00:00.000Z',
          content: { note: 'for the agent' },
        };
        await store.saveItem('ada', 't1', hidden);
        expect((await store.listItems('ada', 't1', { limit: 1, order: 'asc' })).data).toEqual([hidden]);
      });

      it('holds the same id in two threads apart', async () => {
        await saveItems('ada', 't1', 'i1');
        await saveItems('ada', 't2', 'i1');
        await store.deleteItem('ada', 't1', 'i1');
        expect(await itemIds('ada', 't1')).toEqual([]);
        expect(await itemIds('ada', 't2')).toEqual(['i1']);
      });

      it('removes an item, and puts one that is saved again at the end', async () => {
        await saveItems('ada', 't1', 'i1', 'i2', 'i3');
        await store.deleteItem('ada', 't1', 'i2');
        await store.deleteItem('ada', 't1', 'i2');
        expect(await itemIds('ada', 't1')).toEqual(['i1', 'i3']);
        await saveItems('ada', 't1', 'i2');
        expect(await itemIds('ada', 't1')).toEqual(['i1', 'i3', 'i2']);
      });

      it('refuses an item of a thread that is not there', async () => {
        await expect(saveItems('ada', 't9', 'i1')).rejects.toThrow('t9');
      });
    });

    describe('pages', () => {
      const pagesOf = async <T extends { id: string }>(list: (after?: string) => Promise<Page<T>>) => {
        const pages: string[][] = [];
        let page: Page<T> | undefined;
        do {
          page = await list(page?.after);
          pages.push(page.data.map(({ id }) => id));
        } while (page.has_more);
        return pages;
      };

      it('cuts a list into pages, both ways, without a page too many', async () => {
        await saveThreads('ada', 't1', 't2', 't3', 't4');
        await saveItems('ada', 't1', 'i1', 'i2', 'i3', 'i4');
        expect(await pagesOf((after) => store.listThreads('ada', { limit: 2, order: 'asc', after }))).toEqual([
          ['t2', 't3'],
          ['t4', 't1'],
        ]);
        expect(await pagesOf((after) => store.listThreads('ada', { limit: 3, order: 'desc', after }))).toEqual([
          ['t1', 't4', 't3'],
          ['t2'],
        ]);
        expect(await pagesOf((after) => store.listItems('ada', 't1', { limit: 3, order: 'asc', after }))).toEqual([
          ['i1', 'i2', 'i3'],
          ['i4'],
        ]);
        expect(await pagesOf((after) => store.listItems('ada', 't1', { limit: 2, order: 'desc', after }))).toEqual([
          ['i4', 'i3'],
          ['i2', 'i1'],
        ]);
      });

      it('names no next page at the end, and gives an empty page of an empty list', async () => {
        await saveThreads('ada', 't1');
        expect(await store.listThreads('ada', { limit: 1, order: 'desc' })).toEqual({
          data: [threadOf('t1')],
          has_more: false,
        });
        expect(await store.listItems('ada', 't1', { limit: 1, order: 'asc' })).toEqual({ data: [], has_more: false });
      });

      it('repeats nothing and misses nothing while others write', async () => {
        await saveThreads('ada', 't1');
        await saveItems('ada', 't1', 'i1', 'i2', 'i3', 'i4', 'i5');
        const first = await store.listItems('ada', 't1', { limit: 2, order: 'asc' });
        // The entry that the cursor was made from goes, one before it goes, and one comes.
        await store.deleteItem('ada', 't1', 'i2');
        await store.deleteItem('ada', 't1', 'i1');
        await saveItems('ada', 't1', 'i6');
        expect(await itemIds('ada', 't1', { after: first.after })).toEqual(['i3', 'i4', 'i5', 'i6']);
      });

      it('shows no thread twice while threads change', async () => {
        await saveThreads('ada', 't1', 't2', 't3', 't4');
        const first = await store.listThreads('ada', { limit: 2, order: 'desc' });
        await saveItems('ada', 't3', 'i1');
        await store.deleteThread('ada', 't4');
        await saveThreads('ada', 't5');
        expect(idsOf(first)).toEqual(['t4', 't3']);
        expect(await threadIds('ada', { after: first.after })).toEqual(['t2', 't1']);
      });

      it('does not give the place of a deleted item to a new one', async () => {
        await saveThreads('ada', 't1');
        await saveItems('ada', 't1', 'i1', 'i2', 'i3');
        const first = await store.listItems('ada', 't1', { limit: 2, order: 'asc' });
        await store.deleteItem('ada', 't1', 'i3');
        await store.deleteItem('ada', 't1', 'i2');
        await saveItems('ada', 't1', 'i4');
        expect(await itemIds('ada', 't1', { after: first.after })).toEqual(['i4']);
      });

      it('does not give the place of a deleted thread to a new one', async () => {
        await saveThreads('ada', 't1', 't2', 't3');
        const first = await store.listThreads('ada', { limit: 2, order: 'asc' });
        await store.deleteThread('ada', 't3');
        await store.deleteThread('ada', 't2');
        await saveThreads('ada', 't4');
        expect(await threadIds('ada', { order: 'asc', after: first.after })).toEqual(['t4']);
      });

      it.each(['', 'nonsense', 'i1', '%%%', btoa('items:x'), btoa('threads:-1'), btoa('items:1; DROP TABLE items')])(
        'refuses %j as a cursor',
        async (after) => {
          await saveThreads('ada', 't1');
          await expect(store.listThreads('ada', { limit: 1, order: 'asc', after })).rejects.toThrow(InvalidCursorError);
          await expect(store.listItems('ada', 't1', { limit: 1, order: 'asc', after })).rejects.toThrow(
            InvalidCursorError,
          );
        },
      );

      it('refuses the cursor of another list', async () => {
        await saveThreads('ada', 't1', 't2');
        const { after } = await store.listThreads('ada', { limit: 1, order: 'asc' });
        await expect(store.listItems('ada', 't1', { limit: 1, order: 'asc', after })).rejects.toThrow(
          InvalidCursorError,
        );
      });
    });

    describe('feedback', () => {
      beforeEach(async () => {
        await saveThreads('ada', 't1');
        await saveItems('ada', 't1', 'i1', 'i2');
      });

      it('remembers the last opinion of each item', async () => {
        await store.saveFeedback('ada', 't1', ['i1', 'i2'], 'positive');
        await store.saveFeedback('ada', 't1', ['i2'], 'negative');
        expect(await store.loadFeedback('ada', 't1')).toEqual(
          new Map([
            ['i1', 'positive'],
            ['i2', 'negative'],
          ]),
        );
      });

      it('passes over items that are not there, and outlives a new version of its item but not its removal', async () => {
        await store.saveFeedback('ada', 't1', ['i1', 'i2', 'i9'], 'negative');
        await saveItems('ada', 't1', 'i1');
        await store.deleteItem('ada', 't1', 'i2');
        expect(await store.loadFeedback('ada', 't1')).toEqual(new Map([['i1', 'negative']]));
      });
    });

    describe('attachments', () => {
      const unsent = async (query: { status?: AttachmentRecord['status']; createdBefore?: string; limit?: number }) =>
        (await store.claimUnsentAttachments({ status: 'pending', createdBefore: '2027', limit: 10, ...query }))
          .map(({ userId, attachment }) => `${userId}/${attachment.id}`)
          .toSorted();

      it('gives back what is known of a file as it was saved, and the newer version of it', async () => {
        await saveThreads('ada', 't1');
        const file = fileOf('f1');
        await store.saveAttachment('ada', file);
        expect(await store.loadAttachment('ada', 'f1')).toEqual(file);
        const sent: AttachmentRecord = { ...file, name: 'Größe.pdf', status: 'uploaded', thread_id: 't1', size: 7 };
        await store.saveAttachment('ada', sent);
        expect(await store.loadAttachment('ada', 'f1')).toEqual(sent);
        expect(await store.loadAttachment('ada', 'f2')).toBeNull();
      });

      it('lists the files of a thread, and those that no message has taken, oldest first', async () => {
        await saveThreads('ada', 't1', 't2');
        await store.saveAttachment('ada', fileOf('f3', { created_at: '2026-01-03T00:00:00.000Z' }));
        await store.saveAttachment('ada', fileOf('f1'));
        await store.saveAttachment('ada', fileOf('f2', { thread_id: 't1' }));
        expect((await store.listAttachments('ada', null)).map(({ id }) => id)).toEqual(['f1', 'f3']);
        expect((await store.listAttachments('ada', 't1')).map(({ id }) => id)).toEqual(['f2']);
        expect(await store.listAttachments('ada', 't2')).toEqual([]);
      });

      it('gives files to one thread, all or none, and no other save takes them back', async () => {
        await saveThreads('ada', 't1', 't2');
        await saveThreads('bob', 't3');
        const [f1, f2, f3] = [fileOf('f1'), fileOf('f2'), fileOf('f3')];
        for (const file of [f1, f2, f3]) await store.saveAttachment('ada', file);
        const arrived: AttachmentRecord = { ...f1, status: 'uploaded', size: 9 };
        expect(await store.takeAttachments('ada', 't1', [arrived, f2])).toBe(true);
        expect(await store.loadAttachment('ada', 'f1')).toEqual({ ...arrived, thread_id: 't1' });
        expect(await unsent({ status: 'uploaded' })).toEqual([]);
        // Again for the same thread, but for no other, and then nothing else either.
        expect(await store.takeAttachments('ada', 't1', [f2])).toBe(true);
        expect(await store.takeAttachments('ada', 't2', [f3, f2])).toBe(false);
        expect(await store.takeAttachments('ada', 't2', [f3, fileOf('f9')])).toBe(false);
        expect(await store.loadAttachment('ada', 'f3')).toEqual(f3);
        await expect(store.saveAttachment('ada', f1)).rejects.toThrow('thread');
        await expect(store.saveAttachment('ada', { ...f1, thread_id: 't2' })).rejects.toThrow('thread');
        // Nothing of somebody else, and nothing for somebody else.
        expect(await store.takeAttachments('bob', 't3', [f3])).toBe(false);
        await expect(store.takeAttachments('bob', 't1', [f3])).rejects.toThrow('thread');
        expect(await store.listAttachments('bob', 't3')).toEqual([]);
        expect((await store.listAttachments('ada', 't1')).map(({ id }) => id)).toEqual(['f1', 'f2']);
      });

      it('gives a file that several threads want at once to exactly one of them', async () => {
        const threads = Array.from({ length: 8 }, (_, i) => `t${i}`);
        await saveThreads('ada', ...threads);
        const pair = [fileOf('f1'), fileOf('f2')];
        for (const file of pair) await store.saveAttachment('ada', file);
        const taken = await Promise.all(
          threads.map((id, i) => store.takeAttachments('ada', id, i % 2 === 0 ? pair : pair.toReversed())),
        );
        expect(taken.filter(Boolean)).toHaveLength(1);
        expect(await store.listAttachments('ada', threads[taken.indexOf(true)]!)).toHaveLength(2);
      });

      it('forgets a file, and those of a thread with their thread', async () => {
        await saveThreads('ada', 't1');
        for (const id of ['f1', 'f2']) await store.saveAttachment('ada', fileOf(id));
        await store.saveAttachment('ada', fileOf('f3', { thread_id: 't1' }));
        await store.deleteAttachment('ada', 'f1');
        await store.deleteAttachment('ada', 'f1');
        await store.deleteThread('ada', 't1');
        expect(await store.loadAttachment('ada', 'f3')).toBeNull();
        expect((await store.listAttachments('ada', null)).map(({ id }) => id)).toEqual(['f2']);
      });

      it('finds what no message took, of all users, by state and age, the oldest first', async () => {
        await saveThreads('ada', 't1');
        await store.saveAttachment('bob', fileOf('f2', { created_at: '2026-01-02T00:00:00.000Z' }));
        await store.saveAttachment('ada', fileOf('f1'));
        await store.saveAttachment('ada', fileOf('f3', { status: 'uploaded' }));
        await store.saveAttachment('ada', fileOf('f4', { thread_id: 't1' }));
        expect(await unsent({})).toEqual(['ada/f1', 'bob/f2']);
        expect(await unsent({ limit: 1 })).toEqual(['ada/f1']);
        expect(await unsent({ createdBefore: '2026-01-02T00:00:00.000Z' })).toEqual(['ada/f1']);
        expect(await unsent({ status: 'uploaded' })).toEqual(['ada/f3']);
      });

      it('keeps what has been claimed from every message, until it is deleted', async () => {
        await saveThreads('ada', 't1');
        const [f1, f2] = [fileOf('f1'), fileOf('f2', { created_at: '2026-01-02T00:00:00.000Z' })];
        for (const file of [f1, f2]) await store.saveAttachment('ada', file);
        expect(await unsent({ limit: 1 })).toEqual(['ada/f1']);
        expect(await store.loadAttachment('ada', 'f1')).toBeNull();
        expect(await store.takeAttachments('ada', 't1', [f1])).toBe(false);
        expect(await store.takeAttachments('ada', 't1', [f2, f1])).toBe(false);
        await expect(store.saveAttachment('ada', { ...f1, status: 'uploaded' })).rejects.toThrow('deleted');
        // Whoever deletes all of a user, or claims again because a deletion failed, still finds it.
        expect((await store.listAttachments('ada', null)).map(({ id }) => id)).toEqual(['f1', 'f2']);
        expect(await unsent({ limit: 1 })).toEqual(['ada/f1']);
        await store.deleteAttachment('ada', 'f1');
        expect(await store.takeAttachments('ada', 't1', [f2])).toBe(true);
        expect(await unsent({})).toEqual([]);
      });

      it('gives a file that a message and a sweep want at once to one of them', async () => {
        await saveThreads('ada', 't1');
        for (let i = 0; i < 12; i++) await store.saveAttachment('ada', fileOf(`f${i}`));
        const [taken, claimed] = await Promise.all([
          Promise.all(Array.from({ length: 12 }, (_, i) => store.takeAttachments('ada', 't1', [fileOf(`f${i}`)]))),
          unsent({ limit: 100 }),
        ]);
        const kept = (await store.listAttachments('ada', 't1')).map(({ id }) => `ada/${id}`);
        expect(kept).toHaveLength(taken.filter(Boolean).length);
        expect(kept.filter((id) => claimed.includes(id))).toEqual([]);
      });

      it('shows and gives nothing of one user to another', async () => {
        await saveThreads('ada', 't1');
        await store.saveAttachment('ada', fileOf('f1'));
        await store.saveAttachment('ada', fileOf('f2', { thread_id: 't1' }));
        expect(await store.loadAttachment('bob', 'f1')).toBeNull();
        expect(await store.listAttachments('bob', null)).toEqual([]);
        expect(await store.listAttachments('bob', 't1')).toEqual([]);
        await expect(store.saveAttachment('bob', fileOf('f1', { name: 'mine' }))).rejects.toThrow('another user');
        await expect(store.saveAttachment('bob', fileOf('f9', { thread_id: 't1' }))).rejects.toThrow('thread');
        await store.deleteAttachment('bob', 'f1');
        expect(await store.loadAttachment('ada', 'f1')).toEqual(fileOf('f1'));
        expect(await store.loadAttachment('bob', 'f9')).toBeNull();
      });
    });

    describe('the audit of tool calls', () => {
      const calls = async (userId: string, query: Partial<PageQuery> = {}) =>
        (await store.listToolCalls(userId, { limit: 100, order: 'asc', ...query })).data.map(({ call_id }) => call_id);

      it('notes each call and what became of it, in the order they were made in', async () => {
        await store.recordToolCall('ada', callOf('t1', 'b'));
        await store.recordToolCall('ada', callOf('t1', 'a'));
        const ended: ToolCallRecord = {
          ...callOf('t1', 'b'),
          status: 'completed',
          ended_at: '2026-01-01T00:00:01.000Z',
        };
        await store.recordToolCall('ada', ended);
        expect((await store.listToolCalls('ada', { limit: 2, order: 'asc' })).data).toEqual([ended, callOf('t1', 'a')]);
        expect(await calls('ada', { order: 'desc' })).toEqual(['a', 'b']);
      });

      it('holds the same call id in two threads and of two users apart', async () => {
        await store.recordToolCall('ada', callOf('t1', 'c1'));
        await store.recordToolCall('ada', { ...callOf('t2', 'c1'), name: 'other' });
        await store.recordToolCall('bob', callOf('t1', 'c1'));
        expect((await store.listToolCalls('ada', { limit: 9, order: 'asc' })).data.map((call) => call.name)).toEqual([
          'look_up',
          'other',
        ]);
        expect(await calls('bob')).toEqual(['c1']);
        expect(await calls('eve')).toEqual([]);
      });

      it('comes in pages, and refuses the cursor of another list', async () => {
        for (const id of ['a', 'b', 'c']) await store.recordToolCall('ada', callOf('t1', id));
        const { after } = await store.listToolCalls('ada', { limit: 2, order: 'asc' });
        expect(await calls('ada', { after })).toEqual(['c']);
        await expect(store.listThreads('ada', { limit: 1, order: 'asc', after })).rejects.toThrow(InvalidCursorError);
      });

      it('outlives its thread', async () => {
        await saveThreads('ada', 't1');
        await store.recordToolCall('ada', callOf('t1', 'c1'));
        await store.deleteThread('ada', 't1');
        expect(await calls('ada')).toEqual(['c1']);
      });
    });

    it('removes all that belongs to a user, and nothing of anybody else', async () => {
      for (const [user, id] of [
        ['ada', 'a'],
        ['bob', 'b'],
      ] as const) {
        await saveThreads(user, id);
        await saveItems(user, id, 'i1');
        await store.saveFeedback(user, id, ['i1'], 'positive');
        await store.saveAttachment(user, fileOf(`${id}1`, { thread_id: id }));
        await store.saveAttachment(user, fileOf(`${id}2`));
        await store.recordToolCall(user, callOf(id, 'c1'));
      }
      await store.deleteUser('ada');
      await store.deleteUser('nobody');
      const leftOf = async (user: string, id: string) => [
        await threadIds(user),
        await itemIds(user, id),
        [...(await store.loadFeedback(user, id))].length,
        (await store.listAttachments(user, id)).length + (await store.listAttachments(user, null)).length,
        (await store.listToolCalls(user, { limit: 9, order: 'asc' })).data.length,
      ];
      expect(await leftOf('ada', 'a')).toEqual([[], [], 0, 0, 0]);
      expect(await leftOf('bob', 'b')).toEqual([['b'], ['i1'], 1, 2, 1]);
      await saveThreads('ada', 'a');
      expect(await threadIds('ada')).toEqual(['a']);
      expect(await itemIds('ada', 'a')).toEqual([]);
    });

    describe('isolation', () => {
      beforeEach(async () => {
        await saveThreads('ada', 't1');
        await saveItems('ada', 't1', 'i1');
        await store.saveFeedback('ada', 't1', ['i1'], 'positive');
        await saveThreads('bob', 't2');
      });

      it('shows nothing of one user to another', async () => {
        expect(await store.loadThread('bob', 't1')).toBeNull();
        expect(await threadIds('bob')).toEqual(['t2']);
        expect(await store.loadItem('bob', 't1', 'i1')).toBeNull();
        expect(await itemIds('bob', 't1')).toEqual([]);
        expect(await store.loadFeedback('bob', 't1')).toEqual(new Map());
      });

      it('lets nobody change what belongs to another', async () => {
        await expect(store.saveThread('bob', { ...threadOf('t1'), title: 'Mine now' })).rejects.toThrow('another user');
        await expect(saveItems('bob', 't1', 'i1')).rejects.toThrow('no thread t1');
        await expect(saveItems('bob', 't1', 'i2')).rejects.toThrow('no thread t1');
        await store.deleteItem('bob', 't1', 'i1');
        await store.saveFeedback('bob', 't1', ['i1'], 'negative');
        await store.deleteThread('bob', 't1');

        expect(await store.loadThread('ada', 't1')).toEqual(threadOf('t1'));
        expect(await itemIds('ada', 't1')).toEqual(['i1']);
        expect(await store.loadFeedback('ada', 't1')).toEqual(new Map([['i1', 'positive']]));
      });

      it('tells any two users apart, whatever is in their ids', async () => {
        const users = ['x\uD800', 'x\uD801', 'x\uFFFD', 'x', 'x\u0000', 'x\u0000y', 'x\\ud800', 'x\\u0000'];
        for (const [at, user] of users.entries()) {
          await store.saveThread(user, threadOf(`theirs${at}`));
          await saveItems(user, `theirs${at}`, 'i1');
        }
        for (const [at, user] of users.entries()) expect(await threadIds(user)).toEqual([`theirs${at}`]);
        for (const user of users.slice(1)) await store.deleteUser(user);
        expect(await threadIds('x\uD800')).toEqual(['theirs0']);
      });

      it.each(["' OR 1=1 --", '%', 'ADA', 'ada\u0000', 'ada ', ''])('tells %j from ada', async (user) => {
        expect(await store.loadThread(user, 't1')).toBeNull();
        expect(await threadIds(user)).toEqual([]);
      });
    });

    it('answers a ping', async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });

    it('may be closed twice', async () => {
      await store.close();
      await expect(store.close()).resolves.toBeUndefined();
    });
  });
}

const idsOf = (page: Page<{ id: string }>): string[] => page.data.map(({ id }) => id);

const threadOf = (id: string): ThreadRecord => ({
  id,
  created_at: '2026-01-01T00:00:00.000Z',
  status: { type: 'active' },
  metadata: {},
});

const fileOf = (id: string, fields: Partial<AttachmentRecord> = {}): AttachmentRecord => ({
  id,
  type: 'file',
  name: `${id}.pdf`,
  mime_type: 'application/pdf',
  size: 3,
  status: 'pending',
  created_at: '2026-01-01T00:00:00.000Z',
  ...fields,
});

const callOf = (threadId: string, id: string): ToolCallRecord => ({
  thread_id: threadId,
  call_id: id,
  name: 'look_up',
  arguments: { term: 'Größe \u0000' },
  status: 'pending',
  created_at: '2026-01-01T00:00:00.000Z',
});

const itemOf = (threadId: string, id: string): AssistantMessageItem => ({
  type: 'assistant_message',
  id,
  thread_id: threadId,
  created_at: '2026-01-01T00:00:00.000Z',
  content: [{ type: 'output_text', text: id, annotations: [] }],
});
