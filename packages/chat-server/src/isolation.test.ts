import type { RequestType, StoredItem } from '@kb-assistant/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { attachments } from './attachments/index.ts';
import { memoryStorage } from './testing/memory-storage.ts';
import {
  ADA,
  BOB,
  deferred,
  endless,
  inputOf,
  outcomesOf,
  type TestServer,
  testServer,
  upToFirstText,
} from './testing/test-server.ts';

/** What is Ada's: one of each kind that a request can name. */
interface Hers {
  thread: string;
  message: string;
  widget: string;
  form: string;
  attachment: string;
}

const NOBODYS: Hers = { thread: 'thr_0', message: 'msg_0', widget: 'msg_1', form: 'msg_2', attachment: 'atc_0' };

/**
 * What each request would say to reach what is somebody else's, and the code that it gets. A type that is missing here
 * does not compile. `null`: the request names nothing that belongs to anybody, which `alone` shows.
 */
const requests = {
  'threads.create': [
    (hers: Hers) => ({ input: { ...inputOf('Read this'), attachments: [hers.attachment] } }),
    'attachment-not-found',
  ],
  'threads.add_user_message': [
    (hers: Hers) => ({ thread_id: hers.thread, input: inputOf('Let me in') }),
    'thread-not-found',
  ],
  'threads.add_client_tool_output': [
    (hers: Hers) => ({ thread_id: hers.thread, result: 'forged' }),
    'thread-not-found',
  ],
  'threads.add_structured_input': [
    (hers: Hers) => ({ thread_id: hers.thread, item_id: hers.form, input: { status: 'skipped' } }),
    'thread-not-found',
  ],
  'threads.retry_after_item': [(hers: Hers) => ({ thread_id: hers.thread, item_id: hers.message }), 'thread-not-found'],
  'threads.custom_action': [
    (hers: Hers) => ({ thread_id: hers.thread, item_id: hers.widget, action: { type: 'pay' } }),
    'thread-not-found',
  ],
  'threads.sync_custom_action': [
    (hers: Hers) => ({ thread_id: hers.thread, item_id: hers.widget, action: { type: 'pay' } }),
    'thread-not-found',
  ],
  'threads.get_by_id': [(hers: Hers) => ({ thread_id: hers.thread }), 'thread-not-found'],
  'threads.list': null,
  'threads.update': [(hers: Hers) => ({ thread_id: hers.thread, title: 'Mine' }), 'thread-not-found'],
  'threads.delete': [(hers: Hers) => ({ thread_id: hers.thread }), 'thread-not-found'],
  'items.list': [(hers: Hers) => ({ thread_id: hers.thread }), 'thread-not-found'],
  'items.feedback': [
    (hers: Hers) => ({ thread_id: hers.thread, item_ids: [hers.message], kind: 'negative' }),
    'thread-not-found',
  ],
  'attachments.create': null,
  'attachments.delete': [(hers: Hers) => ({ attachment_id: hers.attachment }), 'attachment-not-found'],
  'input.transcribe': null,
} satisfies Record<RequestType, [params: (hers: Hers) => object, code: string] | null>;

const naming = Object.entries(requests).flatMap(([type, row]) =>
  row ? [[type as RequestType, row[0] as (hers: Hers) => object, row[1]] as const] : [],
);

let server: TestServer;
let acted: number;
beforeEach(() => {
  acted = 0;
  server = testServer({
    attachments: attachments({
      storage: memoryStorage(),
      url: 'https://chat.example/files',
      secret: 'a secret of the tests, 32 letters',
    }),
    transcribe: () => 'words',
    // oxlint-disable-next-line require-yield -- it has nothing to say
    onAction: async function* () {
      acted++;
    },
    onSyncAction: () => {
      acted++;
    },
  });
});

async function adasThings(): Promise<Hers> {
  const { threadId: thread, messageId: message } = await server.askNew('Private');
  const base = { thread_id: thread, created_at: '2026-01-01T00:00:00.000Z' };
  const items: StoredItem[] = [
    { ...base, type: 'widget', id: 'msg_w', widget: { type: 'Card', children: [] } },
    { ...base, type: 'structured_input', id: 'msg_f', status: 'pending', inputs: [] },
    { ...base, type: 'client_tool_call', id: 'tc_1', call_id: 'c1', status: 'pending', name: 'cart', arguments: {} },
  ];
  for (const item of items) await server.store.saveItem(ADA, thread, item);
  const created = await server.post('attachments.create', { name: 'a.txt', size: 1, mime_type: 'text/plain' });
  const { id: attachment } = (await created.json()) as { id: string };
  return { thread, message, widget: 'msg_w', form: 'msg_f', attachment };
}

const all = async (hers: Hers) => ({
  thread: await server.store.loadThread(ADA, hers.thread),
  items: await server.store.listItems(ADA, hers.thread, { limit: 99, order: 'asc' }),
  feedback: await server.store.loadFeedback(ADA, hers.thread),
  attachment: await server.store.loadAttachment(ADA, hers.attachment),
});

