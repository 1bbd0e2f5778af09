import type { ChatKitEvents } from '@openai/chatkit';

type Detail<K extends keyof ChatKitEvents> = ChatKitEvents[K]['detail'];

/** Dispatches a ChatKit event. */
export type Emit = <K extends keyof ChatKitEvents>(
  type: K,
  ...detail: Detail<K> extends void ? [] : [detail: Detail<K>]
) => void;

const ON_ELEMENT: EventInit = {};

/** How each event travels: as with the official element, only `ready` leaves the element it is dispatched on. */
const TRAVEL = {
  'chatkit.ready': { bubbles: true, composed: true },
  'chatkit.error': ON_ELEMENT,
  'chatkit.effect': ON_ELEMENT,
  'chatkit.deeplink': ON_ELEMENT,
  'chatkit.response.start': ON_ELEMENT,
  'chatkit.response.end': ON_ELEMENT,
  'chatkit.history.open': ON_ELEMENT,
  'chatkit.history.close': ON_ELEMENT,
  'chatkit.thread.change': ON_ELEMENT,
  'chatkit.thread.load.start': ON_ELEMENT,
  'chatkit.thread.load.end': ON_ELEMENT,
  'chatkit.tool.change': ON_ELEMENT,
  'chatkit.log': ON_ELEMENT,
} satisfies Record<keyof ChatKitEvents, EventInit>;

/** The function that dispatches ChatKit events on `target`. */
export const emitOn =
  (target: EventTarget): Emit =>
  (type, ...[detail]) => {
    target.dispatchEvent(new CustomEvent(type, { ...TRAVEL[type], detail }));
  };
