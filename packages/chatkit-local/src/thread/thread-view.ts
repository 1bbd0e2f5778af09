import type { ThreadItem } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { isBusy, itemsOf, type ConversationState } from '../conversation/state.ts';
import type { Turn } from '../conversation/turns.ts';
import type { ViewContext } from '../element/view-context.ts';
import { icon, namedIcon } from '../icons/icon.ts';
import { markdown } from '../markdown/markdown.ts';
import { plainMarkdown } from '../markdown/plain-markdown.ts';
import { answerView, questionView } from './message-views.ts';
import { domainsOf, richItem, widgetItem, type RichItemActions } from './rich-items.ts';
import { turnActions } from './turn-actions.ts';
import type { Chunk } from './turn-window.ts';

export interface ThreadView extends ViewContext, RichItemActions {
  state: ConversationState;
  /** The turn that was just sent stands at the top, with room below for its answer. */
  anchored: boolean;
  /** The turn whose answer was just copied. */
  copied: string | null;
  onCopy: (turnKey: string, text: string) => void;
  onFeedback: (itemIds: string[], kind: 'positive' | 'negative') => void;
  onRetry: () => void;
  onRetryAfter: (itemId: string) => void;
  onLoadOlder: () => void;
  /** What is drawn of the items, and of a message on its way to them. */
  look: (items: readonly ThreadItem[], pending: boolean) => Chunk[];
}

export function threadView(view: ThreadView): TemplateResult {
  const { state, strings } = view;
  if (state.loading && !state.thread) return skeleton(state.progress?.text, strings.loading);
  const chunks = view.look(itemsOf(state), state.pending !== null);
  const last = chunks.at(-1)?.turns.at(-1);
  return html`<div class="turns">
    ${olderView(view)}
    ${repeat(
      chunks,
      ({ key }) => key,
      (chunk) => chunkView(chunk, last, view),
    )}
    ${last ? nothing : underLast(view)}
  </div>`;
}

/** What makes a difference to the look of every turn. */
const surroundings = (view: ThreadView): unknown[] => [view.strings, view.options, String(domainsOf(view))];

/** Some turns. While an answer grows, those before it of words alone are not even looked at. */
function chunkView({ turns, settled }: Chunk, last: Turn | undefined, view: ThreadView): unknown {
  const draw = () =>
    html`<div class="chunk ${settled ? 'settled' : ''}">
      ${repeat(
        turns,
        ({ key }) => key,
        (turn) => (turn === last ? turnView(turn, true, view) : earlierTurn(turn, view)),
      )}
    </div>`;
  if (turns.some((turn) => turn === last || !turn.plain)) return draw();
  return guard([...turns, settled, view.copied, view.state.feedback, ...surroundings(view)], draw);
}

const skeleton = (trouble: string | undefined, label: string) =>
  html`<div class="turns">
    <div class="skeleton text" role="status" aria-label=${trouble ?? label}>${trouble}<b></b><i></i><i></i><i></i></div>
  </div>`;

function olderView({ state, strings, onLoadOlder }: ThreadView): TemplateResult | typeof nothing {
  if (state.older === 'none') return nothing;
  if (state.older === 'failed') {
    return html`<button type="button" class="button load-more" @click=${onLoadOlder}>${strings.loadMore}</button>`;
  }
  return html`<div class="older" role="status" aria-label=${strings.loading}><i></i><i></i><i></i></div>`;
}

function earlierTurn(turn: Turn, view: ThreadView): unknown {
  const { question, answers } = turn;
  if (!turn.plain) return turnView(turn, false, view);
  const copied = view.copied === turn.key;
  const given = view.state.feedback.get(answers[0]?.id ?? '');
  return guard([question, ...answers, copied, given, ...surroundings(view)], () => turnView(turn, false, view));
}

