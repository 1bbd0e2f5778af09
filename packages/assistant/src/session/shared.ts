import { SessionClient, type SessionClientOptions } from './client.ts';

interface Shared {
  client: SessionClient;
  users: number;
}

const clients = new Map<string, Shared>();

/** A session client, and the way to give it back. */
export interface SessionLease {
  readonly client: SessionClient;
  /** Disposes of the client when nobody else has it. */
  release(): void;
}

/**
 * A client of one's own, or, under a `key`, one that all share who name the same: two assistants on a page that ask the
 * same endpoint as the same visitor have one session between them.
 */
export function leaseSession(key: string | null, options: () => SessionClientOptions): SessionLease {
  if (key === null) {
    const client = new SessionClient(options());
    return { client, release: () => client.dispose() };
  }
  const shared = clients.get(key) ?? { client: new SessionClient(options()), users: 0 };
  clients.set(key, shared);
  shared.users += 1;
  let held = true;
  return {
    client: shared.client,
    release: () => {
      if (!held) return;
      held = false;
      shared.users -= 1;
      if (shared.users > 0) return;
      clients.delete(key);
      shared.client.dispose();
    },
  };
}
