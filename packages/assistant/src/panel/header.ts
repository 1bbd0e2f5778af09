import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Strings } from '../strings/strings.ts';
import { iconButton } from './icon-button.ts';

export interface HeaderView {
  heading: string;
  strings: Strings;
  /** Said under the title, where there is something to say. */
  state: string | null;
  /** Whether there is a chat that history and a new one can be asked of. */
  ready: boolean;
  historyOpen: boolean;
  /** `null` where the panel cannot be made larger. */
  expanded: boolean | null;
  /** Whether there is anything to close: a panel that is part of the page stays. */
  closable: boolean;
  onHistory: () => void;
  onNewChat: () => void;
  onExpand: () => void;
  onClose: () => void;
}

/** The panel's top line. It is the shell's, so that the panel can be closed whatever became of the chat. */
export function headerView(view: HeaderView): TemplateResult {
  const { heading, strings, state, ready, historyOpen, expanded, onHistory, onNewChat, onExpand } = view;
  return html`<header class="header" part="header">
    <div class="titles">
      <slot name="header">
        <h2 class="title">${heading}</h2>
        <p class="state">${state ?? nothing}</p>
      </slot>
    </div>
    ${iconButton({ icon: 'history', label: strings.history, onClick: onHistory, hidden: !ready, pressed: historyOpen })}
    ${iconButton({ icon: 'square-pen', label: strings.newChat, onClick: onNewChat, hidden: !ready })}
    ${
      expanded === null
        ? nothing
        : iconButton({
            icon: expanded ? 'minimize-2' : 'maximize-2',
            label: strings.expand,
            onClick: onExpand,
            pressed: expanded,
            part: 'expand',
          })
    }
    ${closeButton(view)}
  </header>`;
}

/** What is left of the header where the site wants none: the way out, which must never be missing. */
export const loneCloseView = (view: HeaderView): TemplateResult =>
  html`<div class="lone-close">${closeButton(view)}</div>`;

const closeButton = ({ heading, strings, closable, onClose }: HeaderView): unknown =>
  closable ? iconButton({ icon: 'x', label: strings.close(heading), onClick: onClose, part: 'close' }) : nothing;
