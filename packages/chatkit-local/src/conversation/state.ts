import type { EventFields, Thread, ThreadItem } from '@kb-assistant/protocol';
import type { OutgoingMessage } from './message.ts';

export type ConversationStatus =
  | 'idle'
  /** A message is on its way; nothing of an answer has come. */
  | 'submitting'
  /** The server is answering. */
  | 'streaming';

export interface Failure {
  /** For people. */
  message: string;
  retryable: boolean;
}

/** Everything there is to show of one conversation. Never changed in place. */
export interface ConversationState {
  readonly threadId: string | null;
  /** Null for a new chat, and until a thread has been loaded. Its items are in ascending order. */
  readonly thread: Thread | null;
  readonly status: ConversationStatus;
  /** The person's message until the server has taken it. */
  readonly pending: OutgoingMessage | null;
  readonly progress: { text: string; icon?: string } | null;
  readonly notices: readonly EventFields['notice'][];
  readonly failure: Failure | null;
  readonly cancellable: boolean;
  /** A thread is being fetched. */
  readonly loading: boolean;
  /** What went wrong when a thread was fetched. */
  readonly loadFailure: Failure | null;
  /** Items that come before the ones here. */
  readonly older: 'none' | 'more' | 'loading' | 'failed';
  readonly feedback: ReadonlyMap<string, 'positive' | 'negative'>;
  /** How much of an image under way is there, from 0 to 1, by item. */
  readonly imageProgress: ReadonlyMap<string, number>;
}

export const EMPTY_STATE: ConversationState = {
  threadId: null,
  thread: null,
  status: 'idle',
  pending: null,
  progress: null,
  notices: [],
  failure: null,
  cancellable: true,
  loading: false,
  loadFailure: null,
  older: 'none',
  feedback: new Map(),
  imageProgress: new Map(),
};

export const itemsOf = (state: ConversationState): readonly ThreadItem[] => state.thread?.items.data ?? [];

export const isBusy = (state: ConversationState): boolean => state.status !== 'idle';
