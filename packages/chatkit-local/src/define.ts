import { ChatKitElement } from './element/chatkit-element.ts';

/**
 * Registers the element under a name, unless that name is taken: whoever came first stays.
 * Does nothing where there is no DOM.
 *
 * @returns whether this call registered it
 * @example
 * defineChatKit('openai-chatkit'); // from now on OpenAI's loader leaves the name alone
 */
export function defineChatKit(tagName: string): boolean {
  if (typeof document === 'undefined' || customElements.get(tagName)) return false;
  // A class can have one name only, and a page may want two.
  customElements.define(tagName, class extends ChatKitElement {});
  return true;
}
