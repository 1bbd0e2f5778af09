import type { Attachment, Page, ThreadItem, UserMessageItem } from '@kb-assistant/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Turn } from '../agent.ts';
import type { AttachmentStorage } from './attachment-storage.ts';
import { fakeS3, s3Credentials } from '../testing/fake-s3.ts';
import { memoryStorage } from '../testing/memory-storage.ts';
import { ADA, BOB, deferred, eventsOf, inputOf, only, type TestServer, testServer } from '../testing/test-server.ts';
import { type AttachmentOptions, attachments } from './attachments.ts';
import { s3Storage } from './s3-storage.ts';

const FILES = 'https://chat.example/api/chatkit/files';
const SECRET = 'a secret of the tests, 32 letters';
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII='),
  (char) => char.charCodeAt(0),
);
const PDF = new TextEncoder().encode('%PDF-1.7\n%âãÏÓ\n');
const START = Date.parse('2026-11-01T00:00:00Z');

let now = START;
let storage: ReturnType<typeof memoryStorage>;
let server: TestServer;
let turn: Turn | undefined;

function open(options: Partial<AttachmentOptions> = {}) {
  storage = memoryStorage();
  server = testServer({
    now: () => now,
    agent: async function* (given) {
      turn = given;
      yield 'Seen';
    },
    attachments: attachments({ storage, url: FILES, secret: SECRET, ...options }),
  });
}
beforeEach(() => {
  now = START;
  turn = undefined;
  open();
});

const formOf = (bytes: Uint8Array<ArrayBuffer>, type: string, name = 'file.bin', field = 'file') => {
  const form = new FormData();
  form.append(field, new File([bytes], name, { type }));
  return form;
};
const files = async (url: string, init: RequestInit = {}) => {
  if (!(init.body instanceof FormData)) return server.attachments(new Request(url, init));
  // As bytes, as they arrive from a socket: a form in memory minds being left half-way.
  const form = new Response(init.body);
  const headers = { ...(init.headers as Record<string, string>), 'Content-Type': form.headers.get('content-type')! };
  return server.attachments(new Request(url, { ...init, headers, body: await form.arrayBuffer() }));
};
/** A direct upload. */
const upload = (
  bytes: Uint8Array<ArrayBuffer>,
  type: string,
  name?: string,
  headers: Record<string, string> = {},
  user = ADA,
) =>
  files(FILES, {
    method: 'POST',
    body: formOf(bytes, type, name),
    headers: { Authorization: `Bearer ${user}`, ...headers },
  });
const uploaded = async (...args: Parameters<typeof upload>): Promise<Attachment> => {
  const response = await upload(...args);
  expect(response.status).toBe(200);
  return (await response.json()) as Attachment;
};
const create = (params: { name?: string; size?: number; mime_type?: string } = {}, user = ADA) =>
  server.post(
    'attachments.create',
    { name: 'a.pdf', size: PDF.byteLength, mime_type: 'application/pdf', ...params },
    { user },
  );
const created = async (params: object = {}, user = ADA) => (await (await create(params, user)).json()) as Attachment;
const send = (ids: string[], threadId?: string, user = ADA) => {
  const input = { ...inputOf('See this'), attachments: ids };
  return threadId === undefined
    ? server.post('threads.create', { input }, { user })
    : server.post('threads.add_user_message', { thread_id: threadId, input }, { user });
};
const sent = async (ids: string[], threadId?: string) => {
  const events = await eventsOf(await send(ids, threadId));
  return only(events, 'thread.item.done')[0]!.item as UserMessageItem;
};
const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { error: { code: string } }).error.code;

