/**
 * Where an assistant keeps things in a storage. Two assistants on one origin, or one on two servers, must not share a
 * conversation: the key holds both.
 */
export const storageKey = (what: 'thread' | 'open', id: string, server: string): string =>
  `kb-assistant:${id || 'default'}:${server}:${what}`;
