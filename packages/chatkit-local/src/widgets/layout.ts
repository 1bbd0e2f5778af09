import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { namedIcon } from '../icons/icon.ts';
import { isAllowedImage } from '../markdown/sanitizer.ts';
import type { NodeContext } from './context.ts';
import { wordsOf, type DrawChildren, type Drawers } from './draw.ts';
import { resolveBackground, resolveColor } from './colors.ts';
import { isHeldBack, runAction, type AutoLoading } from './run-action.ts';
import { alignment, borders, box, length, pick, sides, spacing, styled } from './style.ts';
import type { ActionConfig, Components } from './types.ts';

type Status = NonNullable<Components['Card']['status']>;
type Form = Pick<Components['Form'], 'onSubmitAction' | 'children'>;

/** How many rows a list shows that leaves it to us. */
const AUTO_LIMIT = 5;

const CARD_WIDTHS = { sm: '340px', md: '420px', lg: '520px', full: '100%' };

const flexBox = (
  node: Components['Box'] | Components['Row'] | Components['Col'],
  direction: 'row' | 'col',
  context: NodeContext,
  draw: DrawChildren,
): TemplateResult =>
  html`<div class="w-box w-${direction}" ${styled(box(node, context.scheme))}>${draw(node.children, context)}</div>`;

function statusLine(status: Status, { imageDomains }: NodeContext): TemplateResult {
  const favicon = 'favicon' in status && typeof status.favicon === 'string' ? status.favicon : null;
  const shown = favicon !== null && isAllowedImage(favicon, imageDomains, document.baseURI);
  return html`<div class="w-status">
    ${
      shown
        ? html`<img
            class="w-favicon ${'frame' in status && status.frame ? 'framed' : ''}"
            src=${favicon}
            alt=""
            loading="lazy"
            referrerpolicy="no-referrer"
          />`
        : 'icon' in status && status.icon
          ? namedIcon(status.icon)
          : nothing
    }
    <span dir="auto">${status.text}</span>
  </div>`;
}

/** A form of the page's own, which the page never submits: what it holds goes into an action. */
function form(
  node: Form,
  action: ActionConfig | undefined,
  auto: AutoLoading,
  className: string,
  content: unknown,
  context: NodeContext,
): TemplateResult {
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const target = event.currentTarget as HTMLFormElement;
    void runAction(target, action ?? node.onSubmitAction, auto, context);
  };
  return html`<form class=${className} @submit=${onSubmit}>${content}</form>`;
}

function cardActions({ confirm, cancel, asForm }: Components['Card'], context: NodeContext): unknown {
  if (!confirm && !cancel) return nothing;
  const button = (action: typeof confirm, className: string, submits: boolean) => {
    if (!action) return nothing;
    const onClick = (event: MouseEvent): void => {
      // A submit button leaves it to the form, which looks first whether it is filled in.
      if (!submits) void runAction(event.currentTarget as HTMLElement, action.action, 'container', context);
    };
    return html`<button
      type=${submits ? 'submit' : 'button'}
      class="w-button w-s-lg ${className}"
      aria-disabled=${isHeldBack(action.action, context) ? 'true' : nothing}
      @click=${onClick}
    >
      <span>${action.label}</span>
    </button>`;
  };
  return html`<div class="w-card-actions">
    ${button(cancel, 'w-outline w-c-secondary', false)} ${button(confirm, 'w-solid w-c-primary', asForm === true)}
  </div>`;
}

function card(node: Components['Card'], context: NodeContext, draw: DrawChildren): TemplateResult {
  const { status, asForm, collapsed, size, padding, confirm } = node;
  const body = html`<div class="w-card-body" ${styled(padding === undefined ? {} : sides('padding', padding))}>
      ${draw(node.children, context)}
    </div>
    ${cardActions(node, context)}`;
  const content = asForm ? form(node, confirm?.action, 'container', 'w-card-form', body, context) : body;
  return html`<div
    class="w-card"
    ${styled({
      'max-inline-size': pick(CARD_WIDTHS, size ?? 'md'),
      ...resolveBackground(node.background, context.scheme),
      ...(node.border === undefined ? {} : borders(node.border, context.scheme)),
    })}
  >
    ${
      collapsed
        ? html`<details class="w-fold">
            <summary>
              ${status ? statusLine(status, context) : html`<span class="w-fold-words">${wordsOf(node.children)}</span>`}
            </summary>
            ${content}
          </details>`
        : html`${status ? statusLine(status, context) : nothing}${content}`
    }
  </div>`;
}

