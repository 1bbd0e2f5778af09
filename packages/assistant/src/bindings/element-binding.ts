import type { KbAssistantEventMap } from '../assembly/events.ts';
import type { KbAssistant } from '../element/kb-assistant.ts';
import { EVENTS } from './events.ts';
import type { EventName, Settings } from './names.ts';

type Listen = (type: EventName, event: KbAssistantEventMap[EventName]) => void;

/** What a component was given for its element. */
export interface Given {
  settings: Settings;
  /** The events that somebody listens to. */
  events: readonly EventName[];
}

/**
 * Keeps an element in step with what a framework's component is given: a setting is written when it changes and at no
 * other time, so that what a person has done since (closing the panel, say) stands; one that is gone takes its default.
 */
export class ElementBinding {
  readonly #element: KbAssistant;
  readonly #listen: Listen;
  #settings: Settings = {};
  readonly #events = new Set<EventName>();

  constructor(element: KbAssistant, listen: Listen) {
    this.#element = element;
    this.#listen = listen;
  }

  update({ settings, events }: Given): void {
    const before = this.#settings;
    this.#settings = { ...settings };
    for (const name of new Set([...Object.keys(before), ...Object.keys(settings)]) as Set<keyof Settings>) {
      if (!Object.is(before[name], settings[name])) Object.assign(this.#element, { [name]: settings[name] });
    }
    const wanted = new Set(events);
    for (const type of Object.keys(EVENTS) as EventName[]) {
      if (wanted.has(type) === this.#events.has(type)) continue;
      if (wanted.has(type)) this.#element.addEventListener(type, this.#onEvent);
      else this.#element.removeEventListener(type, this.#onEvent);
      if (!this.#events.delete(type)) this.#events.add(type);
    }
  }

  /** Listens no more. The element keeps what it was given. */
  dispose(): void {
    for (const type of this.#events) this.#element.removeEventListener(type, this.#onEvent);
    this.#events.clear();
  }

  // An arrow, so that the same function is added and removed.
  readonly #onEvent = (event: Event): void =>
    // Those of an element inside it bubble through, and are not its own.
    event.target === this.#element
      ? this.#listen(event.type as EventName, event as KbAssistantEventMap[EventName])
      : undefined;
}
