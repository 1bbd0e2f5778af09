import type { Persistence } from '../config/types.ts';

/** What an assistant keeps in a storage. */
export type Stored = 'thread' | 'open' | 'layout' | 'consent' | 'draft';

/** What all keys begin with. */
export const ALL_KEYS = 'kb-assistant:';

/**
 * Where an assistant keeps things in a storage. Two assistants on one origin, or one on two servers, must not share a
 * conversation: the key holds both, and the user where the site names one (see `userMark`).
 */
export const storageKey = (what: Stored, id: string, server: string, user = ''): string =>
  `${ALL_KEYS}${id || 'default'}:${server}:${user && `${user}:`}${what}`;

/** The storage that a site chose, or `null` for none. Reading it throws where the browser keeps it closed: then none. */
export function storageOf(kind: Persistence): Storage | null {
  try {
    return kind === 'local' ? localStorage : kind === 'session' ? sessionStorage : null;
  } catch {
    return null;
  }
}
