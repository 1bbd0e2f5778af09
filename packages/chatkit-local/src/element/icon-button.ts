import { html, nothing, type TemplateResult } from 'lit';

export interface IconButton {
  icon: TemplateResult;
  /** Its name, shown as a tooltip too. */
  label: string;
  onClick: (event: MouseEvent) => void;
  className?: string;
  disabled?: boolean;
  /** For a button that stays down. */
  pressed?: boolean;
}

export const iconButton = ({ icon, label, onClick, className, disabled, pressed }: IconButton): TemplateResult =>
  html`<button
    type="button"
    class="icon-button ${className ?? ''}"
    aria-label=${label}
    title=${label}
    aria-pressed=${pressed ?? nothing}
    ?disabled=${disabled ?? false}
    @click=${onClick}
  >
    ${icon}
  </button>`;
