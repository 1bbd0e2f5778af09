import type { ChatKitEvents } from '@openai/chatkit';
import type { ChatState } from '../chatkit/state.ts';
import type { ObservedMessage } from '../chatkit/message-observer.ts';
import type { AssistantError } from '../shared/errors.ts';
import type { ToolCall } from '../tools/types.ts';

/** Who or what opened or closed the panel. */
export type OpenReason =
  | 'launcher'
  | 'api'
  | 'ask'
  | 'restored'
  /** A key combination of `shortcut`. */
  | 'shortcut'
  /** An element of the page with `data-kb-open`. */
  | 'page'
  | 'teaser'
  /** A quick prompt beside the launcher. */
  | 'prompt'
  /** `mode="inline"`, which stands in the page. */
  | 'inline';
export type CloseReason = 'launcher' | 'close-button' | 'escape' | 'api' | 'shortcut' | 'outside';

/** The events of the shell, by name. */
export interface AssistantEvents {
  /** The panel has opened. */
  'kb-open': CustomEvent<{ reason: OpenReason }>;
  /** The panel is about to close; `preventDefault()` keeps it open. */
  'kb-close': CustomEvent<{ reason: CloseReason }>;
  /** The chat is up. */
  'kb-ready': CustomEvent<void>;
  /** Something failed. */
  'kb-error': CustomEvent<{ code: AssistantError['code']; error: AssistantError }>;
  /** The connection has gone a step on, or back. */
  'kb-status-change': CustomEvent<Pick<ChatState, 'status' | 'stage' | 'spare'>>;
  /** A message was sent, or an answer is complete. */
  'kb-message': CustomEvent<ObservedMessage>;
  /** The agent has called a tool of the page, and was answered. */
  'kb-tool': CustomEvent<ToolCall>;
}

export type KbAssistantEventMap = AssistantEvents & ChatKitEvents;
