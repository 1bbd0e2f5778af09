import { KbAssistant } from './kb-assistant.ts';

/** A page may hold the element twice: from a script tag and from a bundle. The first one serves both. */
export function defineElement(): void {
  if (globalThis.customElements && !customElements.get('kb-assistant'))
    customElements.define('kb-assistant', KbAssistant);
}
