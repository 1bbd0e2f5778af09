import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentStorage } from './attachment-storage.ts';

export interface DiskStorageOptions {
  /** The folder; made where it is missing, and readable by this user only. Keep it out of what a web server serves. */
  folder: string;
}

/**
 * Keeps attachments as files of a folder, each named after its id. Clients reach them through `chat.attachments`.
 *
 * @example
 * const storage = diskStorage({ folder: '.data/attachments' });
 */
export function diskStorage({ folder }: DiskStorageOptions): AttachmentStorage {
  const pathOf = (id: string): string => {
    // Ids are made by the server. A path is still no place to find out that one was not.
    if (!/^[\w-]{1,200}$/.test(id)) throw new TypeError('diskStorage: expected an id of letters, digits, _ and -.');
    return join(folder, id);
  };

  return {
    async write({ id }, bytes) {
      const path = pathOf(id);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // Under another name until it is whole: nobody reads half a file.
      const temporary = `${path}.${randomUUID()}.part`;
      try {
        await writeFile(temporary, bytes, { mode: 0o600, flag: 'wx' });
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },

    async read(id) {
      return orNull(async () => new Uint8Array(await readFile(pathOf(id))));
    },

    async look(id, length) {
      return orNull(async () => {
        const file = await open(pathOf(id));
        try {
          const { size } = await file.stat();
          const { buffer, bytesRead } = await file.read(new Uint8Array(Math.min(length, size)));
          return { size, start: buffer.subarray(0, bytesRead) };
        } finally {
          await file.close();
        }
      });
    },

    async delete(id) {
      await rm(pathOf(id), { force: true });
    },
  };
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
