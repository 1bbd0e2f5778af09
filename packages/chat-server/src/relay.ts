/** What came of taking a key: it is ours, somebody holds it, or its owner holds as many as one may. */
export type TakeResult = 'taken' | 'held' | 'full';

/** What a {@link Relay} tells the instance that it belongs to. */
export interface RelayEvents {
  /** A message of another instance, or of this one. */
  onMessage(message: string): void;
  /** A key that was held is not ours any more: it could not be kept up, and another instance may have it. */
  onLost(key: string): void;
}

/**
 * What the instances of a server share besides the store: which of them answers which thread, and short messages.
 *
 * A key that an instance holds is a lease: it runs out where the instance does not keep it up, so what a killed process
 * held becomes free by itself. Every implementation passes the contract in `src/testing/relay-contract.ts`.
 */
export interface Relay {
  /** Names this instance among those that share the relay. */
  readonly id: string;
  /** How long what a killed instance held stays held, in milliseconds. */
  readonly leaseMs: number;
  /** Says where messages go. Called once, by the server, before anything else. */
  open(events: RelayEvents): void;
  /** Takes a key for an owner, who may hold `atMost` keys among all instances. Exactly one of those who try gets it. */
  take(key: string, owner: string, atMost: number): Promise<TakeResult>;
  /** Gives a key back. Nothing happens where it is not ours. */
  release(key: string): Promise<void>;
  /** The instance that holds a key. */
  holderOf(key: string): Promise<string | null>;
  /** Sends a message. Those of one sender to one instance arrive in order; one may be lost where a connection breaks. */
  send(instance: string, message: string): Promise<void>;
  /** Ends all that goes on, and gives back what is held. */
  close(): Promise<void>;
}

/** How long a lease lasts where nobody keeps it up, in milliseconds. */
export const LEASE_MS = 10_000;
