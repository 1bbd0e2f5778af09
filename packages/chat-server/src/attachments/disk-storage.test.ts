import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { diskStorage } from './disk-storage.ts';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'attachments-'));
  folder = join(parent, 'deep', 'files');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const bytes = new TextEncoder().encode('Hello, disk');

describe('diskStorage', () => {
  it('writes, reads, looks at and deletes files, that only their owner can read', async () => {
    const storage = diskStorage({ folder });
    await storage.write({ id: 'atc_1', mimeType: 'text/plain' }, bytes);
    expect(readdirSync(folder)).toEqual(['atc_1']);
    expect(statSync(join(folder, 'atc_1')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(await storage.read('atc_1')).toEqual(bytes);
    expect(await storage.look('atc_1', 5)).toEqual({ size: 11, start: new TextEncoder().encode('Hello') });
    expect(await storage.look('atc_1', 5000)).toMatchObject({ size: 11, start: bytes });
    await storage.delete('atc_1');
    await storage.delete('atc_1');
    expect(await storage.read('atc_1')).toBeNull();
    expect(await storage.look('atc_1', 5)).toBeNull();
  });

  it.each(['../secret', 'a/b', '..', '', 'a\u0000b', 'C:\\x'])('does not take %j for a file', async (id) => {
    const storage = diskStorage({ folder });
    await expect(storage.write({ id, mimeType: 'text/plain' }, bytes)).rejects.toThrow(TypeError);
    await expect(storage.read(id)).rejects.toThrow(TypeError);
    await expect(storage.delete(id)).rejects.toThrow(TypeError);
  });
});