describe('a direct upload', () => {
  it('answers with the attachment, which a message then takes', async () => {
    const attachment = await uploaded(PDF, 'application/pdf', 'Größe (1).pdf');
    expect(attachment).toEqual({
      type: 'file',
      id: expect.stringMatching(/^atc_/),
      name: 'Größe (1).pdf',
      mime_type: 'application/pdf',
    });
    const message = await sent([attachment.id]);
    expect(message.attachments).toEqual([attachment]);
    expect(await turn!.readAttachment(message.attachments[0]!)).toEqual(PDF);
    expect(await turn!.readAttachment({ id: 'atc_none' })).toBeNull();
  });

  it('is refused to strangers before it is read, and for other origins that are not listed', async () => {
    expect((await files(FILES, { method: 'POST', body: formOf(PDF, 'application/pdf') })).status).toBe(401);
    const forged: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'https://chat.example', 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const headers of forged) {
      const response = await upload(PDF, 'application/pdf', 'a.pdf', headers);
      expect(response.status).toBe(403);
      expect(await codeOf(response)).toBe('origin-not-allowed');
    }
    expect((await upload(PDF, 'application/pdf', 'a.pdf', { Origin: 'https://chat.example' })).status).toBe(200);
    expect((await upload(PDF, 'application/pdf', 'a.pdf', { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(200);
    expect(storage.files.size).toBe(2);
  });

  it.each<[string, () => Promise<Response>, number, string]>([
    ['of a type that is not taken', () => upload(PDF, 'application/zip'), 415, 'attachment-type-refused'],
    ['of no type', () => upload(PDF, ''), 415, 'attachment-type-refused'],
    [
      'that is a page in a picture’s clothes',
      () => upload(new TextEncoder().encode('<script>'), 'image/png'),
      415,
      'attachment-type-refused',
    ],
    ['that is a picture in a text’s clothes', () => upload(PNG, 'text/plain'), 415, 'attachment-type-refused'],
    [
      'without the file',
      () =>
        files(FILES, {
          method: 'POST',
          body: formOf(PDF, 'application/pdf', 'a', 'other'),
          headers: { Authorization: 'Bearer ada' },
        }),
      400,
      'invalid-request',
    ],
    [
      'that is no form',
      () =>
        files(FILES, {
          method: 'POST',
          body: 'x',
          headers: { Authorization: 'Bearer ada', 'Content-Type': 'application/json' },
        }),
      415,
      'unsupported-content-type',
    ],
    [
      'that is half a form',
      () =>
        files(FILES, {
          method: 'POST',
          body: '--x\r\nnonsense',
          headers: { Authorization: 'Bearer ada', 'Content-Type': 'multipart/form-data; boundary=x' },
        }),
      400,
      'invalid-request',
    ],
    ['by another method', () => files(FILES, { method: 'DELETE' }), 405, 'method-not-allowed'],
  ])('%s is refused', async (_, request, status, code) => {
    const response = await request();
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
    expect(storage.files.size).toBe(0);
    expect(await server.store.listAttachments(ADA, null)).toEqual([]);
  });

  it('over the limit is refused, by what is read', async () => {
    open({ maxBytes: 100 });
    expect((await upload(new Uint8Array(100).fill(0x61), 'text/plain')).status).toBe(200);
    const tooLarge = await upload(new Uint8Array(101).fill(0x61), 'text/plain');
    expect(tooLarge.status).toBe(413);
    expect(await tooLarge.json()).toMatchObject({
      error: { code: 'attachment-too-large', message: expect.stringContaining('100 bytes') },
    });
    expect((await upload(new Uint8Array(1_000_000).fill(0x61), 'text/plain')).status).toBe(413);
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\temp\\a.txt', 'a.txt'],
    ['a\u202Etxt.exe', 'atxt.exe'],
    ['/', 'file'],
    ['x'.repeat(300), 'x'.repeat(255)],
  ])('by the name %j is called %j', async (given, name) => {
    expect((await created({ name: given })).name).toBe(name);
  });
});

describe('an upload that is being read', () => {
  /** A form whose bytes come when the test says so. */
  const slowly = async (url: string, user = ADA) => {
    const form = new Response(formOf(PDF, 'application/pdf'));
    const bytes = new Uint8Array(await form.arrayBuffer());
    let asked = false;
    let go = () => {};
    const going = new Promise<void>((resolve) => (go = resolve));
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          asked = true;
          await going;
          controller.enqueue(bytes);
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const headers = { Authorization: `Bearer ${user}`, 'Content-Type': form.headers.get('content-type')! };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    return { response: server.attachments(new Request(url, init)), go, isAsked: () => asked };
  };

  it('counts as one of those that a person may leave unsent', async () => {
    open({ maxUnsent: 2 });
    const first = [await slowly(FILES), await slowly(FILES)];
    for (const { isAsked } of first) await expect.poll(isAsked).toBe(true);
    const third = await slowly(FILES);
    expect(await codeOf(await third.response)).toBe('too-many-attachments');
    expect(third.isAsked()).toBe(false);
    for (const { go } of first) go();
    for (const { response } of first) expect((await response).status).toBe(200);
    const others = await slowly(FILES, BOB);
    others.go();
    expect((await others.response).status).toBe(200);
  });

  it('counts as one of those that are received at the same moment, whoever sends them', async () => {
    open({ maxAtOnce: 2 });
    const first = [await slowly(FILES), await slowly(FILES, BOB)];
    for (const { isAsked } of first) await expect.poll(isAsked).toBe(true);
    const third = await slowly(FILES, 'eve');
    const refused = await third.response;
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(await codeOf(refused)).toBe('too-many-attachments');
    expect(third.isAsked()).toBe(false);
    for (const { go } of first) go();
    for (const { response } of first) expect((await response).status).toBe(200);
    const later = await slowly(FILES, 'eve');
    later.go();
    expect((await later.response).status).toBe(200);
  });

  it('is not read at all where its link is none, or has been used', async () => {
    const stranger = await slowly(`${FILES}?token=nonsense`);
    expect(await codeOf(await stranger.response)).toBe('link-invalid');
    expect(stranger.isAsked()).toBe(false);

    const { url } = (await created()).upload_descriptor!;
    const [one, two] = [await slowly(url), await slowly(url)];
    for (const { isAsked } of [one, two]) await expect.poll(isAsked).toBe(true);
    one.go();
    expect((await one.response).status).toBe(200);
    two.go();
    expect(await codeOf(await two.response)).toBe('link-invalid');
    const three = await slowly(url);
    expect(await codeOf(await three.response)).toBe('link-invalid');
    expect(three.isAsked()).toBe(false);
  });
});

describe('a two-phase upload', () => {
  it('is announced, sent to the address that it was given, and taken by a message', async () => {
    const attachment = await created();
    const { url, method } = attachment.upload_descriptor!;
    expect(method).toBe('POST');
    expect(url).toMatch(/^https:\/\/chat\.example\/api\/chatkit\/files\?token=/);
    expect(await codeOf(await send([attachment.id]))).toBe('attachment-not-uploaded');

    // Without any header that says who sends it: the address does.
    const answer = await files(url, { method, body: formOf(PDF, 'application/pdf') });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      type: 'file',
      id: attachment.id,
      name: 'a.pdf',
      mime_type: 'application/pdf',
    });
    expect((await sent([attachment.id])).attachments).toMatchObject([{ id: attachment.id }]);
  });

  it('can be sent once, in time, and only with the address as it was given', async () => {
    const { upload_descriptor } = await created();
    const { url } = upload_descriptor!;
    const sendTo = (address: string) => files(address, { method: 'POST', body: formOf(PDF, 'application/pdf') });
    const forged = new URL(url);
    forged.searchParams.set('token', `${forged.searchParams.get('token')!.slice(0, -4)}AAAA`);
    expect(await codeOf(await sendTo(forged.href))).toBe('link-invalid');
    expect(await codeOf(await sendTo(`${FILES}?token=x`))).toBe('link-invalid');
    expect((await sendTo(url)).status).toBe(200);
    expect((await sendTo(url)).status).toBe(403);

    const late = (await created()).upload_descriptor!.url;
    now += 16 * 60_000;
    expect(await codeOf(await sendTo(late))).toBe('link-invalid');
  });

  it('is no permission to read, nor one to read a permission to upload', async () => {
    const { upload_descriptor } = await created();
    expect((await files(upload_descriptor!.url)).status).toBe(403);
    const image = await uploaded(PNG, 'image/png');
    const { preview_url } = image as Attachment & { preview_url: string };
    expect((await files(preview_url, { method: 'POST', body: formOf(PNG, 'image/png') })).status).toBe(403);
  });

  it('of something else than was announced is refused', async () => {
    const { upload_descriptor } = await created({ mime_type: 'image/png' });
    const response = await files(upload_descriptor!.url, { method: 'POST', body: formOf(PDF, 'image/png') });
    expect(await codeOf(response)).toBe('attachment-type-refused');
    expect(storage.files.size).toBe(0);
  });

  it('counts by its bytes, whatever size was announced', async () => {
    open({ maxBytes: 100 });
    const announced = await created({ size: 1 });
    const sendTo = (bytes: Uint8Array<ArrayBuffer>) =>
      files(announced.upload_descriptor!.url, { method: 'POST', body: formOf(bytes, 'application/pdf') });
    const large = new Uint8Array(101);
    large.set(PDF);
    expect(await codeOf(await sendTo(large))).toBe('attachment-too-large');
    expect(storage.files.size).toBe(0);
    expect((await sendTo(PDF)).status).toBe(200);
    expect(await server.store.loadAttachment(ADA, announced.id)).toMatchObject({ size: PDF.byteLength });
  });

  it.each([
    [{ mime_type: 'text/html' }, 415, 'attachment-type-refused'],
    [{ mime_type: 'nonsense' }, 415, 'attachment-type-refused'],
    [{ size: 11 * 1024 * 1024 }, 413, 'attachment-too-large'],
  ])('of %j is not even announced', async (params, status, code) => {
    const response = await create(params);
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });

  it('puts nobody’s name into its address', async () => {
    const { upload_descriptor } = await created();
    const token = new URL(upload_descriptor!.url).searchParams.get('token')!;
    expect(atob(token.split('.')[0]!.replace(/-/g, '+').replace(/_/g, '/'))).not.toContain(ADA);
    expect(token).not.toContain(btoa(ADA).replace(/=+$/, ''));
  });

  it('may be called from the page of another origin, by link and without cookies', async () => {
    const { upload_descriptor } = await created();
    const headers = { Origin: 'https://cdn.example', 'Access-Control-Request-Method': 'POST' };
    const preflight = await files(upload_descriptor!.url, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await files(FILES, { method: 'OPTIONS', headers })).status).toBe(403);
  });
});

