import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentStorage } from './attachment-storage.ts';

/** How much of a file is in memory for one reader. */
const PIECE_BYTES = 64 * 1024;

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

    async stream(id) {
      const path = pathOf(id);
      const found = await orNull(() => stat(path));
      return found && { size: found.size, body: piecesOf(path) };
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

/** A file piece by piece. It is opened for the first piece, so that nobody has to close what was never read. */
function piecesOf(path: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  let file: FileHandle | undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        file ??= await open(path);
        const { buffer, bytesRead } = await file.read(new Uint8Array(PIECE_BYTES));
        if (bytesRead > 0) {
          controller.enqueue(buffer.subarray(0, bytesRead));
          return;
        }
        await file.close();
        controller.close();
      },
      cancel: () => file?.close(),
    },
    { highWaterMark: 0 },
  );
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