describe('what is somebody else’s', () => {
  it.each(naming)('does not exist for %s', async (type, params, code) => {
    const hers = await adasThings();
    const before = await all(hers);

    const answers = [];
    for (const things of [hers, NOBODYS]) {
      const response = await server.post(type, params(things), { user: BOB });
      const headers = [...response.headers].filter(([name]) => name !== 'x-request-id');
      answers.push({ status: response.status, headers, body: await response.json() });
    }
    expect(answers[0]).toMatchObject({ status: 404, body: { error: { code } } });
    // Nothing tells what is somebody else's from what is not there.
    expect(answers[0]).toEqual(answers[1]);
    expect(await all(hers)).toEqual(before);
    expect(acted).toBe(0);
  });

  it.each(['threads.list', 'attachments.create', 'input.transcribe'] as const)('has no part in %s', async (type) => {
    const hers = await adasThings();
    const before = await all(hers);
    const params = {
      'threads.list': {},
      'attachments.create': { name: 'b.txt', size: 1, mime_type: 'text/plain' },
      'input.transcribe': { audio_base64: 'AAAA', mime_type: 'audio/mp4' },
    }[type];
    const response = await server.post(type, params, { user: BOB });
    expect(response.status).toBe(200);
    const text = await response.text();
    for (const id of Object.values(hers)) expect(text).not.toContain(id);
    expect(await all(hers)).toEqual(before);
  });

  it('cannot be reached through a thread of one’s own', async () => {
    const hers = await adasThings();
    const his = await server.askNew('Mine', BOB);
    const named = { thread_id: his.threadId, item_id: hers.message };
    const codes = [
      await server.post('threads.retry_after_item', named, { user: BOB }),
      await server.post(
        'threads.custom_action',
        { ...named, item_id: hers.widget, action: { type: 'a' } },
        { user: BOB },
      ),
      await server.post(
        'threads.sync_custom_action',
        { ...named, item_id: hers.widget, action: { type: 'a' } },
        { user: BOB },
      ),
      await server.post('threads.add_structured_input', { ...named, item_id: hers.form, input: {} }, { user: BOB }),
      await server.post(
        'items.feedback',
        { thread_id: his.threadId, item_ids: [hers.message], kind: 'positive' },
        { user: BOB },
      ),
    ].map(({ status }) => status);
    expect(codes).toEqual([404, 404, 404, 404, 404]);
    expect(acted).toBe(0);
  });

  it('is taken along by no message, and read by no agent of another', async () => {
    const hers = await adasThings();
    const his = await server.askNew('Mine', BOB);
    const message = { thread_id: his.threadId, input: { ...inputOf('Read this'), attachments: [hers.attachment] } };
    const refused = await server.post('threads.add_user_message', message, { user: BOB });
    expect(refused.status).toBe(404);
    const before = await all(hers);

    const { store } = server;
    const storage = memoryStorage();
    await storage.write({ id: hers.attachment, mimeType: 'text/plain' }, new Uint8Array([1]));
    let read: unknown = 'unset';
    server = testServer({
      store,
      attachments: attachments({ storage, url: 'https://chat.example/files', secret: 'x'.repeat(32) }),
      agent: async function* (turn) {
        read = await turn.readAttachment({ id: hers.attachment });
        yield 'Seen';
      },
    });
    await server.askNew('Read it all the same', BOB);
    expect(read).toBeNull();
    // Nor by an agent of hers in another thread than the one that it was sent in.
    await server.askNew('Read it', ADA);
    expect(read).toBeNull();
    expect(await all(hers)).toEqual(before);
  });

  it.each(['GET', 'DELETE'])('is not there to come back to, or to stop: %s', async (method) => {
    server = testServer({ resumable: true, agent: endless });
    const { stream, threadId } = await upToFirstText(server);
    const at = (thread: string, headers: Record<string, string> = {}) =>
      server.send(new Request(`http://localhost/?thread_id=${thread}`, { method, headers }));
    const answers = [];
    for (const thread of [threadId, 'thr_0']) {
      const response = await at(thread, { Authorization: `Bearer ${BOB}` });
      const headers = [...response.headers].filter(([name]) => name !== 'x-request-id');
      answers.push({ status: response.status, headers, body: await response.json() });
    }
    expect(answers[0]).toMatchObject({ status: 404, body: { error: { code: 'thread-not-found' } } });
    expect(answers[0]).toEqual(answers[1]);
    expect((await at(threadId)).status).toBe(401);
    // Hers goes on, until she stops it.
    expect(outcomesOf(server)).toEqual([]);
    const stopped = await server.send(
      new Request(`http://localhost/?thread_id=${threadId}`, {
        method: 'DELETE',
        headers: { Authorization: `Bearer ${ADA}` },
      }),
    );
    expect(stopped.status).toBe(200);
    expect(outcomesOf(server)).toEqual(['stopped']);
    await stream.leave();
  });

  it('is not held up by questions that name it', async () => {
    const { threadId } = await server.askNew('Private');
    const { store } = server;
    const asked = deferred();
    const gate = deferred();
    server = testServer({
      store: {
        ...store,
        async loadThread(userId, id) {
          if (userId === BOB) {
            asked.resolve();
            await gate.promise;
          }
          return store.loadThread(userId, id);
        },
      },
    });
    const his = server.ask('Hold', threadId, BOB);
    await asked.promise;
    const hers = await server.ask('Go on', threadId);
    expect(hers.status).toBe(200);
    await hers.body?.cancel();
    gate.resolve();
    expect((await his).status).toBe(404);
  });
});
