import type { ChatKitEvents } from '@openai/chatkit';
import type { AttentionController } from '../attention/controller.ts';
import type { ChatState } from '../chatkit/state.ts';
import type { Host } from './host.ts';
import type { Visitor } from './visitor.ts';

export interface ConversationHooks {
  host: Host;
  attention: AttentionController;
  visitor(): Visitor;
  state(): ChatState;
  onError(error: unknown): void;
  log(step: string): void;
}

/** Which conversation stands in the panel: remembered, told to the other tabs of the visitor, and followed from them. */
export class Conversation {
  readonly #hooks: ConversationHooks;
  #threadId: string | null = null;
  #historyOpen = false;
  /** The conversation that another tab has led this one to. */
  #followed: string | null | undefined;

  constructor(hooks: ConversationHooks) {
    this.#hooks = hooks;
  }

  get threadId(): string | null {
    return this.#threadId;
  }

  get historyOpen(): boolean {
    return this.#historyOpen;
  }

  /** Goes on with what is remembered. */
  resume(threadId: string | null): void {
    this.#threadId = threadId;
  }

  /** A chat that went took its history with it. */
  chatGone(): void {
    this.#historyOpen = false;
    this.#hooks.attention.chatGone();
  }

  /** Takes note of an event of the chat, and tells the page of it. */
  onChatEvent(event: CustomEvent): void {
    const { host, attention, visitor, log } = this.#hooks;
    switch (event.type as keyof ChatKitEvents) {
      case 'chatkit.thread.change':
        this.#threadId = (event as ChatKitEvents['chatkit.thread.change']).detail.threadId;
        visitor().memory.writeThread(this.#threadId);
        if (this.#threadId !== this.#followed) visitor().tabs?.tellThread(this.#threadId);
        this.#followed = undefined;
        break;
      case 'chatkit.history.open':
      case 'chatkit.history.close':
        this.#historyOpen = event.type === 'chatkit.history.open';
        host.requestUpdate();
        break;
      case 'chatkit.response.start':
        attention.answerStarted();
        break;
      case 'chatkit.response.end':
        if (this.#threadId !== null) visitor().tabs?.tellAnswer(this.#threadId);
        attention.answerEnded();
        break;
      default:
    }
    log(event.type);
    const { bubbles, composed, detail } = event;
    host.dispatchEvent(new CustomEvent(event.type, { bubbles, composed, detail }));
  }

  /** A conversation that the server no longer has gives way to a new one. */
  forget(threadId: string): void {
    if (threadId !== this.#threadId) return;
    this.#threadId = null;
    this.#hooks.visitor().memory.writeThread(null);
    this.#do(this.#hooks.host.setThreadId(null));
  }

  /** Another tab has gone to another conversation. An answer that is under way here is seen to its end. */
  follow(threadId: string | null): void {
    if (threadId === this.#threadId || this.#hooks.attention.answering) return;
    this.#threadId = threadId;
    if (this.#hooks.state().status === 'idle') return;
    this.#followed = threadId;
    this.#do(this.#hooks.host.setThreadId(threadId));
  }

  answeredElsewhere(threadId: string): void {
    const { host, attention, state } = this.#hooks;
    if (!host.open) attention.setUnread(attention.unread + 1);
    if (!state().up || threadId !== this.#threadId || attention.answering) return;
    this.#do(host.fetchUpdates());
  }

  readonly toggleHistory = (): void => {
    const { host } = this.#hooks;
    this.#do(this.#historyOpen ? host.hideHistory() : host.showHistory());
  };

  readonly startAnew = (): void => {
    const { host } = this.#hooks;
    const start = async (): Promise<void> => {
      if (this.#historyOpen) await host.hideHistory();
      await host.setThreadId(null);
      await host.focusComposer();
    };
    this.#do(start());
  };

  /** What was typed and not sent comes back after a reload, from renderers that draw in the page. */
  readonly keepDraft = (event: Event): void => {
    const [field] = event.composedPath();
    if (!(field instanceof HTMLTextAreaElement) || !this.#hooks.state().up) return;
    this.#hooks.visitor().memory.writeDraft({ threadId: this.#threadId, text: field.value });
  };

  restoreDraft(): void {
    const text = this.#hooks.visitor().memory.readDraft(this.#threadId);
    if (text) this.#do(this.#hooks.host.setComposerValue({ text }));
  }

  #do(done: Promise<void>): void {
    done.catch((error: unknown) => this.#hooks.onError(error));
  }
}
