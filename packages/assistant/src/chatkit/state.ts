import type { AssistantError, AssistantErrorCode } from '../shared/errors.ts';

/**
 * `idle` before anybody needed the chat, then `loading` its script, `connecting`, and `ready` or `failed`; `offline` while
 * there is no network, whether or not the chat is there.
 */
export type Status = 'idle' | 'loading' | 'connecting' | 'ready' | 'offline' | 'failed';

/** What is waited for: the script, the element that it defines, its frame, a first answer of that, a session. */
export type Stage = 'script' | 'definition' | 'frame' | 'answer' | 'session';

/** All that is known of the chat. */
export interface ChatState {
  readonly status: Status;
  readonly stage: Stage | null;
  readonly error: AssistantError | null;
  /** Whether a chat that has answered stands in the panel. */
  readonly up: boolean;
  /** Whether it is the spare renderer. */
  readonly spare: boolean;
}

export const IDLE: ChatState = { status: 'idle', stage: null, error: null, up: false, spare: false };

/** What a network that is gone explains. */
const OF_THE_NETWORK: ReadonlySet<AssistantErrorCode> = new Set([
  'renderer-unreachable',
  'renderer-timeout',
  'frame-timeout',
  'frame-silent',
  'chat-lost',
  'session-unreachable',
  'session-timeout',
  'session-fetcher-failed',
]);

/** The state as it is told: being offline explains why a chat does not come, and hides no mistake of the site's. */
export function toldState(state: ChatState, offline: boolean): ChatState {
  const { status, error } = state;
  const explained = status === 'ready' || (error !== null && OF_THE_NETWORK.has(error.code));
  return offline && explained ? { ...state, status: 'offline' } : state;
}