describe('an image', () => {
  it('has a preview that is made anew each time, and kept nowhere', async () => {
    const image = (await uploaded(PNG, 'image/png', 'é.png')) as Attachment & { preview_url: string };
    const message = await sent([image.id]);
    const thread_id = message.thread_id;
    const stored = await server.store.loadItem(ADA, thread_id, message.id);
    expect(JSON.stringify(stored)).not.toContain('token=');
    expect(JSON.stringify(await server.store.loadAttachment(ADA, image.id))).not.toContain('token=');

    now += 2 * 60 * 60_000;
    expect((await files(image.preview_url)).status).toBe(403);
    const lists = [
      ((await (await server.post('items.list', { thread_id })).json()) as Page<ThreadItem>).data,
      ((await (await server.post('threads.get_by_id', { thread_id })).json()) as { items: Page<ThreadItem> }).items
        .data,
    ];
    for (const data of lists) {
      const [{ attachments: shown }] = data.filter((item) => item.type === 'user_message') as [UserMessageItem];
      const { preview_url } = shown[0] as Attachment & { preview_url: string };
      const response = await files(preview_url);
      expect(response.status).toBe(200);
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(PNG);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/png',
        'content-disposition': "inline; filename*=UTF-8''%C3%A9.png",
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
      });
    }
  });

  it('is sent piece by piece where the storage can do that, and never read as a whole', async () => {
    const image = (await uploaded(PNG, 'image/png')) as Attachment & { preview_url: string };
    storage.stream = async (id) => {
      const bytes = storage.files.get(id);
      return bytes ? { size: bytes.byteLength, body: new Blob([bytes]).stream() } : null;
    };
    storage.read = () => Promise.reject(new Error('read as a whole'));
    const response = await files(image.preview_url);
    expect(response.headers.get('content-length')).toBe(String(PNG.byteLength));
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PNG);
    storage.files.clear();
    expect(await codeOf(await files(image.preview_url))).toBe('attachment-not-found');
  });

  it('that may hold scripts is a file, and is only ever saved', async () => {
    open({ types: ['image/*'] });
    const svg = await uploaded(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/svg+xml');
    expect(svg).toMatchObject({ type: 'file' });
    expect(svg).not.toHaveProperty('preview_url');
  });

  it('that is gone is not found', async () => {
    const image = (await uploaded(PNG, 'image/png')) as Attachment & { preview_url: string };
    storage.files.clear();
    expect((await files(image.preview_url)).status).toBe(404);
    await server.post('attachments.delete', { attachment_id: image.id });
    expect(await codeOf(await files(image.preview_url))).toBe('attachment-not-found');
  });
});

