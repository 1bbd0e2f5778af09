import type { Workflow, WorkflowItem } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { icon, namedIcon } from '../icons/icon.ts';
import type { ItemContext } from './context.ts';
import { taskTitle, taskView } from './task-views.ts';

/** A duration as the language says it: `8 seconds`, `2 minutes`. */
function duration(seconds: number, locale: string): string {
  const whole = Math.max(1, Math.round(seconds));
  const short = whole < 90;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: short ? 'second' : 'minute',
    unitDisplay: 'long',
  }).format(short ? whole : Math.round(whole / 60));
}

/** The line that stands for a whole workflow: what is being done now, then what it came to. */
function headline({ summary, tasks, type }: Workflow, { strings, running, locale }: ItemContext): string {
  if (summary && 'title' in summary && summary.title) return summary.title;
  if (summary && 'duration' in summary) {
    return strings.thoughtFor.replace('{time}', duration(summary.duration, locale));
  }
  if (!running) return strings.worked;
  const current = tasks.findLast((task) => task.status_indicator === 'loading') ?? tasks.at(-1);
  return (current && taskTitle(current, strings)) || (type === 'reasoning' ? strings.thinking : strings.working);
}

/**
 * The steps behind an answer, folded under one line. Those that the server wants seen stand open; thoughts stand open
 * only for whoever asks for them.
 */
export function workflowView({ workflow }: WorkflowItem, context: ItemContext): TemplateResult | typeof nothing {
  const tasks = Array.isArray(workflow?.tasks) ? workflow.tasks : [];
  if (tasks.length === 0 && !workflow?.summary && !context.running) return nothing;
  const running = context.running && !workflow.summary;
  const open = workflow.expanded ?? (running && workflow.type === 'custom');
  const summaryIcon = workflow.summary && 'icon' in workflow.summary ? workflow.summary.icon : undefined;
  return html`<details class="workflow" ?open=${open}>
    <summary>
      ${summaryIcon ? namedIcon(summaryIcon) : icon('sparkles')}
      <span class=${running ? 'shimmer' : ''} dir="auto"
        >${headline({ ...workflow, tasks }, { ...context, running })}</span
      >
      ${icon('chevron-down')}
    </summary>
    <ul class="tasks" role="list">
      ${tasks.map((task) => taskView(task, context))}
    </ul>
  </details>`;
}
