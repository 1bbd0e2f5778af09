import type { AssistantMessageContent, ThreadItem, WidgetComponent } from './items.ts';
import type { Annotation } from './sources.ts';
import type { Thread } from './threads.ts';
import type { Task } from './workflows.ts';

/** Changes to an item that is still being made, by type. */
export interface ItemUpdates {
  'assistant_message.content_part.added': { content_index: number; content: AssistantMessageContent };
  'assistant_message.content_part.text_delta': { content_index: number; delta: string };
  'assistant_message.content_part.annotation_added': {
    content_index: number;
    annotation_index: number;
    annotation: Annotation;
  };
  'assistant_message.content_part.done': { content_index: number; content: AssistantMessageContent };
  'widget.root.updated': { widget: WidgetComponent };
  'widget.component.updated': { component_id: string; component: WidgetComponent };
  'widget.streaming_text.value_delta': { component_id: string; delta: string; done: boolean };
  'workflow.task.added': { task_index: number; task: Task };
  'workflow.task.updated': { task_index: number; task: Task };
  'generated_image.updated': { image: { id: string; url: string }; progress?: number };
}

export type ItemUpdate = { [K in keyof ItemUpdates]: { type: K } & ItemUpdates[K] }[keyof ItemUpdates];

/** What each event of a stream carries, by type. */
export interface EventFields {
  'thread.created': { thread: Thread };
  'thread.updated': { thread: Thread };
  /** An item has begun; it is not saved yet. */
  'thread.item.added': { item: ThreadItem };
  'thread.item.updated': { item_id: string; update: ItemUpdate };
  /** The item is final, and was saved before this was sent. */
  'thread.item.done': { item: ThreadItem };
  'thread.item.removed': { item_id: string };
  'thread.item.replaced': { item: ThreadItem };
  stream_options: { stream_options: { allow_cancel: boolean } };
  progress_update: { icon?: string; text: string };
  client_effect: { name: string; data: Record<string, unknown> };
  notice: { level: 'info' | 'warning' | 'danger'; message: string; title?: string };
  error: { code: string; message?: string; allow_retry: boolean };
}

export type EventType = keyof EventFields;

/** One event of an answer. */
export type ThreadEvent<T extends EventType = EventType> = { [K in T]: { type: K } & EventFields[K] }[T];