describe('a message with attachments', () => {
  it('may have so many', async () => {
    open({ maxPerMessage: 2 });
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) ids.push((await uploaded(PDF, 'application/pdf')).id);
    const response = await send(ids);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { message: string }).message).toContain('at most 2 attachments; it has 3');
    expect((await server.store.listThreads(ADA, { limit: 9, order: 'asc' })).data).toEqual([]);
    expect((await sent([ids[0]!, ids[1]!, ids[0]!])).attachments).toHaveLength(2);
  });

  it('may do without words', async () => {
    const { id } = await uploaded(PDF, 'application/pdf');
    const input = { content: [], attachments: [id] };
    expect((await server.post('threads.create', { input })).status).toBe(200);
  });

  it.each([
    ['of somebody else', async () => (await uploaded(PDF, 'application/pdf', 'a', {}, BOB)).id],
    ['that is not there', async () => 'atc_none'],
  ])('%s is not found, and nothing is stored', async (_, make) => {
    const response = await send([await make()]);
    expect(response.status).toBe(404);
    expect(await codeOf(response)).toBe('attachment-not-found');
    expect((await server.store.listThreads(ADA, { limit: 9, order: 'asc' })).data).toEqual([]);
  });

  it('takes none that was sent in another thread', async () => {
    const { id } = await uploaded(PDF, 'application/pdf');
    const { thread_id } = await sent([id]);
    expect((await send([id])).status).toBe(400);
    expect((await sent([id], thread_id)).attachments).toHaveLength(1);
  });

  it('is refused where another one takes the file at the same moment, and leaves nothing behind', async () => {
    const { id } = await uploaded(PDF, 'application/pdf');
    const responses = await Promise.all([send([id]), send([id]), send([id])]);
    const accepted = responses.filter(({ status }) => status === 200);
    expect(accepted).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 400)).toHaveLength(2);
    const { data } = await server.store.listThreads(ADA, { limit: 9, order: 'asc' });
    expect(data).toHaveLength(1);
    expect(await server.store.loadAttachment(ADA, id)).toMatchObject({ thread_id: data[0]!.id });
  });

  it('is refused where there may be no more files that nobody sends', async () => {
    open({ maxUnsent: 2 });
    await created();
    const { id } = await uploaded(PDF, 'application/pdf');
    const full = await create();
    expect(full.status).toBe(429);
    expect(await codeOf(full)).toBe('too-many-attachments');
    expect((await create({}, BOB)).status).toBe(200);
    await server.post('attachments.delete', { attachment_id: id });
    expect((await create()).status).toBe(200);
  });

  it.each([
    ['announced', () => create()],
    ['sent', () => upload(PDF, 'application/pdf')],
  ])('is refused where that many are %s at the same moment', async (_how, bring) => {
    open({ maxUnsent: 3 });
    await created();
    const statuses = (await Promise.all(Array.from({ length: 9 }, bring))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(2);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
    expect(await server.store.listAttachments(ADA, null)).toHaveLength(3);
  });
});

