/** What is wrong with a call: fetched with the first one that is. */
import { EVENTS } from '../bindings/events.ts';
import { METHODS } from '../bindings/names.ts';
import { DOCS } from '../shared/errors.ts';
import { warnOnce } from '../shared/warn.ts';
import { nearestName } from './nearest-name.ts';

export { noSetting } from './no-setting.ts';

const COMMANDS = [...METHODS, 'on', 'off', 'set'];

export const noElement = (): void =>
  warnOnce('no-element', 'window.kbAssistant was called, and there is no <kb-assistant> on the page.');

export const noCall = (call: unknown): void =>
  warnOnce('call', `window.kbAssistant.push takes an array such as ["show"] or a function; got ${typeof call}.`);

export const noSettings = (settings: unknown): void =>
  warnOnce(
    'set',
    `kbAssistant.push(["set", …]) takes an object such as { heading: "Shop" }; got ${JSON.stringify(settings)}.`,
  );

export function noMethod(name: unknown): void {
  const meant = nearestName(String(name), COMMANDS);
  warnOnce(
    `call-${String(name)}`,
    `window.kbAssistant has no "${String(name)}". ${meant ? `Did you mean "${meant}"?` : `It has ${COMMANDS.join(', ')}.`}`,
  );
}

/** Tells of an event that will never come. One of the browser's own is none of our business. */
export function noEvent(type: string): void {
  const names = Object.keys(EVENTS);
  const meant = names.includes(`kb-${type}`) ? `kb-${type}` : nearestName(type, names);
  if (names.includes(type) || !(meant || /^(kb-|chatkit)/.test(type))) return;
  warnOnce(
    `event-${type}`,
    `window.kbAssistant listens for "${type}", and there is no such event. ${meant ? `Did you mean "${meant}"? ` : ''}See ${DOCS}/methods-and-events.md`,
  );
}
