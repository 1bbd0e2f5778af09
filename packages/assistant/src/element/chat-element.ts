import type { OpenAIChatKit } from '@openai/chatkit';
import { LitElement } from 'lit';
import type { ChatKitCommands } from '../chatkit/commands.ts';
import type { KbAssistantEventMap } from './kb-assistant.events.ts';

/** What `<kb-assistant>` has from ChatKit: its methods, each of which waits for the chat, and the types of its events. */
export abstract class ChatElement extends LitElement implements ChatKitCommands {
  /** The chat, once it is up. */
  protected abstract chat(): Promise<ChatKitCommands>;

  async focusComposer(): Promise<void> {
    return (await this.chat()).focusComposer();
  }

  async setThreadId(threadId: string | null): Promise<void> {
    return (await this.chat()).setThreadId(threadId);
  }

  async sendUserMessage(params: Parameters<OpenAIChatKit['sendUserMessage']>[0]): Promise<void> {
    return (await this.chat()).sendUserMessage(params);
  }

  async setComposerValue(params: Parameters<OpenAIChatKit['setComposerValue']>[0]): Promise<void> {
    return (await this.chat()).setComposerValue(params);
  }

  async fetchUpdates(): Promise<void> {
    return (await this.chat()).fetchUpdates();
  }

  async sendCustomAction(...args: Parameters<OpenAIChatKit['sendCustomAction']>): Promise<void> {
    return (await this.chat()).sendCustomAction(...args);
  }

  async showHistory(): Promise<void> {
    return (await this.chat()).showHistory();
  }

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
