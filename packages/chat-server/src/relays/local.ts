import { v7 } from 'uuid';
import { LEASE_MS, type Relay, type RelayEvents } from '../relay.ts';

/** What instances within one process share. */
export interface LocalHub {
  readonly holders: Map<string, { owner: string; id: string }>;
  readonly instances: Map<string, RelayEvents>;
}

export const localHub = (): LocalHub => ({ holders: new Map(), instances: new Map() });

/** The relay of a server that is alone. Its keys need no keeping up: they end with the process, as it does. */
export function localRelay({ holders, instances }: LocalHub = localHub()): Relay {
  const id = v7();
  return {
    id,
    leaseMs: LEASE_MS,
    open(events) {
      instances.set(id, events);
    },
    async take(key, owner, atMost) {
      if (holders.has(key)) return 'held';
      let count = 0;
      for (const holder of holders.values()) if (holder.owner === owner) count++;
      if (count >= atMost) return 'full';
      holders.set(key, { owner, id });
      return 'taken';
    },
    async release(key) {
      if (holders.get(key)?.id === id) holders.delete(key);
    },
    async holderOf(key) {
      return holders.get(key)?.id ?? null;
    },
    async send(instance, message) {
      instances.get(instance)?.onMessage(message);
    },
    async close() {
      instances.delete(id);
      for (const [key, holder] of holders) if (holder.id === id) holders.delete(key);
    },
  };
}
