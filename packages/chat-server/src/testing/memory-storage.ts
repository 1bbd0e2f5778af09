import type { AttachmentStorage } from '../attachments/attachment-storage.ts';

/** A storage that forgets everything, and shows what it holds. */
export function memoryStorage(): AttachmentStorage & { readonly files: Map<string, Uint8Array<ArrayBuffer>> } {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    files,
    write: async ({ id }, bytes) => void files.set(id, bytes),
    read: async (id) => files.get(id) ?? null,
    async look(id, length) {
      const bytes = files.get(id);
      return bytes ? { size: bytes.byteLength, start: bytes.subarray(0, length) } : null;
    },
    delete: async (id) => void files.delete(id),
  };
}
