import type { KbAssistant } from '../element/kb-assistant.ts';

/** What of the element changes by itself. */
export interface AssistantState {
  open: boolean;
  status: KbAssistant['status'];
}

/** Before there is an element. */
export const INITIAL_STATE: AssistantState = { open: false, status: 'idle' };

/**
 * Tells of the element's state now and at each change.
 *
 * @returns ends it
 */
export function watchState(element: KbAssistant, onChange: (state: AssistantState) => void): () => void {
  // An element that is not defined yet has no state.
  const tell = (): void => onChange({ open: element.open ?? false, status: element.status ?? 'idle' });
  // A closing is announced before it happens, and may be refused.
  const tellSoon = (): void => queueMicrotask(tell);
  const events = { 'kb-open': tell, 'kb-close': tellSoon, 'kb-status-change': tell };
  for (const [type, listener] of Object.entries(events)) element.addEventListener(type, listener);
  tell();
  return () => {
    for (const [type, listener] of Object.entries(events)) element.removeEventListener(type, listener);
  };
}
