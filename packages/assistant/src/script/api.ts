import { METHODS, type MethodName } from '../bindings/names.ts';
import type { KbAssistantEventMap } from '../assembly/events.ts';
import type { KbAssistant } from '../element/kb-assistant.ts';
import { PROPERTIES } from '../config/attributes.ts';
import type { Inputs } from '../config/types.ts';

/** What can be pushed: a method's name with its arguments, `on` and `off` for events, `set` for settings, or a function. */
export type Call =
  | readonly [MethodName, ...unknown[]]
  | readonly ['on' | 'off', keyof KbAssistantEventMap, (event: Event) => void]
  | readonly ['set', Inputs]
  | ((assistant: KbAssistant) => void);

/**
 * `window.kbAssistant`: before the script has loaded an array that keeps the calls, and afterwards this.
 *
 * @example
 * (window.kbAssistant ||= []).push(['ask', 'How do I reset my password?']);
 */
export interface ScriptApi {
  /** The first assistant on the page, or `null`. */
  readonly element: KbAssistant | null;
  /** Does each of the calls, in their order. */
  push(...calls: Call[]): void;
}

/** Says what is wrong with a call. */
const complain = (say: (complaints: typeof import('./complaints.ts')) => void): void =>
  void import('./complaints.ts').then(say).catch((error: unknown) => console.warn('[kb-assistant]', error));

/** Does what a page asked for before there was anybody to ask, and takes calls from now on. */
export function installApi(page: Window & { kbAssistant?: unknown }): void {
  const waiting = page.kbAssistant;
  // A second script tag finds the first one's.
  if (waiting && !Array.isArray(waiting)) return;
  const api: ScriptApi = {
    get element() {
      return page.document.querySelector('kb-assistant');
    },
    push(...calls) {
      for (const call of calls) perform(api.element, call);
    },
  };
  page.kbAssistant = api;
  if (waiting) api.push(...waiting);
}

/** Events that need no second look: the list of all comes with what there is to say of another. */
const OURS = /^kb-(open|close|ready|error|status-change|message|tool)$|^chatkit\./;

/** One call that goes wrong keeps no other from being done. */
function perform(element: KbAssistant | null, call: Call): void {
  if (!element) return complain(({ noElement }) => noElement());
  try {
    if (typeof call === 'function') call(element);
    else if (Array.isArray(call)) command(element, ...(call as [string, ...unknown[]]));
    else complain(({ noCall }) => noCall(call));
  } catch (error) {
    console.error('[kb-assistant]', error);
  }
}

function command(element: KbAssistant, name: string, ...args: unknown[]): void {
  if (name === 'on' || name === 'off') {
    const [type, listener] = args as [string, EventListener];
    if (name === 'on') element.addEventListener(type, listener);
    else element.removeEventListener(type, listener);
    if (!OURS.test(type)) complain(({ noEvent }) => noEvent(type));
  } else if (name === 'set') set(element, args[0] as Inputs);
  else if ((METHODS as string[]).includes(name)) {
    const result = (element[name as MethodName] as (...each: unknown[]) => unknown)(...args);
    // The panel shows what failed, and kb-error tells it.
    if (result instanceof Promise) result.catch(() => {});
  } else complain(({ noMethod }) => noMethod(name));
}

function set(element: KbAssistant, settings: Inputs): void {
  if (Object(settings) !== settings) return complain(({ noSettings }) => noSettings(settings));
  for (const [name, value] of Object.entries(settings)) {
    if (Object.hasOwn(PROPERTIES, name)) Object.assign(element, { [name]: value });
    else complain(({ noSetting }) => noSetting(`kbAssistant.push(["set", …])`, name));
  }
}

declare global {
  interface Window {
    /** Calls that wait for the script, or its API once it is here. */
    kbAssistant?: ScriptApi | Call[];
  }
}
