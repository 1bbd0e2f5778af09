import { withElement } from '../parts/with-element.ts';

/**
 * Gives a field the focus when it has come with the last answer, to somebody who is at work in this chat and not in the
 * middle of writing. The `autofocus` of the platform would give it to whichever field comes first, from anywhere in the
 * page around.
 */
function takeFocus(field: HTMLElement): void {
  // It is drawn before it stands in the chat.
  queueMicrotask(() => {
    const root = field.getRootNode();
    const active = root instanceof ShadowRoot ? root.activeElement : null;
    if (!active?.matches('input, textarea, select, button') || !field.closest('.turn.last')) return;
    const writing = active.matches('input, textarea') && (active as HTMLInputElement).value !== '';
    if (!writing) field.focus({ preventScroll: true });
  });
}

export const autoFocus = (wanted: boolean | undefined): unknown => withElement(wanted ? takeFocus : null);