describe('what nobody needs any more', () => {
  it('goes by request', async () => {
    const { id } = await uploaded(PDF, 'application/pdf');
    const response = await server.post('attachments.delete', { attachment_id: id });
    expect(await response.json()).toEqual({});
    expect(storage.files.size).toBe(0);
    expect(await codeOf(await server.post('attachments.delete', { attachment_id: id }))).toBe('attachment-not-found');
  });

  it('goes with its thread, and with a message that a retry takes back', async () => {
    const first = await uploaded(PDF, 'application/pdf');
    const second = await uploaded(PDF, 'application/pdf');
    const { thread_id, id: item_id } = await sent([first.id]);
    await sent([second.id], thread_id);
    await eventsOf(await server.post('threads.retry_after_item', { thread_id, item_id }));
    expect([...storage.files.keys()]).toEqual([first.id]);
    await server.post('threads.delete', { thread_id });
    expect(storage.files.size).toBe(0);
    expect(await server.store.loadAttachment(ADA, first.id)).toBeNull();
  });

  it('goes with its thread although a message comes in between, which takes no file along', async () => {
    const sentFile = await uploaded(PDF, 'application/pdf');
    const other = await uploaded(PDF, 'application/pdf');
    const { thread_id } = await sent([sentFile.id]);
    const { delete: remove } = storage;
    const [begun, gate] = [deferred(), deferred()];
    storage.delete = async (id) => {
      begun.resolve();
      await gate.promise;
      await remove(id);
    };
    const deleted = server.post('threads.delete', { thread_id });
    await begun.promise;
    expect(await codeOf(await send([other.id], thread_id))).toBe('thread-busy');
    gate.resolve();
    expect((await deleted).status).toBe(200);
    expect(await codeOf(await send([other.id], thread_id))).toBe('thread-not-found');
    expect([...storage.files.keys()]).toEqual([other.id]);
    expect((await sent([other.id])).attachments).toHaveLength(1);
  });

  it('is swept: uploads that never arrived, and files that nobody sent; nothing else', async () => {
    const never = await created();
    const unsent = await uploaded(PDF, 'application/pdf');
    const taken = await uploaded(PDF, 'application/pdf');
    await sent([taken.id]);

    now += 15 * 60_000;
    expect(await server.sweepAttachments()).toBe(0);
    now += 2 * 60_000;
    expect(await server.sweepAttachments()).toBe(1);
    expect(await server.store.loadAttachment(ADA, never.id)).toBeNull();
    expect(await codeOf(await files(never.upload_descriptor!.url, { method: 'POST', body: formOf(PDF, 'a/b') }))).toBe(
      'link-invalid',
    );
    now += 24 * 60 * 60_000;
    expect(await server.sweepAttachments()).toBe(1);
    expect(await server.store.loadAttachment(ADA, unsent.id)).toBeNull();
    expect([...storage.files.keys()]).toEqual([taken.id]);
    expect(await server.sweepAttachments()).toBe(0);
  });

  it('is swept when others upload, too', async () => {
    const never = await created();
    now += 60 * 60_000;
    await created({}, BOB);
    await expect.poll(() => server.store.loadAttachment(ADA, never.id)).toBeNull();
  });

  it('is taken by no message while it is being swept', async () => {
    const late = await uploaded(PDF, 'application/pdf');
    const { delete: remove } = storage;
    const gate = deferred();
    storage.delete = (id) => gate.promise.then(() => remove(id));
    now += 25 * 60 * 60_000;
    const swept = server.sweepAttachments();
    await expect.poll(async () => codeOf(await send([late.id]))).toBe('attachment-not-found');
    gate.resolve();
    expect(await swept).toBe(1);
    expect(storage.files.size).toBe(0);
    expect((await server.store.listThreads(ADA, { limit: 9, order: 'asc' })).data).toEqual([]);
  });

  it('leaves nothing where it arrives while it is being swept', async () => {
    const { id, upload_descriptor } = await created();
    const { write, delete: remove } = storage;
    const gate = deferred();
    let swept: Promise<number> | undefined;
    storage.write = async (file, bytes) => {
      storage.delete = (file_id) => gate.promise.then(() => remove(file_id));
      now += 60 * 60_000;
      swept = server.sweepAttachments();
      await expect.poll(() => server.store.loadAttachment(ADA, id)).toBeNull();
      storage.delete = remove;
      await write(file, bytes);
    };
    const response = await files(upload_descriptor!.url, { method: 'POST', body: formOf(PDF, 'application/pdf') });
    expect([response.status, storage.files.size]).toEqual([500, 0]);
    gate.resolve();
    expect(await swept).toBe(1);
  });

  it('stays on record where the storage cannot delete it, for the next sweep', async () => {
    const never = await created();
    const { delete: remove } = storage;
    storage.delete = () => Promise.reject(new Error('bucket is away'));
    now += 60 * 60_000;
    await expect(server.sweepAttachments()).rejects.toThrow('bucket is away');
    expect(await server.store.listAttachments(ADA, null)).toMatchObject([{ id: never.id }]);
    storage.delete = remove;
    expect(await server.sweepAttachments()).toBe(1);
  });
});

