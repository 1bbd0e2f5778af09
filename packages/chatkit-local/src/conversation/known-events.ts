import type { EventType, ItemUpdate } from '@kb-assistant/protocol';

const EVENTS: Record<EventType, true> = {
  'thread.created': true,
  'thread.updated': true,
  'thread.item.added': true,
  'thread.item.updated': true,
  'thread.item.done': true,
  'thread.item.removed': true,
  'thread.item.replaced': true,
  stream_options: true,
  progress_update: true,
  client_effect: true,
  notice: true,
  error: true,
};

/** A newer server may send what we do not know: it is passed over, and told through `chatkit.log`. */
export const isKnownEvent = (type: string): type is EventType => Object.hasOwn(EVENTS, type);

const UPDATES: Record<ItemUpdate['type'], true> = {
  'assistant_message.content_part.added': true,
  'assistant_message.content_part.text_delta': true,
  'assistant_message.content_part.annotation_added': true,
  'assistant_message.content_part.done': true,
  'widget.root.updated': true,
  'widget.component.updated': true,
  'widget.streaming_text.value_delta': true,
  'workflow.task.added': true,
  'workflow.task.updated': true,
  'generated_image.updated': true,
};

export const isKnownUpdate = (type: string): type is ItemUpdate['type'] => Object.hasOwn(UPDATES, type);
