import { html, nothing, type TemplateResult } from 'lit/html.js';
import { drawIcon } from '../shared/draw-icon.ts';
import type { IconName } from '../shared/icons.ts';

export interface IconButton {
  icon: IconName;
  /** Its name for everybody: label and tooltip. */
  label: string;
  onClick: () => void;
  hidden?: boolean;
  pressed?: boolean;
  part?: string;
}

/** A button with a picture and no words, as the header has them. */
export const iconButton = ({ icon, label, onClick, hidden = false, pressed, part }: IconButton): TemplateResult =>
  html`<button
    class="ghost"
    type="button"
    part=${part ?? nothing}
    ?hidden=${hidden}
    aria-label=${label}
    title=${label}
    aria-pressed=${pressed ?? nothing}
    @click=${onClick}
  >
    ${drawIcon(icon)}
  </button>`;
