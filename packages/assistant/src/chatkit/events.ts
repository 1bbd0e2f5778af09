import type { ChatKitEvents } from '@openai/chatkit';

/** ChatKit's events, each re-dispatched on the host. An upgrade that brings another does not compile until it is here. */
const table = {
  'chatkit.ready': true,
  'chatkit.error': true,
  'chatkit.effect': true,
  'chatkit.deeplink': true,
  'chatkit.response.start': true,
  'chatkit.response.end': true,
  'chatkit.history.open': true,
  'chatkit.history.close': true,
  'chatkit.thread.change': true,
  'chatkit.thread.load.start': true,
  'chatkit.thread.load.end': true,
  'chatkit.tool.change': true,
  'chatkit.log': true,
} satisfies Record<keyof ChatKitEvents, true>;

export const CHATKIT_EVENTS = Object.keys(table) as (keyof ChatKitEvents)[];
