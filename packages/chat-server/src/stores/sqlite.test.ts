import { copyFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AttachmentRecord, ThreadRecord } from '../store.ts';
import { describeStoreContract } from '../testing/store-contract.ts';
import { sqliteStore } from './sqlite.ts';

const thread: ThreadRecord = {
  id: 't1',
  created_at: '2026-01-01T00:00:00.000Z',
  title: 'Kept',
  status: { type: 'active' },
  metadata: { plan: 'pro' },
};

const hidden = {
  type: 'sdk_hidden_context' as const,
  id: 'h1',
  thread_id: 't1',
  created_at: '2026-01-01T00:00:00.000Z',
  content: 'stopped',
};

const file: AttachmentRecord = {
  id: 'atc_1',
  type: 'file',
  name: 'a.txt',
  mime_type: 'text/plain',
  size: 1,
  status: 'uploaded',
  created_at: '2026-01-01T00:00:00.000Z',
};

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chat-server-'));
  path = join(folder, 'data', 'deep', 'chat.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describeStoreContract('sqliteStore', () => sqliteStore({ path }));

describe('sqliteStore', () => {
  it('may be copied while it is open, and put back from the copy', async () => {
    const copy = join(folder, 'backup.sqlite');
    const before = sqliteStore({ path });
    await before.saveThread('ada', thread);
    const other = new DatabaseSync(path, { readOnly: true });
    other.exec(`VACUUM INTO '${copy}'`);
    other.close();
    await before.saveThread('ada', { ...thread, title: 'Changed later' });
    await before.close();

    for (const side of ['', '-wal', '-shm']) rmSync(path + side, { force: true });
    copyFileSync(copy, path);
    const after = sqliteStore({ path });
    expect(await after.loadThread('ada', 't1')).toEqual(thread);
    await after.saveItem('ada', 't1', hidden);
    await after.close();
  });

  it('holds everything when its file is opened again', async () => {
    const before = sqliteStore({ path });
    await before.saveThread('ada', thread);
    await before.saveItem('ada', 't1', hidden);
    await before.saveFeedback('ada', 't1', ['h1'], 'positive');
    await before.close();

    const after = sqliteStore({ path });
    expect(await after.listThreads('ada', { limit: 1, order: 'desc' })).toEqual({ data: [thread], has_more: false });
    expect(await after.loadItem('ada', 't1', 'h1')).toEqual(hidden);
    expect(await after.loadFeedback('ada', 't1')).toEqual(new Map([['h1', 'positive']]));
    await after.close();
  });

  it('shows one process what another has written, and lets both write', async () => {
    const [one, two] = [sqliteStore({ path }), sqliteStore({ path })];
    await one.saveThread('ada', thread);
    await two.saveItem('ada', 't1', hidden);
    expect(await one.loadItem('ada', 't1', 'h1')).toEqual(hidden);
    await one.close();
    await two.close();
  });

  it('brings a file of the version before up to date by itself, and keeps what is in it', async () => {
    const store = sqliteStore({ path });
    await store.saveThread('ada', thread);
    await store.saveAttachment('ada', file);
    await store.close();
    // As that version left it.
    const db = new DatabaseSync(path);
    db.exec('ALTER TABLE attachments DROP COLUMN claimed; PRAGMA user_version = 3');
    db.close();
    const after = sqliteStore({ path });
    expect(await after.takeAttachments('ada', 't1', [file])).toBe(true);
    expect(await after.loadAttachment('ada', file.id)).toEqual({ ...file, thread_id: 't1' });
    await after.close();
  });

  it('makes a file that only its owner can read, the side files too', async () => {
    const store = sqliteStore({ path });
    await store.saveThread('ada', thread);
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(path + suffix).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'data', 'deep')).mode & 0o777).toBe(0o700);
    await store.close();
  });

  it('writes ahead, and counts its migrations', async () => {
    await sqliteStore({ path }).close();
    const db = new DatabaseSync(path);
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 4 });
    db.close();
  });

  it('leaves a file of a newer version alone', async () => {
    await sqliteStore({ path }).close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => sqliteStore({ path })).toThrow(/version 99 of the schema/);
  });

  it('refuses a file that is no database', () => {
    const other = join(folder, 'notes.txt');
    writeFileSync(other, 'Not a database, but long enough to be taken for one if nobody looked at its header.');
    expect(() => sqliteStore({ path: other })).toThrow(/not a database/);
  });

  it('refuses a database in memory, and says what to use', () => {
    expect(() => sqliteStore({ path: ':memory:' })).toThrow(/memoryStore/);
  });

  it('fails to answer a ping once it is closed', async () => {
    const store = sqliteStore({ path });
    await store.close();
    await expect(store.ping()).rejects.toThrow();
  });

  it('goes on after a save that was refused', async () => {
    const store = sqliteStore({ path });
    await store.saveThread('ada', thread);
    await expect(store.saveItem('bob', 't1', hidden)).rejects.toThrow();
    // The failed transaction is over: the next one can begin.
    await store.saveItem('ada', 't1', hidden);
    expect(await store.loadItem('ada', 't1', 'h1')).toEqual(hidden);
    await store.close();
  });
});
