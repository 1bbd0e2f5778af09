import type { ThreadItem } from '@kb-assistant/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons/icon.ts';
import type { ItemContext } from './context.ts';
import { imageView } from './image-view.ts';
import { structuredInputView } from './structured-input-view.ts';
import { taskView } from './task-views.ts';
import { workflowView } from './workflow-view.ts';

export { itemStyles as styles } from './item.styles.ts';

type Drawn = TemplateResult | typeof nothing;

/** The items that this part draws: all that are neither words nor widgets. */
export type RichItem = Extract<
  ThreadItem,
  { type: 'workflow' | 'task' | 'generated_image' | 'structured_input' | 'client_tool_call' }
>;

const VIEWS: { [T in RichItem['type']]: (item: Extract<RichItem, { type: T }>, context: ItemContext) => Drawn } = {
  workflow: workflowView,
  task: ({ task }, context) =>
    html`<ul class="tasks alone" role="list">
      ${taskView(task, context)}
    </ul>`,
  generated_image: imageView,
  structured_input: structuredInputView,
  client_tool_call: ({ name, status }, { running, strings }) => {
    // What a tool of the page did is the page's to show; that it is at work is ours.
    if (!running || status !== 'pending') return nothing;
    const words = name.replace(/[_-]+/g, ' ');
    return html`<div class="progress" role="status">
      ${icon('sparkles')}<span class="shimmer" dir="auto">${strings.usingTool.replace('{name}', () => words)}</span>
    </div>`;
  },
};

/** Draws an item. What it says comes from the server: texts are texts, and addresses are looked at. */
export const itemView = (item: RichItem, context: ItemContext): Drawn =>
  (VIEWS[item.type] as (item: RichItem, context: ItemContext) => Drawn)(item, context);
