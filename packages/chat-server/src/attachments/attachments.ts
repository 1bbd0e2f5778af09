import type { Attachment, RequestParams, ThreadItem } from '@kb-assistant/protocol';
import { AtOnce } from '../at-once.ts';
import { invalidField, RequestError } from '../errors.ts';
import { jsonResponse } from '../http.ts';
import { newId } from '../ids.ts';
import type { Log } from '../log.ts';
import type { AttachmentRecord, Store } from '../store.ts';
import type { AttachmentStorage } from './attachment-storage.ts';
import type { Attachments, CreateAttachments } from './attachment-port.ts';
import {
  attachmentRequestOf,
  attachmentTooLarge,
  type FileToSend,
  fileResponse,
  readFile,
} from './attachment-routes.ts';
import { isAllowed, isShowable, mismatch, plainType, SNIFF_BYTES } from './file-types.ts';
import { createLinks, type Grant, type Links } from './links.ts';

export interface AttachmentOptions {
  /** Where the bytes lie: `diskStorage({ folder })`, `s3Storage({ … })`, or your own. */
  storage: AttachmentStorage;
  /**
   * The whole address that `chat.attachments` is mounted at: `https://example.com/api/chatkit/attachments`.
   * Not needed for a storage that makes addresses of its own.
   */
  url?: string;
  /** What links to `url` are encrypted with: at least 32 random characters, the same on all instances. */
  secret?: string;
  /** The types that are taken, as `application/pdf` or `image/*`. {@link defaultAttachmentTypes} by default. */
  types?: readonly string[];
  /** Bytes of one file, at most. 10 MiB by default. */
  maxBytes?: number;
  /** Files in one message, at most. 10 by default. */
  maxPerMessage?: number;
  /** Files that a person may have uploaded without sending them, at most. 20 by default. */
  maxUnsent?: number;
  /** Files that are received at the same moment, of all visitors; each is in memory meanwhile. 50 by default. */
  maxAtOnce?: number;
  /** Milliseconds that an upload may take to arrive; then it is forgotten. 15 minutes by default. */
  uploadMs?: number;
  /** Milliseconds that a file waits for a message to take it; then it is deleted. A day by default. */
  unsentMs?: number;
  /** Milliseconds that the address of a preview is good for. An hour by default. */
  linkMs?: number;
}

/** What is taken where nothing else is said: what an agent can read, and a page can show, without risk. */
export const defaultAttachmentTypes: readonly string[] = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
  'text/markdown',
  'text/csv',
];

const NAME_LENGTH = 255;
const MINUTE_MS = 60_000;
/** The least time between two sweeps that requests set off. */
const SWEEP_EVERY_MS = 10 * MINUTE_MS;
const SWEEP_CHUNK = 100;

/**
 * Takes files along with messages. Mount `chat.attachments` at `url`.
 *
 * @throws {TypeError} where the storage needs links, and `url` or `secret` is missing or wrong.
 * @example
 * const chat = createChatServer({
 *   agent,
 *   store,
 *   authenticate,
 *   attachments: attachments({
 *     storage: diskStorage({ folder: '.data/attachments' }),
 *     url: 'https://example.com/api/chatkit/attachments',
 *     secret: process.env.KB_ATTACHMENT_SECRET,
 *   }),
 * });
 * app.all('/api/chatkit/attachments', (c) => chat.attachments(c.req.raw));
 */
export function attachments(options: AttachmentOptions): CreateAttachments {
  return (server) => new StoredAttachments(options, server);
}

/** Their rules, their owners, and where their bytes lie. */
class StoredAttachments implements Attachments {
  readonly #store: Store;
  readonly #storage: AttachmentStorage;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #links: Links | undefined;
  readonly #options: Required<Omit<AttachmentOptions, 'storage' | 'url' | 'secret'>>;
  /** How many files of a person are being read. */
  readonly #uploads = new AtOnce();
  /** The same of all together. */
  readonly #allUploads = new AtOnce();
  /** By person: resolves when the last file that was asked for is on record, or refused. */
  readonly #recording = new Map<string, Promise<unknown>>();
  #lastSweep = 0;

