import type { ReactiveElement } from '@lit/reactive-element';
import type { PROPERTIES } from '../config/attributes.ts';
import type { KbAssistantEventMap } from '../assembly/events.ts';
import type { KbAssistant } from '../element/kb-assistant.ts';

type Key = Exclude<keyof KbAssistant, keyof ReactiveElement>;

/** What can be set: each attribute and property of the element. */
export type SettingName = keyof typeof PROPERTIES;

/** What can be read only. */
export type ReadingName = 'status';

/** What can be called: all that is neither set nor read. */
export type MethodName = Exclude<Key, SettingName | ReadingName>;

export type Settings = { [K in SettingName]?: KbAssistant[K] | undefined };
export type Methods = Pick<KbAssistant, MethodName>;

type CamelCase<S extends string> = S extends `${infer Head}${'-' | '.'}${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

export type EventName = keyof KbAssistantEventMap;

/** `kb-open` → `kbOpen`, `chatkit.thread.change` → `chatkitThreadChange`. */
export type CamelEventName<K extends EventName = EventName> = CamelCase<K>;

/** `kb-open` → `onKbOpen`, `chatkit.thread.change` → `onChatkitThreadChange`. */
export type HandlerName<K extends EventName = EventName> = `on${Capitalize<CamelCase<K>>}`;

export type Handlers = {
  [K in EventName as HandlerName<K>]?: ((event: KbAssistantEventMap[K]) => void) | undefined;
};

/** The element's methods, each once. One that is missing here does not compile. */
export const METHODS = Object.keys({
  show: true,
  hide: true,
  toggle: true,
  ask: true,
  focusComposer: true,
  setThreadId: true,
  sendUserMessage: true,
  setComposerValue: true,
  fetchUpdates: true,
  sendCustomAction: true,
  showHistory: true,
  hideHistory: true,
  diagnose: true,
  grantConsent: true,
  withdrawConsent: true,
} satisfies Record<MethodName, true>) as MethodName[];
