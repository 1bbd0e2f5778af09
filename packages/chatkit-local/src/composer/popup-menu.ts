import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons/icon.ts';
import { withElement } from '../parts/with-element.ts';

export interface MenuRow {
  id: string;
  label: string;
  description: string | null;
  icon: TemplateResult | typeof nothing;
  checked: boolean;
  disabled: boolean;
}

export interface MenuView {
  label: string;
  rows: readonly MenuRow[];
  /** Which side of the composer it stands on. */
  side: 'start' | 'end';
  onChoose: (id: string) => void;
  /** `back`: the focus goes to where it came from. */
  onClose: (back: boolean) => void;
}

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowUp: (at, count) => (at + count - 1) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** A menu of which one row can be chosen. It takes the focus when it opens, and gives it back. */
export function menuView({ label, rows, side, onChoose, onClose }: MenuView): TemplateResult {
  const onKeydown = (event: KeyboardEvent): void => {
    const items = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[role=menuitemradio]')];
    const at = items.findIndex((item) => item.matches(':focus'));
    const step = STEPS[event.key];
    const letter = event.key.length === 1 && event.key !== ' ' ? event.key.toLowerCase() : null;
    if (step) items[step(at, items.length)]?.focus();
    else if (letter) {
      const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
      order.find((item) => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') onClose(event.key === 'Escape');
    else return;
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onFocusout = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (!(currentTarget as Element).contains(relatedTarget as Node | null)) onClose(false);
  };
  return html`<div
    class="popup menu ${side}"
    role="menu"
    aria-label=${label}
    tabindex="-1"
    @keydown=${onKeydown}
    @focusout=${onFocusout}
    ${withElement(takeFocus)}
  >
    ${rows.map(
      (row) =>
        html`<button
          type="button"
          class="popup-row"
          role="menuitemradio"
          tabindex="-1"
          aria-checked=${row.checked}
          aria-disabled=${row.disabled}
          @click=${() => (row.disabled ? undefined : onChoose(row.id))}
        >
          ${row.icon}
          <span class="popup-words">
            <span class="popup-label" dir="auto">${row.label}</span>
            ${row.description ? html`<span class="popup-description" dir="auto">${row.description}</span>` : nothing}
          </span>
          ${row.checked ? html`<span class="popup-check">${icon('check')}</span>` : nothing}
        </button>`,
    )}
  </div>`;
}

/** Its rows are drawn after it is. */
function takeFocus(menu: Element): void {
  queueMicrotask(() => {
    const row = menu.querySelector<HTMLElement>('[aria-checked=true]') ?? menu.querySelector<HTMLElement>('button');
    row?.focus({ preventScroll: true });
  });
}
