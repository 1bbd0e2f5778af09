import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { AssistantConfig } from '../config/types.ts';
import { DEFAULTS } from '../config/defaults.ts';
import { asAssistantError, AssistantError } from '../shared/errors.ts';
import { CHATKIT_EVENTS } from './events.ts';
import { loadRenderer } from './loader.ts';
import { sameOptions } from './options.ts';

/** `idle` before anybody needed the chat, then `loading` its script, `connecting`, and `ready` or `failed`. */
export type Status = 'idle' | 'loading' | 'connecting' | 'ready' | 'failed';

export interface ChatKitHooks {
  renderer(): AssistantConfig['renderer'];
  /** The thread to begin with. */
  thread(): string | null;
  /** The full options as they are now. Throws where there is nothing to connect to. */
  options(thread: string | null): ChatKitOptions;
  /** Where the chat goes: an element of the shell that stays for good. */
  container(): HTMLElement;
  onStatus(status: Status, error: AssistantError | null): void;
  onEvent(event: CustomEvent): void;
}

/** How long the chat may take to say that it is ready, in milliseconds. */
const READY_MS = 15_000;

/** Owns the inner element: loads what defines it, makes it, gives it options, tells how it is. */
export class ChatKitController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #hooks: ChatKitHooks;
  #chat: OpenAIChatKit | null = null;
  #ready: Promise<OpenAIChatKit> | null = null;
  #options: ChatKitOptions | null = null;
  /** Kept for as long as this chat lives: following the thread here would give the chat new options at each change. */
  #thread: string | null = null;
  #abort = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement, hooks: ChatKitHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  /** The chat, once it is ready. The first call brings it up; after a failure, the next call tries again. */
  ready(): Promise<OpenAIChatKit> {
    if (!this.#ready) {
      const { signal } = this.#abort;
      const ready = this.#start(signal).catch((reason: unknown) => {
        const error = asAssistantError(reason, 'chat-error');
        if (!signal.aborted) {
          this.#drop();
          this.#hooks.onStatus('failed', error);
        }
        throw error;
      });
      // Whoever asked hears of it; nobody asking is no unhandled rejection.
      ready.catch(() => {});
      this.#ready = ready;
    }
    return this.#ready;
  }

  /** Fetches the renderer's script before it is needed. What fails here fails again, and is told, on opening. */
  preload(): void {
    const { src, tag } = this.#hooks.renderer();
    if (!this.#ready) void loadRenderer(src, tag).catch(() => {});
  }

  /** Gives the chat the options of now, unless nothing but functions changed. */
  updateOptions(): void {
    if (!this.#chat) return;
    try {
      const options = this.#hooks.options(this.#thread);
      if (sameOptions(this.#options, options)) return;
      this.#options = options;
      this.#chat.setOptions(options);
    } catch (error) {
      this.#drop();
      this.#hooks.onStatus('failed', asAssistantError(error, 'chat-error'));
    }
  }

  /**
   * The official element dies when it is moved in the document: it stops listening, and never shows its new frame.
   * So whoever was moved gets a new one, with the thread of the old.
   */
  hostConnected(): void {
    if (!this.#ready) return;
    this.#drop();
    void this.ready().catch(() => {});
  }

  hostDisconnected(): void {
    // A move is a removal and an insertion in one go; only what is still gone afterwards was removed.
    queueMicrotask(() => {
      if (this.#host.isConnected || !this.#ready) return;
      this.#drop();
      this.#hooks.onStatus('idle', null);
    });
  }

  #drop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#chat?.remove();
    this.#chat = null;
    this.#ready = null;
    this.#options = null;
  }

  /** Brings up the renderer, or the spare one where there is one and the first does not come up, for whatever reason. */
  async #start(signal: AbortSignal): Promise<OpenAIChatKit> {
    // The host has drawn itself and knows its configuration.
    await this.#host.updateComplete;
    signal.throwIfAborted();
    this.#thread = this.#hooks.thread();
    // Before anything is loaded: this throws where there is nothing to connect to.
    this.#hooks.options(this.#thread);
    const { src, tag, fallbackSrc } = this.#hooks.renderer();
    try {
      return await this.#bringUp(src, tag, signal);
    } catch (error) {
      if (signal.aborted || fallbackSrc === null) throw error;
      console.warn('[kb-assistant] Using the fallback renderer.', error);
      return this.#bringUp(fallbackSrc, DEFAULTS.fallbackTag, signal);
    }
  }

  /** Script, element, options, readiness. What fails leaves nothing behind. */
  async #bringUp(src: string, tag: string, aborted: AbortSignal): Promise<OpenAIChatKit> {
    this.#hooks.onStatus('loading', null);
    await loadRenderer(src, tag);
    aborted.throwIfAborted();
    this.#hooks.onStatus('connecting', null);
    const failed = new AbortController();
    const signal = AbortSignal.any([aborted, failed.signal]);
    const chat = document.createElement(tag) as OpenAIChatKit;
    try {
      for (const type of CHATKIT_EVENTS) {
        chat.addEventListener(
          type as string,
          (event) => {
            // ChatKit's ready event bubbles out of shadow roots; the host dispatches one of its own.
            event.stopPropagation();
            this.#hooks.onEvent(event as CustomEvent);
          },
          { signal },
        );
      }
      this.#chat = chat;
      this.#options = this.#hooks.options(this.#thread);
      chat.setOptions(this.#options);
      const ready = eventWithin(chat, 'chatkit.ready', READY_MS, signal);
      this.#hooks.container().append(chat);
      await ready;
    } catch (error) {
      failed.abort();
      chat.remove();
      if (this.#chat === chat) this.#chat = null;
      throw error;
    }
    this.#hooks.onStatus('ready', null);
    // What was set while it came up.
    this.updateOptions();
    return chat;
  }
}

function eventWithin(target: HTMLElement, type: string, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(new AssistantError('renderer-timeout', `<${target.localName}> sent no ${type} within ${ms / 1000} s.`)),
      ms,
    );
    target.addEventListener(type, () => (clearTimeout(timer), resolve()), { once: true, signal });
    signal.addEventListener('abort', () => (clearTimeout(timer), reject(signal.reason as Error)), { once: true });
  });
}
