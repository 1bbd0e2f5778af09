import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs';
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

  it('gives a file piece by piece, and holds nothing open that nobody reads', async () => {
    const storage = diskStorage({ folder });
    const large = crypto.getRandomValues(new Uint8Array(60_000));
    const twice = new Uint8Array([...large, ...large]);
    await storage.write({ id: 'atc_1', mimeType: 'image/png' }, twice);
    /** What this process has open of the folder, where the system tells. */
    const openFiles = () =>
      (existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd') : []).filter((descriptor) => {
        try {
          return readlinkSync(`/proc/self/fd/${descriptor}`).startsWith(folder);
        } catch {
          return false;
        }
      }).length;

    const whole = (await storage.stream!('atc_1'))!;
    expect(whole.size).toBe(120_000);
    expect(new Uint8Array(await new Response(whole.body).arrayBuffer())).toEqual(twice);

    const left = (await storage.stream!('atc_1'))!.body.getReader();
    expect((await left.read()).value!.byteLength).toBeLessThan(120_000);
    if (existsSync('/proc/self/fd')) expect(openFiles()).toBe(1);
    await left.cancel();
    await storage.stream!('atc_1');
    expect(openFiles()).toBe(0);
    expect(await storage.stream!('atc_2')).toBeNull();
  });

  it.each(['../secret', 'a/b', '..', '', 'a\u0000b', 'C:\\x'])('does not take %j for a file', async (id) => {
    const storage = diskStorage({ folder });
    await expect(storage.write({ id, mimeType: 'text/plain' }, bytes)).rejects.toThrow(TypeError);
    await expect(storage.read(id)).rejects.toThrow(TypeError);
    await expect(storage.stream!(id)).rejects.toThrow(TypeError);
    await expect(storage.delete(id)).rejects.toThrow(TypeError);
  });
});
