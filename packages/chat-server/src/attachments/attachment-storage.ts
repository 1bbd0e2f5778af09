import type { UploadDescriptor } from '@kb-assistant/protocol';

/** A file as a storage needs to know it. */
export interface StoredFile {
  /** Where its bytes lie: the attachment's id. */
  id: string;
  mimeType: string;
}

/**
 * Where the bytes of attachments lie. It knows nothing of users: whoever calls it has checked the owner.
 * A storage whose clients can reach it by themselves, as a bucket, makes the addresses for that; for one whose clients
 * cannot, as a folder, the chat server makes them, and stands in between.
 */
export interface AttachmentStorage {
  write(file: StoredFile, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** The bytes, or `null` where there are none. */
  read(id: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /**
   * The bytes piece by piece, as they are taken, with their number; `null` where there are none. Nothing is held open for
   * a stream that nobody reads. Where this is missing, {@link read} stands in, and each reader costs a whole file of memory.
   */
  stream?(id: string): Promise<{ size: number; body: ReadableStream<Uint8Array<ArrayBuffer>> } | null>;
  /** The size and the first bytes (at most `length`) of what has arrived; `null` where nothing has. */
  look(id: string, length: number): Promise<{ size: number; start: Uint8Array } | null>;
  /** Nothing happens where there are none. */
  delete(id: string): Promise<void>;

  /** The address that a client sends the bytes to, good for so long. It takes exactly this many bytes of this type. */
  presignUpload?(file: StoredFile & { size: number }, lifetimeMs: number): Promise<UploadDescriptor>;
  /** The address that anybody who has it reads the bytes from, with these headers, good for so long. */
  presignRead?(id: string, headers: { type: string; disposition: string }, lifetimeMs: number): Promise<string>;
}
