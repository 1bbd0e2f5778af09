import type { Source, Task } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { icon, namedIcon } from '../icons/icon.ts';
import { sourceOrigin, sourceUrl } from '../markdown/citations.ts';
import { markdown } from '../markdown/markdown.ts';
import { plainMarkdown } from '../markdown/plain-markdown.ts';
import type { Strings } from '../strings/strings.ts';
import type { ItemContext } from './context.ts';

type Drawn = TemplateResult | typeof nothing;

interface TaskLooks {
  icon: TemplateResult;
  title: string;
  body: Drawn;
}

type Looks<T extends Task['type']> = (task: Extract<Task, { type: T }>, context: ItemContext) => TaskLooks;

const words = (text: string | undefined, { strings, imageDomains }: ItemContext): Drawn =>
  text ? html`<div class="task-words">${markdown(text, { ...plainMarkdown(strings), imageDomains })}</div>` : nothing;

const list = <T>(value: readonly T[] | undefined): readonly T[] => (Array.isArray(value) ? value : []);

function sourceRow(source: Source): TemplateResult {
  const url = sourceUrl(source);
  const origin = sourceOrigin(source);
  const content = html`${source.type === 'url' ? icon('globe') : namedIcon('document')}
    <span class="task-source-title" dir="auto">${source.title || origin}</span>
    ${origin && origin !== source.title ? html`<span class="task-source-origin" dir="auto">${origin}</span>` : nothing}`;
  return html`<li>
    ${
      url
        ? html`<a class="task-source" href=${url.href} target="_blank" rel="noopener noreferrer" .subject=${source}
            >${content}</a
          >`
        : html`<span class="task-source" .subject=${source}>${content}</span>`
    }
  </li>`;
}

const sources = (all: readonly Source[]): Drawn =>
  all.length === 0
    ? nothing
    : html`<ul class="task-sources" role="list">
        ${all.map(sourceRow)}
      </ul>`;

/** How each kind of task looks. A new one in the protocol fails to compile here. */
const TASKS: { [T in Task['type']]: Looks<T> } = {
  custom: (task, context) => ({
    icon: task.icon ? namedIcon(task.icon) : html`<i class="task-dot"></i>`,
    title: task.title ?? '',
    body: words(task.content, context),
  }),
  thought: (task, context) => ({
    icon: html`<i class="task-dot"></i>`,
    title: task.title ?? '',
    body: words(task.content, context),
  }),
  web_search: (task, { strings }) => ({
    icon: namedIcon('search'),
    title: task.title ?? task.title_query ?? strings.searchedWeb,
    body: html`${
      list(task.queries).length > 0
        ? html`<ul class="task-queries" role="list">
            ${list(task.queries).map((query) => html`<li dir="auto">${namedIcon('search')}${query}</li>`)}
          </ul>`
        : nothing
    }${sources(list(task.sources))}`,
  }),
  file: (task, { strings }) => ({
    icon: namedIcon('document'),
    title: task.title ?? strings.lookedAtFiles,
    body: sources(list(task.sources)),
  }),
  image: (task, { strings }) => ({
    icon: namedIcon('square-image'),
    title: task.title ?? strings.madeImage,
    body: nothing,
  }),
};

/** What a task is called, for the line over all of them. */
export function taskTitle(task: Task, strings: Strings): string {
  if (task.title) return task.title;
  if (task.type === 'web_search') return task.title_query ?? strings.searchedWeb;
  return task.type === 'file' ? strings.lookedAtFiles : task.type === 'image' ? strings.drawing : '';
}

/** One step, with what was found in it. */
export function taskView(task: Task, context: ItemContext): Drawn {
  if (!Object.hasOwn(TASKS, task?.type)) return nothing;
  const { icon: sign, title, body } = (TASKS[task.type] as Looks<Task['type']>)(task, context);
  const status = task.status_indicator ?? 'none';
  const loading = status === 'loading' && context.running;
  return html`<li class="task ${loading ? 'loading' : ''}" aria-busy=${loading ? 'true' : nothing}>
    <span class="task-icon"
      >${loading ? html`<i class="spinner"></i>` : status === 'complete' ? icon('check') : sign}</span
    >
    <div class="task-body">
      ${title ? html`<p class="task-title ${loading ? 'shimmer' : ''}" dir="auto">${title}</p>` : nothing} ${body}
    </div>
  </li>`;
}
