import type { Persistence } from '../config/types.ts';
import { storageKey, storageOf, type Stored } from './keys.ts';
import { userMark } from './user-mark.ts';

/** What an assistant remembers from page to page, in the storage that the site chose. */
export interface Memory {
  threadId: string | null;
  open: boolean;
}

/** What stood in the composer, and in which conversation. */
export interface Draft {
  threadId: string | null;
  text: string;
}

/** A letter to a friend is no question: more than this is not kept. */
const LONGEST_DRAFT = 20_000;

/**
 * The conversation outlives the tab where the site says so; whether the panel is open, and what was typed and not sent,
 * belong to the tab. Conversation and draft are the user's, where the site names one.
 */
export class AssistantMemory {
  readonly #kind: Persistence;
  readonly #id: string;
  readonly #server: string;
  readonly #user: string;

  constructor(kind: Persistence, id: string, server: string, userKey = '') {
    this.#kind = kind;
    this.#id = id;
    this.#server = server;
    this.#user = userMark(userKey);
  }

  read(): Memory {
    return {
      threadId: this.#storage('thread')?.getItem(this.#key('thread')) ?? null,
      open: this.#storage('open')?.getItem(this.#key('open')) === 'true',
    };
  }

  writeThread(threadId: string | null): void {
    this.#write('thread', threadId);
  }

  writeOpen(open: boolean): void {
    this.#write('open', open ? 'true' : null);
  }

  /** What was typed in this conversation, in this tab. */
  readDraft(threadId: string | null): string {
    try {
      const draft = JSON.parse(this.#storage('draft')?.getItem(this.#key('draft')) ?? 'null') as Draft | null;
      return draft && draft.threadId === threadId && typeof draft.text === 'string' ? draft.text : '';
    } catch {
      // What stands in a storage may be anything.
      return '';
    }
  }

  writeDraft({ threadId, text }: Draft): void {
    const empty = text.trim() === '' || text.length > LONGEST_DRAFT;
    this.#write('draft', empty ? null : JSON.stringify({ threadId, text } satisfies Draft));
  }

  /** Whether the visitor has agreed to the chat, here or on a page before. */
  readConsent(): boolean {
    return this.#storage('consent')?.getItem(this.#key('consent')) === 'true';
  }

  writeConsent(given: boolean): void {
    this.#write('consent', given ? 'true' : null);
  }

  /** Forgets all of this user's, and that the panel was open. */
  forget(): void {
    for (const what of ['thread', 'draft', 'open'] as const) this.#write(what, null);
  }

  /** Forgets how the shell was set up. */
  forgetLayout(): void {
    this.#write('layout', null);
  }

  /** Forgets what is left of users who were here before this one, such as on a machine that several use. */
  forgetOthers(): void {
    if (this.#user === '') return;
    const prefix = storageKey('thread', this.#id, this.#server, '@').replace(/:thread$/, '');
    for (const what of ['thread', 'draft'] as const) {
      try {
        const storage = this.#storage(what);
        for (const key of Object.keys(storage ?? {})) {
          if (key.startsWith(prefix) && key !== this.#key(what) && key.endsWith(`:${what}`)) storage?.removeItem(key);
        }
      } catch {
        // Closed to us: nothing of anybody is in it.
      }
    }
  }

  /** The line between the tabs that have this conversation; `null` where each tab has its own. */
  get tabsName(): string | null {
    return this.#kind === 'local' ? this.#key('thread') : null;
  }

  #key(what: Stored): string {
    const personal = what === 'thread' || what === 'draft';
    return storageKey(what, this.#id, this.#server, personal ? this.#user : '');
  }

  #write(what: Stored, value: string | null): void {
    try {
      const storage = this.#storage(what);
      if (value === null) storage?.removeItem(this.#key(what));
      else storage?.setItem(this.#key(what), value);
    } catch {
      // Full, or closed to us: the assistant works without.
    }
  }

  #storage(what: Stored): Storage | null {
    const ofTheTab = what === 'open' || what === 'draft';
    return storageOf(ofTheTab && this.#kind === 'local' ? 'session' : this.#kind);
  }
}
