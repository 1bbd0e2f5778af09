import type { Thread } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { iconButton } from '../element/icon-button.ts';
import type { ViewContext } from '../element/view-context.ts';
import { icon } from '../icons/icon.ts';
import { relativeDate } from './relative-date.ts';
import type { ThreadListState } from './thread-list.ts';

export { historyStyles as styles } from './history.styles.ts';

export interface HistoryView extends ViewContext {
  list: ThreadListState;
  currentId: string | null;
  onBack: () => void;
  onNewChat: () => void;
  onOpen: (threadId: string) => void;
  onEdit: (editing: ThreadListState['editing']) => void;
  onRename: (threadId: string, title: string) => void;
  onDelete: (threadId: string) => void;
  onLoadMore: () => void;
  onRetry: () => void;
}

export function historyView(view: HistoryView): TemplateResult {
  const { strings, options } = view;
  return html`<section class="history" role="dialog" aria-label=${strings.history}>
    <div class="header">
      ${iconButton({ icon: icon('arrow-left'), label: strings.back, onClick: view.onBack, className: 'back' })}
      <h2 class="title">${strings.history}</h2>
      ${
        // Whoever drew a header instead of ours has such a button in it.
        options.header.enabled
          ? iconButton({ icon: icon('square-pen'), label: strings.newChat, onClick: view.onNewChat })
          : nothing
      }
    </div>
    <div class="history-scroller" @scroll=${(event: Event) => onScroll(event, view)}>${content(view)}</div>
  </section>`;
}

/** The next page comes before the end of this one is reached. */
function onScroll(event: Event, view: HistoryView): void {
  const { scrollTop, clientHeight, scrollHeight } = event.currentTarget as HTMLElement;
  if (scrollHeight - scrollTop - clientHeight < clientHeight && view.list.failure === null) view.onLoadMore();
}

function content(view: HistoryView): TemplateResult {
  const { list, strings } = view;
  if (list.threads === null && list.loading) return skeleton(list.retrying && strings.reconnecting, strings.loading);
  return html`${list.failure ? failed(list.failure, view) : nothing}
  ${
    list.threads?.length
      ? html`<ul class="threads" role="list">
            ${repeat(
              list.threads,
              ({ id }) => id,
              (thread) => row(thread, view),
            )}
          </ul>
          ${
            list.after === null
              ? nothing
              : html`<button type="button" class="button load-more" ?disabled=${list.loading} @click=${view.onLoadMore}>
                  ${list.loading ? strings.loading : strings.loadMore}
                </button>`
          }`
      : list.failure
        ? nothing
        : empty(view)
  }`;
}

const skeleton = (trouble: string | false, label: string) =>
  html`<div class="skeleton rows" role="status" aria-label=${trouble || label}>
    ${trouble || nothing}<i></i><i></i><i></i><i></i>
  </div>`;

const failed = (message: string, { list, onRetry, strings }: HistoryView) =>
  html`<div class="failure" role="alert">
    ${icon('circle-alert')}
    <span class="failure-text" dir="auto">${message}</span>
    ${
      list.threads === null
        ? html`<button type="button" class="button" @click=${onRetry}>${strings.retry}</button>`
        : nothing
    }
  </div>`;

const empty = ({ strings, onNewChat }: HistoryView) =>
  html`<div class="empty">
    <span class="empty-icon">${icon('message-circle')}</span>
    <p class="empty-title">${strings.noHistory}</p>
    <p class="empty-hint">${strings.noHistoryHint}</p>
    <button type="button" class="button" @click=${onNewChat}>${strings.newChat}</button>
  </div>`;

function row(thread: Thread, view: HistoryView): TemplateResult {
  const { editing } = view.list;
  const current = thread.id === view.currentId;
  const what = editing?.threadId === thread.id ? editing.what : null;
  return html`<li class="thread-row ${current ? 'current' : ''} ${what ?? ''}">
    ${what === 'rename' ? renameRow(thread, view) : what === 'delete' ? deleteRow(thread, view) : plainRow(thread, current, view)}
  </li>`;
}

const titleOf = (thread: Thread, view: HistoryView): string => thread.title || view.strings.newChat;

function plainRow(thread: Thread, current: boolean, view: HistoryView): TemplateResult {
  const { options, strings } = view;
  const title = titleOf(thread, view);
  const edit = (what: 'rename' | 'delete') => () => view.onEdit({ threadId: thread.id, what });
  return html`<button
      type="button"
      class="thread-open"
      data-thread=${thread.id}
      aria-current=${current ? 'true' : nothing}
      @click=${() => view.onOpen(thread.id)}
    >
      <span class="thread-title" dir="auto">${title}</span>
      <span class="thread-date"
        >${current ? html`<span class="thread-now">${strings.current}</span>` : nothing}<time
          datetime=${thread.created_at}
          >${relativeDate(thread.created_at, options.locale)}</time
        ></span
      >
    </button>
    <span class="thread-actions">
      ${
        options.history.showRename
          ? iconButton({ icon: icon('pencil'), label: `${strings.rename}: ${title}`, onClick: edit('rename') })
          : nothing
      }
      ${
        options.history.showDelete
          ? iconButton({ icon: icon('trash-2'), label: `${strings.delete}: ${title}`, onClick: edit('delete') })
          : nothing
      }
    </span>`;
}

function renameRow(thread: Thread, view: HistoryView): TemplateResult {
  const { strings } = view;
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).querySelector('input');
    view.onRename(thread.id, input?.value ?? '');
  };
  return html`<form class="rename-form" @submit=${onSubmit}>
    <input
      class="rename-input"
      dir="auto"
      maxlength="200"
      autocomplete="off"
      aria-label=${strings.title}
      .value=${titleOf(thread, view)}
    />
    <button type="submit" class="icon-button" aria-label=${strings.save} title=${strings.save}>${icon('check')}</button>
    ${iconButton({ icon: icon('x'), label: strings.cancel, onClick: () => view.onEdit(null) })}
  </form>`;
}

function deleteRow(thread: Thread, view: HistoryView): TemplateResult {
  const { strings } = view;
  return html`<div class="delete-form" role="group" aria-label=${`${strings.deleteQuestion} ${titleOf(thread, view)}`}>
    <span class="delete-question">
      <span class="thread-title" dir="auto">${titleOf(thread, view)}</span>
      <span class="thread-date">${strings.deleteQuestion}</span>
    </span>
    <button type="button" class="button" @click=${() => view.onEdit(null)}>${strings.cancel}</button>
    <button type="button" class="button danger" @click=${() => view.onDelete(thread.id)}>${strings.delete}</button>
  </div>`;
}
