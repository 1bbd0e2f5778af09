import type { EventFields, Source, StoredItem, Thread, UserMessageItem } from '@kb-assistant/protocol';
import type { User } from './authenticate.ts';

/** What an agent yields besides text: made by the helpers of the turn, never by hand. */
export type AgentEvent =
  | { kind: 'progress'; text: string; icon?: string }
  | { kind: 'source'; source: Source }
  | { kind: 'effect'; name: string; data: Record<string, unknown> }
  | ({ kind: 'notice' } & EventFields['notice'])
  | { kind: 'title'; title: string };

/** One question and what is known about it. */
export interface Turn {
  /** The thread as it stands, without its items. */
  readonly thread: Omit<Thread, 'items'>;
  /** The message to answer. */
  readonly message: UserMessageItem;
  /** The text of the message: its segments joined, quoted text not included. */
  readonly text: string;
  /** Earlier items of the thread, oldest first, without {@link Turn.message}; at most `limit` of the newest (50). */
  history(limit?: number): Promise<StoredItem[]>;
  readonly user: User;
  /** BCP 47 tag of the first language that the client accepts; `en` where it names none. */
  readonly locale: string;
  /** What the page said of itself in the request's `metadata`. It comes from the browser: never trust it. */
  readonly context: Record<string, unknown>;
  /** Aborts when the person stops the answer or goes away. */
  readonly signal: AbortSignal;

  /** A line that says what is being done. Replaced by the next one, gone with the first text. */
  progress(text: string, icon?: string): AgentEvent;
  /** Where the text up to here comes from. Shown as a numbered mark at this place. */
  source(source: Source): AgentEvent;
  /** Tells the page to do something, without waiting for it. */
  effect(name: string, data?: Record<string, unknown>): AgentEvent;
  /** A remark beside the conversation, in Markdown. */
  notice(level: 'info' | 'warning' | 'danger', message: string, title?: string): AgentEvent;
  /** Names the thread. */
  title(title: string): AgentEvent;
}

/**
 * Answers a turn. Yield text as it comes, and events made by the turn's helpers in between.
 *
 * @example
 * const agent: Agent = async function* (turn) {
 *   yield turn.progress('Looking it up…', 'search');
 *   yield `You asked: ${turn.text}`;
 * };
 */
export type Agent = (turn: Turn) => AsyncIterable<string | AgentEvent>;
