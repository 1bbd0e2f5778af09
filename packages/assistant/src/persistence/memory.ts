import type { Persistence } from '../config/types.ts';
import { storageKey } from './keys.ts';

/** What an assistant remembers from page to page, in the storage that the site chose. */
export interface Memory {
  threadId: string | null;
  open: boolean;
}

/** The thread outlives the tab; whether the panel is open belongs to the tab. */
export class AssistantMemory {
  readonly #kind: Persistence;
  readonly #id: string;
  readonly #server: string;

  constructor(kind: Persistence, id: string, server: string) {
    this.#kind = kind;
    this.#id = id;
    this.#server = server;
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

  #key(what: 'thread' | 'open'): string {
    return storageKey(what, this.#id, this.#server);
  }

  #write(what: 'thread' | 'open', value: string | null): void {
    try {
      const storage = this.#storage(what);
      if (value === null) storage?.removeItem(this.#key(what));
      else storage?.setItem(this.#key(what), value);
    } catch {
      // Full, or closed to us: the assistant works without.
    }
  }

  #storage(what: 'thread' | 'open'): Storage | null {
    if (this.#kind === 'none') return null;
    try {
      return this.#kind === 'local' && what === 'thread' ? localStorage : sessionStorage;
    } catch {
      // Reading the property itself throws where storage is blocked.
      return null;
    }
  }
}
