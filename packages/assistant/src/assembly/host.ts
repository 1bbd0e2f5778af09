import type { ReactiveElement } from '@lit/reactive-element';
import type { ChatKitCommands } from '../chatkit/commands.ts';
import type { Inputs } from '../config/types.ts';
import type { AssistantEvents, CloseReason, OpenReason } from './events.ts';

/** The element, as far as what is behind its launcher knows it. */
export interface Host extends ReactiveElement, Inputs, ChatKitCommands {
  readonly open: boolean;
  readonly debug: boolean;
  readonly closeOnOutsideClick: boolean;
  readonly draggableLauncher: boolean;
  readonly promptsOnLauncher: boolean;
  readonly withoutLauncher: boolean;
}

/** How the panel was opened. */
export interface Opening {
  reason: OpenReason;
  /** Whether the focus is wanted in the panel. */
  focus: boolean;
  /** What it was opened from, for the focus to go back to. */
  from: HTMLElement | null;
}

/** What the element alone can do, for what is behind its launcher. */
export interface Shell {
  /** How it was opened the last time. */
  opening(): Opening;
  open(opening: Pick<Opening, 'reason'> & Partial<Opening>): void;
  close(reason: CloseReason): void;
  emit<K extends keyof AssistantEvents>(type: K, detail: AssistantEvents[K]['detail']): void;
}
