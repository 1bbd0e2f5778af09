import type { RequestType } from '@kb-assistant/protocol';
import type { StopReason } from './running-turns.ts';

/** How an answer ended. */
export type TurnOutcome = 'completed' | 'failed' | StopReason;

/**
 * One thing that happened. Entries hold ids, codes and times, but no text of messages, no headers and no tokens.
 * `cause` is whatever was thrown, as it was thrown.
 */
export type LogEntry = { level: 'info' | 'warn' | 'error'; cause?: unknown } & (
  | {
      /** A request was answered; a stream has begun. */
      event: 'request';
      /** The `X-Request-Id` of the request, or one that was made for it; the response carries it too. */
      requestId: string;
      method: string;
      status: number;
      durationMs: number;
      requestType?: RequestType;
      threadId?: string;
      /** The code of the error that it was answered with. */
      code?: string;
    }
  | {
      /** An answer has ended. */
      event: 'turn';
      /** Of the request that it answers. */
      requestId: string;
      requestType: RequestType;
      threadId: string;
      outcome: TurnOutcome;
      durationMs: number;
      /** From the request to the first text of the answer; absent where there was none. */
      firstTextMs?: number;
    }
  | {
      /** An agent that was told to end threw while it cleaned up. */
      event: 'agent-cleanup';
      threadId: string;
    }
  | {
      /** A request of an older interface failed before it reached the chat server, or after. */
      event: 'compat';
      method: string;
      status: number;
      code: string;
    }
  | {
      /** Files that nobody sent could not be deleted. They will be tried again. */
      event: 'attachment-sweep';
    }
);

/** Takes what the server has to say. What it throws is ignored. */
export type Log = (entry: LogEntry) => void;

/** Prints each entry as one line of JSON: errors to standard error, the rest to standard output. */
export const consoleLog: Log = ({ cause, ...entry }) => {
  const line = JSON.stringify({
    time: new Date().toISOString(),
    ...entry,
    ...(cause === undefined ? {} : { cause: describeCause(cause) }),
  });
  if (entry.level === 'error') console.error(line);
  else console.log(line);
};

const describeCause = (cause: unknown): unknown =>
  cause instanceof Error
    ? {
        name: cause.name,
        message: cause.message,
        stack: cause.stack,
        ...(cause.cause === undefined ? {} : { cause: describeCause(cause.cause) }),
      }
    : String(cause);

/** A logger that cannot take the server down. */
export const guardLog =
  (log: Log): Log =>
  (entry) => {
    try {
      log(entry);
    } catch {
      // There is nobody left to tell.
    }
  };