describe('a server without what its storage needs', () => {
  it.each<[Partial<AttachmentOptions>, RegExp]>([
    [{ url: '/files' }, /attachments\.url/],
    [{ url: 'ftp://x.example' }, /attachments\.url/],
    [{ secret: 'short' }, /attachments\.secret: expected at least 32 characters, got 5/],
  ])('is not made: %j', (options, problem) => {
    expect(() => open(options)).toThrow(problem);
  });
});

describe('a bucket', () => {
  let s3: Awaited<ReturnType<typeof fakeS3>>;
  beforeEach(async () => {
    now = Date.now();
    s3 = await fakeS3();
  });
  afterEach(() => s3.close());
  const withBucket = (bucket: AttachmentStorage, options: Partial<AttachmentOptions> = {}) => {
    server = testServer({ now: () => now, attachments: attachments({ storage: bucket, ...options }) });
  };

  it('takes uploads straight from the page, without links of the server', async () => {
    withBucket(s3Storage({ url: s3.url, ...s3Credentials }));
    const image = (await created({ name: 'a.png', mime_type: 'image/png', size: PNG.byteLength })) as Attachment & {
      preview_url: string;
    };
    const { url, method, headers } = image.upload_descriptor!;
    expect(method).toBe('PUT');
    expect(url.startsWith(s3.url)).toBe(true);
    expect(await codeOf(await send([image.id]))).toBe('attachment-not-uploaded');
    expect((await fetch(url, { method, headers, body: PNG })).status).toBe(200);

    const message = await sent([image.id]);
    const shown = message.attachments[0] as Attachment & { preview_url: string };
    const preview = await fetch(shown.preview_url);
    expect(preview.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await preview.arrayBuffer())).toEqual(PNG);
    await server.post('threads.delete', { thread_id: message.thread_id });
    expect(s3.objects.size).toBe(0);
  });

  it('is looked into before a message takes what lies there', async () => {
    withBucket(s3Storage({ url: s3.url, ...s3Credentials }));
    const { id, upload_descriptor } = await created({ mime_type: 'image/png', size: PDF.byteLength });
    const { url, method, headers } = upload_descriptor!;
    expect((await fetch(url, { method, headers, body: PDF })).status).toBe(200);
    expect(await codeOf(await send([id]))).toBe('attachment-type-refused');
  });

  it('takes what an address is for once: what was looked into is not exchanged', async () => {
    withBucket(s3Storage({ url: s3.url, ...s3Credentials }));
    const { id, upload_descriptor } = await created();
    const { url, method, headers } = upload_descriptor!;
    expect((await fetch(url, { method, headers, body: PDF })).status).toBe(200);
    await sent([id]);
    const other = new Uint8Array(PDF.byteLength);
    expect((await fetch(url, { method, headers, body: other })).status).toBe(412);
    // Nor by leaving out what forbids it: that is signed as well.
    const { 'If-None-Match': _, ...rest } = headers;
    expect((await fetch(url, { method, headers: rest, body: other })).status).toBe(403);
    expect(new Uint8Array(s3.objects.get(`/bucket/attachments/${id}`)!.bytes)).toEqual(PDF);
  });

  it('takes forms through the server, for clients that know no other way', async () => {
    withBucket(s3Storage({ url: s3.url, ...s3Credentials, uploads: 'proxied' }), { url: FILES, secret: SECRET });
    const { id, upload_descriptor } = await created();
    expect(upload_descriptor).toMatchObject({ method: 'POST', url: expect.stringContaining(FILES) });
    const response = await files(upload_descriptor!.url, { method: 'POST', body: formOf(PDF, 'application/pdf') });
    expect(response.status).toBe(200);
    expect([...s3.objects.keys()]).toEqual([`/bucket/attachments/${id}`]);
  });
});
