import './assembly-at-hand.ts';
import type { KbAssistant } from '../element/kb-assistant.ts';
import { FakeChatKit } from './fake-chatkit.ts';

const mounted: Element[] = [];

/** An assistant on this page, with the stand-in for the official element; gone with `unmountAll`. */
export async function mount(attributes = '', setup: (assistant: KbAssistant) => void = () => {}): Promise<KbAssistant> {
  if (!customElements.get('fake-chatkit')) customElements.define('fake-chatkit', FakeChatKit);
  const box = document.createElement('div');
  // Of an attribute that stands twice, the first one counts.
  box.innerHTML = `<kb-assistant ${attributes} api-url="/api" chatkit-tag="fake-chatkit" persist="none"></kb-assistant>`;
  const assistant = box.firstElementChild as KbAssistant;
  setup(assistant);
  document.body.append(assistant);
  mounted.push(assistant);
  await assistant.updateComplete;
  return assistant;
}

/** An element of the page around the assistant; gone with `unmountAll`. */
export function onPage<T extends HTMLElement>(html: string): T {
  const box = document.createElement('div');
  box.innerHTML = html;
  const element = box.firstElementChild as T;
  document.body.append(element);
  mounted.push(element);
  return element;
}

export function unmountAll(): void {
  for (const element of mounted.splice(0)) element.remove();
  localStorage.clear();
  sessionStorage.clear();
  FakeChatKit.reset();
}

/** What is in the shell's own tree. */
export function part(assistant: KbAssistant, name: string): HTMLElement {
  const found = assistant.shadowRoot?.querySelector<HTMLElement>(`[part~=${name}]`);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

export const hasPart = (assistant: KbAssistant, name: string): boolean =>
  assistant.shadowRoot?.querySelector<HTMLElement>(`[part~=${name}]`)?.checkVisibility() ?? false;

/** Resolves with the next event of a type. */
export const nextEvent = <T extends Event>(target: EventTarget, type: string): Promise<T> =>
  new Promise((resolve) => target.addEventListener(type, (event) => resolve(event as T), { once: true }));

export async function statusIs(assistant: KbAssistant, status: string): Promise<void> {
  while (assistant.status !== status) await nextEvent(assistant, 'kb-status-change');
  await assistant.updateComplete;
}

/** Until something holds, frame by frame. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(requestAnimationFrame);
}

/** Until whatever moves has come to rest. */
export async function settled(assistant: KbAssistant): Promise<void> {
  await assistant.updateComplete;
  const moving =
    assistant.shadowRoot?.getAnimations().filter((each) => each.effect?.getTiming().iterations === 1) ?? [];
  await Promise.allSettled(moving.map((animation) => animation.finished));
}
