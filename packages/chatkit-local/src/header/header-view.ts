import { html, nothing, type TemplateResult } from 'lit';
import { iconButton } from '../element/icon-button.ts';
import type { ViewContext } from '../element/view-context.ts';
import { icon, namedIcon } from '../icons/icon.ts';
import type { HeaderAction } from '../options/resolved-options.ts';

export interface HeaderView extends ViewContext {
  /** Of the open thread; null for a new one. */
  threadTitle: string | null;
  onHistory: () => void;
  onNewChat: () => void;
}

/** A page names an action by its icon only. */
const customAction = (action: HeaderAction | null) =>
  action
    ? iconButton({
        icon: namedIcon(action.icon),
        label: action.icon.replaceAll('-', ' '),
        onClick: () => action.onClick(),
      })
    : nothing;

export function headerView(view: HeaderView): TemplateResult | typeof nothing {
  const { options, strings } = view;
  const { header, history } = options;
  if (!header.enabled) return nothing;
  const title = header.titleText ?? view.threadTitle ?? strings.newChat;
  return html`<div class="header">
    ${customAction(header.leftAction)}
    <h2 class="title" dir="auto">${header.titleEnabled ? title : nothing}</h2>
    ${
      history.enabled
        ? [
            iconButton({
              icon: icon('history'),
              label: strings.history,
              onClick: view.onHistory,
              className: 'to-history',
            }),
            iconButton({
              icon: icon('square-pen'),
              label: strings.newChat,
              onClick: view.onNewChat,
              className: 'to-new',
            }),
          ]
        : nothing
    }
    ${customAction(header.rightAction)}
  </div>`;
}
