import type { ItemUpdate, ThreadEvent } from './types/events.ts';
import type {
  AssistantMessageContent,
  AssistantMessageItem,
  GeneratedImageItem,
  ThreadItem,
  WidgetComponent,
  WidgetItem,
  WorkflowItem,
} from './types/items.ts';
import type { Thread } from './types/threads.ts';

/**
 * The thread after an event. Nothing is changed in place: what an event did not touch keeps its identity,
 * so that a view can tell by `===` what to draw again. An event that does not fit (an update of an item that
 * is not there, an unknown type) leaves the thread as it was.
 *
 * Items are in ascending order.
 *
 * @example
 * let thread: Thread | null = null;
 * for await (const event of readEvents(body)) thread = reduceThread(thread, event);
 */
export function reduceThread(thread: Thread | null, event: ThreadEvent): Thread | null {
  if (event.type === 'thread.created') return event.thread;
  if (thread === null) return null;
  switch (event.type) {
    case 'thread.updated':
      // The event carries the thread without its items.
      return { ...event.thread, items: thread.items };
    case 'thread.item.added':
    case 'thread.item.done':
    case 'thread.item.replaced':
      return withItems(thread, put(thread.items.data, event.item));
    case 'thread.item.updated':
      return withItems(thread, update(thread.items.data, event.item_id, event.update));
    case 'thread.item.removed':
      return withItems(thread, without(thread.items.data, event.item_id));
    case 'stream_options':
    case 'progress_update':
    case 'client_effect':
    case 'notice':
    case 'error':
      return thread;
    default:
      event satisfies never;
      return thread;
  }
}

const withItems = (thread: Thread, data: ThreadItem[]): Thread =>
  data === thread.items.data ? thread : { ...thread, items: { ...thread.items, data } };

const indexOf = (items: ThreadItem[], id: string): number => items.findLastIndex((item) => item.id === id);

function put(items: ThreadItem[], item: ThreadItem): ThreadItem[] {
  const index = indexOf(items, item.id);
  return index < 0 ? [...items, item] : items.with(index, item);
}

function without(items: ThreadItem[], id: string): ThreadItem[] {
  const index = indexOf(items, id);
  return index < 0 ? items : items.toSpliced(index, 1);
}

function update(items: ThreadItem[], id: string, change: ItemUpdate): ThreadItem[] {
  const index = indexOf(items, id);
  const item = items[index];
  if (!item) return items;
  const next = updateItem(item, change);
  return next === item ? items : items.with(index, next);
}

/** The item after an update; the same item where the update does not fit it. */
export function updateItem(item: ThreadItem, change: ItemUpdate): ThreadItem {
  switch (change.type) {
    case 'assistant_message.content_part.added':
    case 'assistant_message.content_part.done':
    case 'assistant_message.content_part.text_delta':
    case 'assistant_message.content_part.annotation_added':
      return item.type === 'assistant_message' ? updateMessage(item, change) : item;
    case 'widget.root.updated':
      return item.type === 'widget' ? { ...item, widget: change.widget } : item;
    case 'widget.component.updated':
      return item.type === 'widget' ? mapComponent(item, change.component_id, () => change.component) : item;
    case 'widget.streaming_text.value_delta':
      return item.type === 'widget'
        ? mapComponent(item, change.component_id, (node) => ({
            ...node,
            value: `${typeof node['value'] === 'string' ? node['value'] : ''}${change.delta}`,
            ...(change.done ? { streaming: false } : {}),
          }))
        : item;
    case 'workflow.task.added':
    case 'workflow.task.updated':
      return item.type === 'workflow' ? updateWorkflow(item, change) : item;
    case 'generated_image.updated':
      return item.type === 'generated_image' ? ({ ...item, image: change.image } satisfies GeneratedImageItem) : item;
    default:
      change satisfies never;
      return item;
  }
}

type MessageUpdate = Extract<ItemUpdate, { type: `assistant_message.${string}` }>;

function updateMessage(item: AssistantMessageItem, change: MessageUpdate): AssistantMessageItem {
  const part = item.content[change.content_index] ?? { type: 'output_text' as const, text: '', annotations: [] };
  const withPart = (next: AssistantMessageContent) => ({
    ...item,
    content: place(item.content, change.content_index, next),
  });
  switch (change.type) {
    case 'assistant_message.content_part.added':
    case 'assistant_message.content_part.done':
      return withPart(change.content);
    case 'assistant_message.content_part.text_delta':
      return withPart({ ...part, text: part.text + change.delta });
    case 'assistant_message.content_part.annotation_added':
      return withPart({
        ...part,
        annotations: place(part.annotations ?? [], change.annotation_index, change.annotation),
      });
  }
}

/** The list with `value` at `index`; at the end where the index lies beyond it, so that no list has holes. */
function place<T>(list: readonly T[], index: number, value: T): T[] {
  const next = list.slice();
  next[Math.min(index, list.length)] = value;
  return next;
}

function updateWorkflow(item: WorkflowItem, change: Extract<ItemUpdate, { type: `workflow.${string}` }>): WorkflowItem {
  return { ...item, workflow: { ...item.workflow, tasks: place(item.workflow.tasks, change.task_index, change.task) } };
}

function mapComponent(item: WidgetItem, id: string, change: (node: WidgetComponent) => WidgetComponent): WidgetItem {
  const visit = (node: WidgetComponent): WidgetComponent => {
    if (node.id === id) return change(node);
    const children = node['children'];
    // A `Transition` has one child, and not a list of them.
    if (isComponent(children)) {
      const next = visit(children);
      return next === children ? node : { ...node, children: next };
    }
    if (!Array.isArray(children)) return node;
    const next = children.map((child: unknown) => (isComponent(child) ? visit(child) : child));
    return next.some((child, index) => child !== children[index]) ? { ...node, children: next } : node;
  };
  const widget = visit(item.widget);
  return widget === item.widget ? item : { ...item, widget };
}

const isComponent = (value: unknown): value is WidgetComponent =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
