import type { Attachment } from '@kb-assistant/protocol';
import type { DraftTag } from './draft-text.ts';

/** A file that is to go with the next message. */
export interface DraftFile {
  readonly key: string;
  readonly name: string;
  readonly mimeType: string;
  readonly state: 'uploading' | 'ready' | 'failed';
  /** From 0 to 1; null where nobody can tell. */
  readonly progress: number | null;
  /** A small picture of what the person chose. */
  readonly preview: ImageBitmap | null;
  /** As the server knows it, once it has it. */
  readonly attachment: Attachment | null;
}

/** What stands in the composer and has not been sent. */
export interface Draft {
  readonly text: string;
  /** The entities that are named in the text, in its order. */
  readonly tags: readonly DraftTag[];
  /** What the message answers to. */
  readonly quote: string;
  readonly files: readonly DraftFile[];
}

const EMPTY: Draft = { text: '', tags: [], quote: '', files: [] };

/** One draft for each thread, and one for the chat that is not yet one. In memory only. */
export class Drafts {
  readonly #drafts = new Map<string | null, Draft>();

  get(threadId: string | null): Draft {
    return this.#drafts.get(threadId) ?? EMPTY;
  }

  change(threadId: string | null, patch: Partial<Draft>): void {
    this.#drafts.set(threadId, { ...this.get(threadId), ...patch });
  }

  /** Changes a file in whichever draft it is; null takes it out. Nothing where its message was sent. */
  changeFile(key: string, patch: Partial<DraftFile> | null): void {
    for (const [threadId, { files }] of this.#drafts) {
      if (!files.some((file) => file.key === key)) continue;
      const changed = files.flatMap((file) => (file.key !== key ? file : patch ? { ...file, ...patch } : []));
      this.change(threadId, { files: changed });
    }
  }

  clear(threadId: string | null): void {
    this.#drafts.delete(threadId);
  }

  /** A new chat has become a thread. */
  move(from: string | null, to: string): void {
    const draft = this.#drafts.get(from);
    if (!draft) return;
    this.#drafts.set(to, draft);
    this.#drafts.delete(from);
  }
}

/** Files that the server has already. */
export const uploadedFiles = (attachments: readonly Attachment[]): DraftFile[] =>
  attachments.map((attachment) => ({
    key: attachment.id,
    name: attachment.name,
    mimeType: attachment.mime_type,
    state: 'ready',
    progress: null,
    preview: null,
    attachment,
  }));

/** What can go with a message now. */
export const attachmentsOf = (draft: Draft): Attachment[] => draft.files.flatMap(({ attachment }) => attachment ?? []);

/** Whether a draft says something, and all its files have arrived. */
export const isSendable = ({ text, files }: Draft): boolean =>
  (text.trim() !== '' || files.length > 0) && files.every(({ state }) => state === 'ready');
