import type { NodeContext } from './context.ts';
import { readControl, readValues } from './form-values.ts';
import type { ActionConfig } from './types.ts';

/** What is marked while an action runs, where the action leaves it open. */
export type AutoLoading = 'none' | 'self' | 'container';

const isControl = (element: Element): element is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement =>
  element.matches('input, textarea, select');

/** Whether an action has to wait for the answer under way. */
export const isHeldBack = (action: ActionConfig | undefined, { busy }: NodeContext): boolean =>
  busy && action !== undefined && action.handler !== 'client' && action.streaming !== false;

/**
 * Runs the action of a control, with the values of the form around it. While it runs, the control or the whole widget
 * is marked as busy, and a second press does nothing.
 */
export async function runAction(
  element: HTMLElement,
  action: ActionConfig | undefined,
  auto: AutoLoading,
  context: NodeContext,
): Promise<void> {
  if (typeof action?.type !== 'string' || isHeldBack(action, context)) return;
  const form = element.closest('form');
  const values = form ? readValues(form) : isControl(element) ? readControl(element) : {};
  const behaviour = action.loadingBehavior ?? 'auto';
  const where = behaviour === 'auto' ? auto : behaviour;
  const marked = where === 'none' ? null : where === 'self' ? element : element.closest<HTMLElement>('.widget');
  if (marked?.ariaBusy === 'true') return;
  if (marked) mark(marked, true, where === 'container');
  try {
    await context.act(action, values);
  } catch {
    // It was told as chatkit.error by whoever ran it; the widget is there to be tried again.
  } finally {
    if (marked) mark(marked, false, where === 'container');
  }
}

function mark(element: HTMLElement, busy: boolean, inert: boolean): void {
  element.ariaBusy = busy ? 'true' : null;
  if (inert) element.inert = busy;
}