function turnView(turn: Turn, last: boolean, view: ThreadView): TemplateResult {
  const { state } = view;
  const pending = turn.key === 'pending' ? state.pending : null;
  const running = last && isBusy(state);
  const final = turn.answers.findLast((item) => item.type !== 'end_of_turn');
  return html`<div
    class="turn ${last ? 'last' : ''} ${last && view.anchored ? 'anchored' : ''} ${pending ? 'pending' : ''}"
  >
    ${pending ? questionView(pending, view) : nothing}
    ${turn.question ? questionView({ ...turn.question, quote: turn.question.quoted_text ?? '' }, view) : nothing}
    ${last ? noticeViews(view) : nothing}
    ${repeat(
      turn.answers,
      ({ id }) => id,
      (item) => itemView(item, running && item === final, view),
    )}
    ${running ? nothing : turnActions(turn, last, view)} ${last ? underLast(view) : nothing}
  </div>`;
}

type ItemDrawer<T extends ThreadItem> = (
  item: T,
  growing: boolean,
  view: ThreadView,
) => TemplateResult | typeof nothing;

const NOT_DRAWN = (): typeof nothing => nothing;

/** How each item of an answer is drawn. A new one in the protocol fails to compile here. */
const ITEMS: { [T in ThreadItem['type']]: ItemDrawer<Extract<ThreadItem, { type: T }>> } = {
  assistant_message: (item, growing, view) => {
    if (!item.content.some((part) => part.text !== '')) return nothing;
    // While one answer grows, all the others stay as they are: they are not even looked at.
    return html`${guard([item, growing, ...surroundings(view)], () => answerView({ item, growing, ...view, imageDomains: domainsOf(view) }))}`;
  },
  // A turn draws its question itself.
  user_message: NOT_DRAWN,
  client_tool_call: (item, running, view) =>
    running && item.status === 'pending' ? richItem(item, running, view) : nothing,
  widget: (item, _, view) => widgetItem(item, view),
  generated_image: richItem,
  structured_input: richItem,
  workflow: richItem,
  task: richItem,
  end_of_turn: NOT_DRAWN,
};

function itemView(item: ThreadItem, growing: boolean, view: ThreadView): TemplateResult | typeof nothing {
  if (!Object.hasOwn(ITEMS, item.type)) {
    view.tell('unknown-item', { type: item.type });
    return nothing;
  }
  return (ITEMS[item.type] as ItemDrawer<ThreadItem>)(item, growing, view);
}

const NOTICE_ICONS = { info: 'info', warning: 'triangle-alert', danger: 'circle-alert' } as const;

/** What the server has to say about the answer, before it. */
const noticeViews = ({ state, strings }: ThreadView) =>
  state.notices.map(
    ({ level, title, message }) =>
      html`<div class="notice ${level}" role="status">
        ${icon(NOTICE_ICONS[level] ?? 'info')}
        <div class="notice-text">
          ${title ? html`<strong dir="auto">${title}</strong>` : nothing} ${markdown(message, plainMarkdown(strings))}
        </div>
      </div>`,
  );

/** Whether the answer under way shows by itself that it goes on. */
function isShowing(state: ConversationState): boolean {
  const last = itemsOf(state).at(-1);
  if (state.pending || !last || last.type === 'user_message' || last.type === 'end_of_turn') return false;
  return last.type !== 'assistant_message' || last.content.some((part) => part.text.trim() !== '');
}

/** What is said at the end of a thread: how far the answer is, and what went wrong. */
function underLast({ state, strings, onRetry }: ThreadView): TemplateResult {
  const problem = state.failure ?? (state.thread || state.threadId !== null ? state.loadFailure : null);
  return html`${isBusy(state) && (state.progress || !isShowing(state)) ? progress(state, strings.thinking) : nothing}
    ${
      problem
        ? html`<div class="failure" role="alert">
            ${icon('circle-alert')}
            <span class="failure-text" dir="auto">${problem.message}</span>
            ${
              problem.retryable
                ? html`<button type="button" class="button" @click=${onRetry}>
                    ${icon('rotate-ccw')}${strings.retry}
                  </button>`
                : nothing
            }
          </div>`
        : nothing
    }
    <div id="end"></div>`;
}

const progress = (state: ConversationState, thinking: string) =>
  html`<div class="progress" role="status">
    ${state.progress?.icon ? namedIcon(state.progress.icon) : icon('sparkles')}
    <span class="shimmer" dir="auto">${state.progress?.text ?? thinking}</span>
  </div>`;
