import type { EventType } from '@kb-assistant/protocol';

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
