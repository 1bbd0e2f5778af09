import { defineElement } from './element/define-element.ts';
import { KbAssistant } from './element/kb-assistant.ts';

defineElement();

declare global {
  interface HTMLElementTagNameMap {
    'kb-assistant': KbAssistant;
  }
}

export { KbAssistant };
