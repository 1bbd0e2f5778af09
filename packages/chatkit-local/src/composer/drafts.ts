import type { Attachment, UserMessageContent } from '@kb-assistant/protocol';

/** What stands in the composer and has not been sent. */
export interface Draft {
  text: string;
  /** What the message answers to. */
  quote: string;
  attachments: Attachment[];
}

const EMPTY: Draft = { text: '', quote: '', attachments: [] };

/** One draft for each thread, and one for the chat that is not yet one. In memory only. */
export class Drafts {
  readonly #drafts = new Map<string | null, Draft>();

  get(threadId: string | null): Draft {
    return this.#drafts.get(threadId) ?? EMPTY;
  }

  change(threadId: string | null, patch: Partial<Draft>): void {
    this.#drafts.set(threadId, { ...this.get(threadId), ...patch });
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

export const draftContent = (draft: Draft): UserMessageContent[] =>
  draft.text.trim() === '' ? [] : [{ type: 'input_text', text: draft.text.trim() }];
