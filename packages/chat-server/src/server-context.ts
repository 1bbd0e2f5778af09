import type { ChatKitRequest, RequestType } from '@kb-assistant/protocol';
import type { ActionAgent, Agent, SyncAction } from './agent.ts';
import type { AtOnce } from './at-once.ts';
import type { Attachments } from './attachments/attachment-port.ts';
import type { User } from './authenticate.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RunningTurns } from './running-turns.ts';
import type { Store } from './store.ts';
import type { Tracing } from './tracing/tracing.ts';
import type { Transcribe } from './transcribe.ts';

/** What all requests share. */
export interface ServerContext {
  readonly agent: Agent;
  readonly action: ActionAgent | undefined;
  readonly syncAction: SyncAction | undefined;
  readonly transcribe: Transcribe | undefined;
  readonly attachments: Attachments | undefined;
  /** Whether an answer begins with a button that stops it. */
  readonly allowCancel: boolean;
  readonly store: Store;
  readonly limits: Limits;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly turns: RunningTurns;
  /** What may take long and is no turn: dictations, and actions without a stream. */
  readonly atOnce: AtOnce;
  readonly rateLimit: RateLimit | undefined;
  /** Whether an answer goes on without its reader, who may come back to it. */
  readonly resumable: boolean;
  readonly tracing: Tracing;
}

/** One authenticated request. */
export interface Call<T extends RequestType = RequestType> {
  /** Names it in the log. */
  readonly requestId: string;
  readonly request: ChatKitRequest<T>;
  readonly user: User;
  readonly locale: string;
  /** Aborts when the client goes away, where the platform notices. */
  readonly signal: AbortSignal;
  /** When the request came in, on the clock of `performance.now()`. */
  readonly startedAt: number;
}

export const timestamp = (server: ServerContext): string => new Date(server.now()).toISOString();