  constructor(
    { storage, url, secret, ...options }: AttachmentOptions,
    { store, log, now }: { store: Store; log: Log; now: () => number },
  ) {
    this.#store = store;
    this.#storage = storage;
    this.#log = log;
    this.#now = now;
    this.#options = {
      types: defaultAttachmentTypes,
      maxBytes: 10 * 1024 * 1024,
      maxPerMessage: 10,
      maxUnsent: 20,
      maxAtOnce: 50,
      uploadMs: 15 * MINUTE_MS,
      unsentMs: 24 * 60 * MINUTE_MS,
      linkMs: 60 * MINUTE_MS,
      ...options,
    };
    if (url !== undefined || secret !== undefined || !storage.presignUpload || !storage.presignRead) {
      this.#links = createLinks({ url: url ?? '', secret: secret ?? '' }, now);
    }
  }

  async answer(request: Request, identify: () => Promise<{ id: string }>): Promise<Response> {
    const asked = attachmentRequestOf(request);
    const file = () => readFile(request, this.#options.maxBytes);
    switch (asked.type) {
      case 'read':
        return fileResponse(await this.#open(asked.token));
      case 'receive': {
        const { userId, record } = await this.#announced(asked.token);
        return jsonResponse(await this.#counted(userId, async () => this.#receive(userId, record.id, await file())));
      }
      case 'upload': {
        const { id } = await identify();
        await this.#requireRoom(id, this.#uploads.of(id));
        return jsonResponse(await this.#counted(id, async () => this.#upload(id, await file())));
      }
    }
  }

  async create(userId: string, { name, size, mime_type }: RequestParams['attachments.create']): Promise<Attachment> {
    const record = this.#newRecord({ name, size, type: mime_type });
    const file = { id: record.id, mimeType: record.mime_type };
    const upload_descriptor = this.#storage.presignUpload
      ? await this.#storage.presignUpload({ ...file, size }, this.#options.uploadMs)
      : {
          url: await this.#link({ purpose: 'upload', userId, attachmentId: record.id }, this.#options.uploadMs),
          method: 'POST' as const,
          headers: {},
        };
    await this.#enter(userId, record);
    return { ...(await this.#present(userId, stored(record))), upload_descriptor };
  }

  /** The second half, where it comes through this server. */
  async #receive(userId: string, attachmentId: string, file: File): Promise<Attachment> {
    // Once more: it may have arrived by another request while this one was read.
    const record = await this.#loadPending(userId, attachmentId);
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (bytes.byteLength > this.#options.maxBytes) throw attachmentTooLarge(this.#options.maxBytes);
    await requireType(record, bytes);
    return this.#keep(userId, record, bytes);
  }

  /** What a link was made for. Asked before anything is read: strangers send no megabytes. */
  async #announced(token: string): Promise<{ userId: string; record: AttachmentRecord }> {
    const { userId, attachmentId } = await this.#openLink(token, 'upload');
    return { userId, record: await this.#loadPending(userId, attachmentId) };
  }

  async #loadPending(userId: string, attachmentId: string): Promise<AttachmentRecord> {
    const record = await this.#load(userId, attachmentId);
    if (record.status === 'pending') return record;
    throw new RequestError(
      'link-invalid',
      'The file of this link has arrived already. Ask for a link for the next one.',
    );
  }

  /**
   * A file is in memory while it is read, so there are only so many of them. And nobody has more of them on their way
   * than they may leave unsent.
   */
  #counted<T>(userId: string, upload: () => Promise<T>): Promise<T> {
    const { maxUnsent, maxAtOnce } = this.#options;
    return this.#uploads.run(
      userId,
      maxUnsent,
      () => this.#tooMany(),
      () => this.#allUploads.run('', maxAtOnce, tooManyAtOnce, upload),
    );
  }

  /** @throws {RequestError} `too-many-attachments` where there are so many unsent files, with those on their way. */
  async #requireRoom(userId: string, onTheirWay = 0): Promise<void> {
    const unsent = (await this.#store.listAttachments(userId, null)).length;
    if (unsent + onTheirWay >= this.#options.maxUnsent) throw this.#tooMany();
  }

  /** Puts a file on record, where there is room: one after the other, or many at once would all find the same room. */
  async #enter(userId: string, record: AttachmentRecord): Promise<void> {
    const before = this.#recording.get(userId);
    const enter = async () => {
      await before;
      await this.#requireRoom(userId);
      await this.#store.saveAttachment(userId, record);
    };
    const entered = enter();
    const over = entered.catch(() => {});
    this.#recording.set(userId, over);
    try {
      await entered;
    } finally {
      if (this.#recording.get(userId) === over) this.#recording.delete(userId);
    }
  }

  #tooMany(): RequestError {
    return new RequestError(
      'too-many-attachments',
      `There are ${this.#options.maxUnsent} files that were uploaded and not sent. Send or delete some of them first.`,
    );
  }

  /** A direct upload: the file comes at once. */
  async #upload(userId: string, file: File): Promise<Attachment> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const facts = { name: file.name, size: bytes.byteLength, type: file.type || 'application/octet-stream' };
    const record = this.#newRecord(facts);
    await requireType(record, bytes);
    // On record before its bytes are there: what breaks off in between is swept.
    await this.#enter(userId, record);
    return this.#keep(userId, record, bytes);
  }

  async delete(userId: string, attachmentId: string): Promise<void> {
    await this.#load(userId, attachmentId);
    await this.#remove(userId, attachmentId);
  }

  async deleteOfThread(userId: string, threadId: string): Promise<void> {
    for (const { id } of await this.#store.listAttachments(userId, threadId)) await this.#remove(userId, id);
  }

  async deleteOfItem(userId: string, item: ThreadItem): Promise<void> {
    if (item.type !== 'user_message') return;
    for (const { id } of item.attachments) await this.#remove(userId, id);
  }

  async check(userId: string, ids: string[], threadId?: string): Promise<AttachmentRecord[]> {
    const { maxPerMessage } = this.#options;
    const unique = [...new Set(ids)];
    if (unique.length > maxPerMessage) {
      throw invalidField(
        'params.input.attachments',
        `a message may have at most ${maxPerMessage} attachments; it has ${unique.length}.`,
      );
    }
    const records: AttachmentRecord[] = [];
    for (const id of unique) {
      const record = await this.#load(userId, id);
      if (record.thread_id !== undefined && record.thread_id !== threadId) {
        throw sentElsewhere();
      }
      records.push(record.status === 'uploaded' ? record : await this.#arrived(record));
    }
    return records;
  }

  async take(userId: string, records: AttachmentRecord[], threadId: string): Promise<Attachment[]> {
    // Another request may have taken one of them since they were checked.
    if (!(await this.#store.takeAttachments(userId, threadId, records))) throw sentElsewhere();
    return records.map(stored);
  }

  async present<T extends ThreadItem>(userId: string, item: T): Promise<T> {
    if (item.type !== 'user_message' || item.attachments.length === 0) return item;
    return { ...item, attachments: await Promise.all(item.attachments.map((each) => this.#present(userId, each))) };
  }

  async read(userId: string, threadId: string, attachmentId: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const record = await this.#store.loadAttachment(userId, attachmentId);
    return record?.thread_id === threadId ? this.#storage.read(attachmentId) : null;
  }

  /** What a link leads to. */
  async #open(token: string): Promise<FileToSend> {
    const { userId, attachmentId } = await this.#openLink(token, 'read');
    const record = await this.#load(userId, attachmentId);
    const found = await this.#contentOf(attachmentId);
    if (!found) throw attachmentNotFound();
    return { ...found, type: record.mime_type, disposition: dispositionOf(record) };
  }

  async #contentOf(attachmentId: string): Promise<Pick<FileToSend, 'size' | 'body'> | null> {
    if (this.#storage.stream) return this.#storage.stream(attachmentId);
    const body = await this.#storage.read(attachmentId);
    return body && { size: body.byteLength, body };
  }

  async sweep(): Promise<number> {
    const { uploadMs, unsentMs } = this.#options;
    this.#lastSweep = this.#now();
    // An upload that has begun in time may still be on its way when its time is over.
    const pending = await this.#sweepAll('pending', uploadMs + MINUTE_MS);
    return pending + (await this.#sweepAll('uploaded', unsentMs));
  }

  async #sweepAll(status: AttachmentRecord['status'], ageMs: number): Promise<number> {
    const createdBefore = new Date(this.#now() - ageMs).toISOString();
    let removed = 0;
    for (;;) {
      const unsent = await this.#store.claimUnsentAttachments({ status, createdBefore, limit: SWEEP_CHUNK });
      for (const { userId, attachment } of unsent) await this.#remove(userId, attachment.id);
      removed += unsent.length;
      if (unsent.length < SWEEP_CHUNK) return removed;
    }
  }

  /** No timer: a server that nobody uploads to has nothing to sweep, and some platforms have no time between requests. */
  #sweepSometimes(): void {
    if (this.#now() - this.#lastSweep < SWEEP_EVERY_MS) return;
    this.sweep().catch((cause: unknown) => this.#log({ level: 'warn', event: 'attachment-sweep', cause }));
  }

  #newRecord({ name, size, type }: { name: string; size: number; type: string }): AttachmentRecord {
    const { types, maxBytes } = this.#options;
    const mimeType = plainType(type);
    if (mimeType === null || !isAllowed(mimeType, types)) {
      throw new RequestError(
        'attachment-type-refused',
        `Files of the type "${type.slice(0, 100)}" are not taken, only ${types.join(', ')}.`,
      );
    }
    if (size > maxBytes) throw attachmentTooLarge(maxBytes);
    this.#sweepSometimes();
    return {
      id: newId('attachment'),
      type: isShowable(mimeType) ? 'image' : 'file',
      name: plainName(name),
      mime_type: mimeType,
      size,
      status: 'pending',
      created_at: new Date(this.#now()).toISOString(),
    };
  }

  async #keep(userId: string, record: AttachmentRecord, bytes: Uint8Array<ArrayBuffer>): Promise<Attachment> {
    const kept: AttachmentRecord = { ...record, size: bytes.byteLength, status: 'uploaded' };
    await this.#storage.write({ id: record.id, mimeType: record.mime_type }, bytes);
    await this.#store.saveAttachment(userId, kept).catch(async (error: unknown) => {
      // Swept meanwhile, because its time was over: nothing but these bytes would be left of it.
      if (!(await this.#store.loadAttachment(userId, record.id))) await this.#storage.delete(record.id);
      throw error;
    });
    return this.#present(userId, stored(kept));
  }

  /** Nobody tells when a file has been sent straight to the storage: so it is looked for when it is wanted. */
  async #arrived(record: AttachmentRecord): Promise<AttachmentRecord> {
    const found = await this.#storage.look(record.id, SNIFF_BYTES);
    if (!found) {
      throw new RequestError('attachment-not-uploaded', `The file "${record.name}" has not arrived. Upload it first.`);
    }
    if (found.size > this.#options.maxBytes) throw attachmentTooLarge(this.#options.maxBytes);
    await requireType(record, found.start);
    return { ...record, size: found.size, status: 'uploaded' };
  }

  /** The bytes first: where that fails, the record is still there to try again by. */
  async #remove(userId: string, attachmentId: string): Promise<void> {
    await this.#storage.delete(attachmentId);
    await this.#store.deleteAttachment(userId, attachmentId);
  }

  async #load(userId: string, attachmentId: string): Promise<AttachmentRecord> {
    const record = await this.#store.loadAttachment(userId, attachmentId);
    if (!record) throw attachmentNotFound();
    return record;
  }

  async #present(userId: string, attachment: Attachment): Promise<Attachment> {
    if (attachment.type !== 'image') return attachment;
    const { id, mime_type: type } = attachment;
    const { linkMs } = this.#options;
    const preview_url = this.#storage.presignRead
      ? await this.#storage.presignRead(id, { type, disposition: dispositionOf(attachment) }, linkMs)
      : await this.#link({ purpose: 'read', userId, attachmentId: id }, linkMs);
    return { ...attachment, preview_url };
  }

  #link(grant: Grant, lifetimeMs: number): Promise<string> {
    if (!this.#links) throw new TypeError('attachments: this storage needs `url` and `secret`.');
    return this.#links.make(grant, lifetimeMs);
  }

  async #openLink(token: string, purpose: Grant['purpose']): Promise<Grant> {
    if (!this.#links) throw new RequestError('link-invalid', 'This server makes no links of its own.');
    return this.#links.open(token, purpose);
  }
}

/** An attachment as a message is stored with it: no address in it is good for long, so none is kept. */
const stored = ({ type, id, name, mime_type }: AttachmentRecord): Attachment =>
  type === 'image' ? { type, id, name, mime_type, preview_url: '' } : { type, id, name, mime_type };

async function requireType({ mime_type }: AttachmentRecord, start: Uint8Array): Promise<void> {
  const found = await mismatch(start, mime_type);
  if (found !== null) {
    throw new RequestError('attachment-type-refused', `The file is said to be ${mime_type}, but it is ${found}.`);
  }
}

/** A name without folders and without what no name should hold. */
const plainName = (name: string): string =>
  name
    .split(/[/\\]/)
    .at(-1)!
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .trim()
    .slice(0, NAME_LENGTH)
    .toWellFormed() || 'file';

/** Images are shown in place; anything else is saved, so that no page of this origin is made of it. */
const dispositionOf = ({ name, mime_type }: { name: string; mime_type: string }): string =>
  `${isShowable(mime_type) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )}`;

const tooManyAtOnce = (): RequestError =>
  new RequestError('too-many-attachments', 'Too many files are being received at the moment. Send it again.', {
    headers: { 'Retry-After': '5' },
  });

const sentElsewhere = (): RequestError =>
  invalidField('params.input.attachments', 'a file was sent in another thread already. Upload it again.');

const attachmentNotFound = (): RequestError =>
  new RequestError('attachment-not-found', 'There is no such attachment. It may have been deleted; upload it again.');
