/** Focuses the first of these that is there. The page around is not scrolled for it. */
export function focusFirst(root: ParentNode, ...selectors: string[]): void {
  for (const selector of selectors) {
    const target = root.querySelector<HTMLElement>(selector);
    if (!target || target.matches(':disabled')) continue;
    target.focus({ preventScroll: true });
    if (target instanceof HTMLInputElement) target.select();
    return;
  }
}

/** Where the focus goes when a person wants to write; not where a finger would bring up a keyboard unasked. */
export const writingPlace = (): string =>
  matchMedia('(hover: none) and (pointer: coarse)').matches ? '.scroller' : 'textarea';

/** Where the focus goes when the history closes. */
export const AFTER_HISTORY = ['.to-history', 'textarea'];

export const threadRow = (threadId: string): string => `[data-thread="${CSS.escape(threadId)}"]`;
