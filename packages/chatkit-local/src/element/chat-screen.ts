import type { ThreadStatus } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { chosenTool } from '../composer/composer-parts.ts';
import { composerView } from '../composer/composer-view.ts';
import { isBusy } from '../conversation/state.ts';
import { headerView } from '../header/header-view.ts';
import { historyPart } from '../history/history-part.ts';
import type { ThreadListState } from '../history/thread-list.ts';
import { icon } from '../icons/icon.ts';
import { API_PROBLEMS } from '../options/api-problems.ts';
import type { Need } from '../parts/part-loader.ts';
import { startScreenView } from '../start-screen/start-screen-view.ts';
import { directionOf, languageOfStrings } from '../strings/locale.ts';
import type { ScrollKeeper } from '../thread/scroll-keeper.ts';
import { threadView } from '../thread/thread-view.ts';
import type { TurnWindow } from '../thread/turn-window.ts';
import type { Chat } from './chat.ts';
import { iconButton } from './icon-button.ts';
import type { ViewContext } from './view-context.ts';

/** What a screen is drawn from, and what it asks for that needs more than the chat: the focus, the clipboard. */
export interface Screen {
  chat: Chat;
  scroll: ScrollKeeper;
  turns: TurnWindow;
  /** Fetches the parts that what is drawn needs. */
  need: Need;
  /** Whether the first screen has been drawn. */
  ready: boolean;
  /** The turn whose answer was just copied. */
  copied: string | null;
  onKeydown: (event: KeyboardEvent) => void;
  onClick: (event: MouseEvent) => void;
  onPoint: (event: Event) => void;
  onCopy: (turnKey: string, text: string) => void;
  onPrompted: () => void;
  onHistory: () => void;
  onLeaveHistory: (...focus: string[]) => void;
  onNewChat: () => void;
  onEditRow: (editing: ThreadListState['editing']) => void;
  onRowChanged: (threadId: string) => void;
}

const ACTIVE: ThreadStatus = { type: 'active' };

export function chatScreen(screen: Screen): TemplateResult {
  const { chat } = screen;
  const { options, strings } = chat;
  const context: ViewContext = { options, strings };
  const history = chat.history.state.open ? historyLayer(screen, context) : null;
  return html`<div
    class="chat"
    role="region"
    aria-label=${options.frameTitle ?? strings.chat}
    lang=${languageOfStrings(options.locale)}
    dir=${directionOf(options.locale)}
    @keydown=${screen.onKeydown}
    @click=${screen.onClick}
    @pointerover=${screen.onPoint}
    @pointerleave=${screen.onPoint}
    @focusin=${screen.onPoint}
  >
    <div class="main" ?inert=${history !== null}>
      ${headerView({
        ...context,
        threadTitle: chat.conversation.state.thread?.title ?? null,
        onHistory: screen.onHistory,
        onNewChat: screen.onNewChat,
      })}
      ${middle(screen, context)} ${composer(screen, context)}
    </div>
    ${history ?? nothing} ${chat.parts?.over() ?? nothing}
    <div class="hidden announcer" role="status"></div>
  </div>`;
}

function showsThread({ chat, ready }: Screen): boolean {
  const { threadId, pending } = chat.conversation.state;
  const coming = !ready && chat.options.initialThread !== null;
  return chat.options.api.type === 'custom' && (coming || threadId !== null || pending !== null);
}

function middle(screen: Screen, context: ViewContext): TemplateResult {
  const thread = showsThread(screen);
  const { scroll } = screen;
  const { chat, latest } = context.strings;
  return html`<div class="middle">
    <div class="scroller" tabindex="0" role=${thread ? 'log' : 'group'} aria-live="off" aria-label=${chat}>
      ${thread ? conversation(screen, context) : start(screen, context)}
    </div>
    ${
      thread && !scroll.atEnd
        ? iconButton({ icon: icon('arrow-down'), label: latest, onClick: () => scroll.toEnd(), className: 'latest' })
        : nothing
    }
  </div>`;
}

function conversation({ chat, ready, copied, onCopy, need, turns }: Screen, context: ViewContext): TemplateResult {
  const { state } = chat.conversation;
  return threadView({
    ...context,
    state: ready ? state : { ...state, loading: true },
    anchored: chat.anchored && !context.options.thread.autoScroll,
    copied,
    onCopy,
    onFeedback: (ids, kind) => void chat.conversation.giveFeedback(ids, kind),
    onRetry: () => chat.retry(),
    onRetryAfter: (itemId) => chat.retryAfter(itemId),
    onLoadOlder: () => void chat.conversation.loadOlder(),
    look: turns.look,
    need,
    widgetHost: chat,
    onAnswer: (itemId, submission) => chat.answer(itemId, submission),
    tell: (name, data) => chat.tell(name, data),
  });
}

function start({ chat, onPrompted }: Screen, context: ViewContext): TemplateResult {
  const { api } = context.options;
  if (api.type !== 'custom') {
    return html`<div class="start">
      <div class="failure" role="alert">
        ${icon('circle-alert')}
        <span class="failure-text">${API_PROBLEMS[api.type]}</span>
      </div>
    </div>`;
  }
  return startScreenView({
    ...context,
    note: chat.conversation.state.loadFailure?.message ?? null,
    expanded: chat.promptsExpanded,
    onExpand: () => chat.expandPrompts(),
    onPrompt: (prompt) => {
      chat.sendPrompt(prompt);
      onPrompted();
    },
  });
}

function composer({ chat, onNewChat }: Screen, context: ViewContext): TemplateResult {
  const { state } = chat.conversation;
  return composerView({
    ...context,
    draft: chat.draft,
    parts: chat.parts,
    tool: chosenTool(context.options, chat.selection),
    status: state.thread?.status ?? ACTIVE,
    busy: isBusy(state),
    cancellable: state.cancellable,
    waiting: state.loading,
    disabled: context.options.api.type !== 'custom',
    onInput: (text) => chat.changeText(text),
    onRemoveQuote: () => chat.changeDraft({ quote: '' }),
    onSend: () => chat.sendDraft(),
    onStop: () => chat.conversation.stop(),
    onNewChat,
  });
}

/** Null until it has come: until then the chat below can be used. */
function historyLayer(screen: Screen, context: ViewContext): TemplateResult | null {
  const part = screen.need(historyPart);
  if (!part || part === 'failed') return null;
  const { chat, onLeaveHistory, onNewChat, onEditRow, onRowChanged } = screen;
  const list = chat.history;
  const currentId = chat.conversation.state.threadId;
  return part.historyView({
    ...context,
    list: list.state,
    currentId,
    onBack: () => onLeaveHistory(),
    onNewChat,
    onOpen: (threadId) => {
      onLeaveHistory('.scroller');
      if (threadId !== currentId) chat.open(threadId);
    },
    onEdit: onEditRow,
    onRename: (threadId, title) => {
      void list.rename(threadId, title);
      onRowChanged(threadId);
    },
    onDelete: (threadId) => {
      void list.delete(threadId);
      onRowChanged(threadId);
    },
    onLoadMore: () => void list.loadMore(),
    onRetry: () => void list.reload(),
  });
}
