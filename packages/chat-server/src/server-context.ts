import type { ChatKitRequest, RequestType } from '@kb-assistant/protocol';
import type { Agent } from './agent.ts';
import type { User } from './authenticate.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import type { RunningTurns } from './running-turns.ts';
import type { Store } from './store.ts';

/** What all requests share. */
export interface ServerContext {
  readonly agent: Agent;
  readonly store: Store;
  readonly limits: Limits;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly turns: RunningTurns;
}

/** One authenticated request. */
export interface Call<T extends RequestType = RequestType> {
  readonly request: ChatKitRequest<T>;
  readonly user: User;
  readonly locale: string;
  /** Aborts when the client goes away, where the platform notices. */
  readonly signal: AbortSignal;
  /** When the request came in, on the clock of `performance.now()`. */
  readonly startedAt: number;
}

export const timestamp = (server: ServerContext): string => new Date(server.now()).toISOString();