function listView(node: Components['ListView'], context: NodeContext, draw: DrawChildren): TemplateResult {
  const rows = Array.isArray(node.children) ? node.children : [];
  const limit = node.limit === 'auto' ? AUTO_LIMIT : typeof node.limit === 'number' ? Math.max(1, node.limit) : null;
  const shown = limit === null ? rows : rows.slice(0, limit);
  const rest = rows.slice(shown.length);
  return html`<div class="w-card w-list">
    ${node.status ? statusLine(node.status, context) : nothing}
    <ul role="list">
      ${draw(shown, context)}
    </ul>
    ${
      rest.length > 0
        ? html`<details class="w-more">
            <summary>${context.strings.loadMore}</summary>
            <ul role="list">
              ${draw(rest, context)}
            </ul>
          </details>`
        : nothing
    }
  </div>`;
}

function listViewItem(node: Components['ListViewItem'], context: NodeContext, draw: DrawChildren): TemplateResult {
  const action: ActionConfig | undefined = node.onClickAction;
  return html`<li
    class="w-row-item ${action ? 'w-pressable' : ''}"
    ${styled({ gap: spacing(node.gap), 'align-items': alignment(node.align) })}
  >
    ${
      // Over the whole row, and beside what is in it: a button may not hold other buttons.
      action
        ? html`<button
            type="button"
            class="w-cover"
            aria-label=${wordsOf(node.children) || action.type}
            aria-disabled=${isHeldBack(action, context) ? 'true' : nothing}
            @click=${(event: MouseEvent) => void runAction(event.currentTarget as HTMLElement, action, 'self', context)}
          ></button>`
        : nothing
    }
    ${draw(node.children, context)}
  </li>`;
}

/** What holds other components, and what stands between them. */
export const layoutDrawers: Drawers<
  'Basic' | 'Card' | 'ListView' | 'ListViewItem' | 'Box' | 'Row' | 'Col' | 'Form' | 'Spacer' | 'Divider' | 'Transition'
> = {
  Basic: (node, context, draw) =>
    html`<div class="w-box w-basic w-${node.direction === 'row' ? 'row' : 'col'}" ${styled(box(node, context.scheme))}>
      ${draw(node.children, context)}
    </div>`,
  Card: card,
  ListView: listView,
  ListViewItem: listViewItem,
  Box: (node, context, draw) => flexBox(node, node.direction === 'row' ? 'row' : 'col', context, draw),
  Row: (node, context, draw) => flexBox(node, 'row', context, draw),
  Col: (node, context, draw) => flexBox(node, 'col', context, draw),
  Form: (node, context, draw) =>
    form(
      node,
      undefined,
      'self',
      'w-form',
      html`<div class="w-box w-${node.direction === 'row' ? 'row' : 'col'}" ${styled(box(node, context.scheme))}>
        ${draw(node.children, context)}
      </div>`,
      context,
    ),
  Spacer: (node) => html`<div class="w-spacer" ${styled({ 'flex-basis': length(node.minSize) })}></div>`,
  Divider: ({ color, size, spacing: room, flush }, { scheme }) =>
    html`<div
      class="w-divider ${flush ? 'flush' : ''}"
      role="separator"
      ${styled({ '--w-line': resolveColor(color, scheme), '--w-size': length(size), '--w-room': spacing(room) })}
    ></div>`,
  Transition: (node, context, draw) => {
    const { children } = node;
    // Another key is another thing: it comes in anew, and the old one goes.
    const key = children?.key ?? children?.id ?? children?.type;
    return html`<div class="w-transition">
      ${keyed(key, html`<div class="w-enter">${draw(children ? [children] : [], context)}</div>`)}
    </div>`;
  },
};
