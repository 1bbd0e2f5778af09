import type { OpenAIChatKit } from '@openai/chatkit';
import { ReactiveElement } from '@lit/reactive-element';
import type { ChatKitCommands } from '../chatkit/commands.ts';
import type { KbAssistantEventMap } from '../assembly/events.ts';

/** What `<kb-assistant>` has from ChatKit: its methods, each of which waits for the chat, and the types of its events. */
export abstract class ChatElement extends ReactiveElement implements ChatKitCommands {
  /** The chat, once it is up. */
  protected abstract chat(): Promise<ChatKitCommands>;

  /** Puts the cursor into the input field. */
  async focusComposer(): Promise<void> {
    return (await this.chat()).focusComposer();
  }

  /** Goes to a conversation; `null` begins a new one. */
  async setThreadId(threadId: string | null): Promise<void> {
    return (await this.chat()).setThreadId(threadId);
  }

  /** Sends a message as the visitor: `{ text, newThread, … }`. */
  async sendUserMessage(params: Parameters<OpenAIChatKit['sendUserMessage']>[0]): Promise<void> {
    return (await this.chat()).sendUserMessage(params);
  }

  /** Fills the input field, without sending: `{ text, … }`. */
  async setComposerValue(params: Parameters<OpenAIChatKit['setComposerValue']>[0]): Promise<void> {
    return (await this.chat()).setComposerValue(params);
  }

  /** Loads what has changed on the server. */
  async fetchUpdates(): Promise<void> {
    return (await this.chat()).fetchUpdates();
  }

  /** Sends `{ type, payload }` to the server, of a widget where its item is named. */
  async sendCustomAction(...args: Parameters<OpenAIChatKit['sendCustomAction']>): Promise<void> {
    return (await this.chat()).sendCustomAction(...args);
  }

  /** Opens the list of conversations. */
  async showHistory(): Promise<void> {
    return (await this.chat()).showHistory();
  }

  /** Goes back to the conversation. */
  async hideHistory(): Promise<void> {
    return (await this.chat()).hideHistory();
  }
}

export interface ChatElement {
  addEventListener<K extends keyof KbAssistantEventMap>(
    type: K,
    listener: (this: this, event: KbAssistantEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof KbAssistantEventMap>(
    type: K,
    listener: (this: this, event: KbAssistantEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}
