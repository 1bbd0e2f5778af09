import type { StructuredInputSubmission, ThreadItem, WidgetItem } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { isBusy } from '../conversation/state.ts';
import type { ImageDomains } from '../markdown/sanitizer.ts';
import { LazyPart } from '../parts/lazy-part.ts';
import type { Need } from '../parts/part-loader.ts';
import type { WidgetHost } from '../widgets/widget-actions.ts';
import type { ThreadView } from './thread-view.ts';

/** What the items need that are more than words, and whose code comes when a thread has one. */
export interface RichItemActions {
  need: Need;
  widgetHost: WidgetHost;
  onAnswer: (itemId: string, submission: StructuredInputSubmission) => void;
  /** Tells the page what cannot be drawn, once each. */
  tell: (name: string, data: Record<string, unknown>) => void;
}

const items = new LazyPart(() => import('../items/item-view.ts'));
const widgets = new LazyPart(() => import('../widgets/widget-view.ts'));

type Rich = Parameters<Awaited<ReturnType<typeof items.load>>['itemView']>[0];

/** Room for what is on its way; what it says where it will not come. */
const placeholder = (missing: boolean, { strings }: ThreadView, words?: string): TemplateResult =>
  missing
    ? html`<p class="part-failed">${words ?? strings.partFailed}</p>`
    : html`<div class="part-coming" role="status" aria-label=${strings.loading}></div>`;

/** Where the images of the open thread may come from. */
export const domainsOf = ({ state }: ThreadView): ImageDomains => state.thread?.allowed_image_domains ?? null;

export function richItem(item: Rich, running: boolean, view: ThreadView): TemplateResult {
  const part = view.need(items);
  if (!part || part === 'failed') return placeholder(part === 'failed', view);
  const { strings, options, state } = view;
  const held = isBusy(state) || (state.thread?.status.type ?? 'active') !== 'active';
  const progress = state.imageProgress.get(item.id) ?? null;
  return html`${guard([item, running, held, progress, strings, String(domainsOf(view))], () =>
    part.itemView(item, {
      strings,
      locale: options.locale,
      imageDomains: domainsOf(view),
      running,
      held,
      imageProgress: progress,
      onAnswer: (submission) => view.onAnswer(item.id, submission),
    }),
  )}`;
}

export function widgetItem(item: WidgetItem, view: ThreadView): TemplateResult | typeof nothing {
  const part = view.need(widgets);
  if (!part || part === 'failed') return placeholder(part === 'failed', view, item.copy_text);
  const { strings, options, state } = view;
  const busy = isBusy(state);
  return html`${guard([item, busy, strings, options, String(domainsOf(view))], () =>
    part.widgetView(item.widget, {
      itemId: item.id,
      strings,
      scheme: options.theme.colorScheme,
      imageDomains: domainsOf(view),
      busy,
      act: (action, values) => part.runWidgetAction(item, action, values, view.widgetHost),
      tell: view.tell,
    }),
  )}`;
}

/** The text that stands for an item on the clipboard. */
export const copyTextOf = (item: ThreadItem): string[] =>
  item.type === 'assistant_message'
    ? item.content.map(({ text }) => text)
    : item.type === 'widget' && item.copy_text
      ? [item.copy_text]
      : [];
