export { defineChatKit } from './define.ts';
export { ChatKitElement } from './element/chatkit-element.ts';
export { ConversationError, type ConversationErrorCode } from './conversation/errors.ts';
export { OptionError } from './options/check.ts';
export { ApiError, type ApiErrorCode } from './transport/api-error.ts';

declare global {
  interface HTMLElementTagNameMap {
    'kb-chatkit': import('./element/chatkit-element.ts').ChatKitElement;
  }
}
