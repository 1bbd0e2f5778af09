import { KbAssistant } from './element/kb-assistant.ts';

// A page may hold the element twice: from a script tag and from a bundle. The first one serves both.
if (globalThis.customElements && !customElements.get('kb-assistant'))
  customElements.define('kb-assistant', KbAssistant);

declare global {
  interface HTMLElementTagNameMap {
    'kb-assistant': KbAssistant;
  }
}

export { KbAssistant };
