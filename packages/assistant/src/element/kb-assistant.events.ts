import type { ChatKitEvents } from '@openai/chatkit';
import type { Status } from '../chatkit/controller.ts';
import type { ObservedMessage } from '../chatkit/message-observer.ts';
import type { AssistantError } from '../shared/errors.ts';

/** Who or what opened or closed the panel. */
export type OpenReason = 'launcher' | 'api' | 'ask' | 'restored';
export type CloseReason = 'launcher' | 'close-button' | 'escape' | 'api';

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
  'kb-status-change': CustomEvent<{ status: Status }>;
  /** A message was sent, or an answer is complete. */
  'kb-message': CustomEvent<ObservedMessage>;
}

export type KbAssistantEventMap = AssistantEvents & ChatKitEvents;
