import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit';
import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import type { AssistantConfig } from '../config/types.ts';
import { DEFAULTS } from '../config/defaults.ts';
import { asAssistantError, type AssistantError } from '../shared/errors.ts';
import { type Trace, untraced } from '../shared/trace.ts';
import { bringUp } from './bring-up.ts';
import { type ChatKitCommands, commandsOf } from './commands.ts';
import { loadRenderer, type RendererScript } from './loader.ts';
import { sameOptions } from './options.ts';
import { answers } from './proof-of-life.ts';
import { type Reachability, watchReachability } from './reachability.ts';
import { type ChatState, IDLE, toldState } from './state.ts';

/** How long each step may take, in milliseconds. */
export const DEADLINES = {
  scriptMs: 15_000,
  definitionMs: 5_000,
  frameMs: 15_000,
  answerMs: 10_000,
  /** All of these together. */
  allMs: 45_000,
  /** The same where a spare renderer stands by: to wait for longer than anybody looks at an empty panel gains nothing. */
  spareMs: 10_000,
  /** A chat that was moved in the document stands blank until it is known to be dead. */
  movedMs: 1_000,
  /** How long a command may go unanswered before the chat is looked after. */
  commandMs: 10_000,
  /** How often a chat that says nothing is looked after while somebody has it open. */
  heartbeatMs: 30_000,
} as const;

export interface ChatKitHooks {
  renderer(): AssistantConfig['renderer'];
  /** Where the chat server is. */
  server(): string;
  /** The thread to begin with. */
  thread(): string | null;
  /** The full options as they are now. Throws where there is nothing to connect to. */
  options(thread: string | null): ChatKitOptions;
  /** Settles when `options` can tell whether there is; `null` where it can. */
  checking(): Promise<void> | null;
  /** Resolves when there is a session to ask with, where one is needed. */
  session(): Promise<unknown>;
  /** Where the chat goes: an element of the shell that stays for good. */
  container(): HTMLElement;
  /** Whether the history is shown. */
  historyOpen(): boolean;
  onState(state: ChatState): void;
  onEvent(event: CustomEvent): void;
  /** The page is looked at again: the device may have slept. */
  onWake?(): void;
  trace?: Trace;
  deadlines?: Partial<Record<keyof typeof DEADLINES, number>>;
}

/**
 * Owns the inner element: loads what defines it, makes it, gives it options, and proves at every step that it lives. One
 * that died is replaced, with its thread.
 */
export class ChatKitController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #hooks: ChatKitHooks;
  readonly #trace: Trace;
  readonly #deadlines: Record<keyof typeof DEADLINES, number>;
  #state: ChatState = IDLE;
  #chat: OpenAIChatKit | null = null;
  #ready: Promise<ChatKitCommands> | null = null;
  #options: ChatKitOptions | null = null;
  /** Kept for as long as this chat lives: following the thread here would give the chat new options at each change. */
  #thread: string | null = null;
  #life = new AbortController();
  #checking: Promise<unknown> | null = null;
  /** Whether the chat has said something since it was last looked after. */
  #heard = false;
  /** Why the first renderer is given up, until somebody tries again. */
  #spareBecause: AssistantError | null = null;
  #connection: AbortController | null = null;
  #network: Reachability | null = null;
  #watched = false;
  #preload: AssistantConfig['preload'] = 'none';

  constructor(host: ReactiveControllerHost & HTMLElement, hooks: ChatKitHooks) {
    this.#host = host;
    this.#hooks = hooks;
    this.#trace = hooks.trace ?? untraced;
    this.#deadlines = { ...DEADLINES, ...hooks.deadlines };
    host.addController(this);
  }

  /** What is known of the chat. */
  get state(): ChatState {
    return toldState(this.#state, this.#network?.offline ?? false);
  }

  /**
   * The chat's methods, once it is ready. The first call brings it up; after a failure, the next call tries again. Who
   * waits while the chat is replaced gets the new one.
   */
  async ready(): Promise<ChatKitCommands> {
    for (;;) {
      const attempt = (this.#ready ??= this.#begin());
      try {
        return await attempt;
      } catch (error) {
        if (this.#ready === null || this.#ready === attempt) throw error;
      }
    }
  }

  /** Fetches the renderer's script before it is needed. What fails here fails again, and is told, on opening. */
  preload(): void {
    if (this.#ready) return;
    const checking = this.#hooks.checking();
    if (checking) return void checking.then(() => this.preload());
    try {
      // What could not be connected to, or not yet, is not fetched.
      this.#hooks.options(null);
    } catch {
      return;
    }
    const { src, tag } = this.#hooks.renderer();
    void loadRenderer(this.#script(src, tag)).catch(() => {});
  }

  /** Fetches it at once, or when the page has nothing better to do, where the site says so. */
  preloadWhen(when: AssistantConfig['preload']): void {
    if (when === this.#preload) return;
    this.#preload = when;
    if (when === 'eager') this.preload();
    // WebKit has no idle time to give.
    if (when === 'idle') (window.requestIdleCallback ?? setTimeout)(() => this.preload());
  }

  /** Whether somebody has the chat open, and would see it dead. */
  watch(watched: boolean): void {
    if (watched && !this.#watched) void this.check();
    this.#watched = watched;
  }

  /** A request to the server came through, or did not. */
  noteReach(reached: boolean): void {
    this.#heard = true;
    this.#network?.note(reached);
  }

  /** Looks whether the chat still answers, and replaces it where it does not. */
  async check(deadlineMs = this.#deadlines.answerMs): Promise<void> {
    const chat = this.#chat;
    const { signal } = this.#life;
    if (!chat || !this.#state.up) return;
    this.#checking ??= answers(chat, this.#hooks.historyOpen(), deadlineMs, this.#trace).finally(
      () => (this.#checking = null),
    );
    if ((await this.#checking) || signal.aborted) return;
    this.#replace(`<${chat.localName}> did not answer within ${deadlineMs / 1000} s.`);
  }

  /** Lets the chat go with all that it shows: somebody else is here, or may not see it any more. */
  reset(): void {
    if (!this.#ready) return;
    this.#drop();
    this.#set(IDLE);
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
      this.#fail(asAssistantError(error, 'chat-error'));
    }
  }

  hostConnected(): void {
    const connection = new AbortController();
    const { signal } = connection;
    this.#connection?.abort();
    this.#connection = connection;
    this.#network = watchReachability(() => this.#hooks.server(), this.#onNetwork, signal);
    document.addEventListener('visibilitychange', this.#onVisible, { signal });
    addEventListener('pageshow', this.#onVisible, { signal });
    const timer = setInterval(this.#onHeartbeat, this.#deadlines.heartbeatMs);
    signal.addEventListener('abort', () => clearInterval(timer));
    if (this.#ready) this.#onMoved();
  }

  hostDisconnected(): void {
    this.#connection?.abort();
    // A move is a removal and an insertion in one go; only what is still gone afterwards was removed.
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#network = null;
      this.#spareBecause = null;
      // One that failed is tried anew where it is put back.
      if (this.#state.status === 'idle') return;
      this.#drop();
      this.#set(IDLE);
    });
  }

  /**
   * The official element dies when it is moved in the document: it stops listening, and never shows its new frame. One
   * that draws in the page survives. A frame is lost in any case, and of the others each is asked.
   */
  #onMoved(): void {
    if (!this.#state.up) return this.#replace('The assistant was moved while the chat came up.');
    if (this.#chat?.querySelector('iframe') || this.#chat?.shadowRoot?.querySelector('iframe')) {
      return this.#replace('A frame does not survive that it is moved.');
    }
    // An answer of before the move proves nothing.
    this.#checking = null;
    void this.check(this.#deadlines.movedMs);
  }

  readonly #onVisible = (): void => {
    if (document.visibilityState !== 'visible') return;
    this.#hooks.onWake?.();
    if (this.#watched) void this.check();
  };

  readonly #onHeartbeat = (): void => {
    const silent = !this.#heard;
    this.#heard = false;
    // While the history is open no command is without an effect; closing it is answered soon enough.
    if (silent && this.#watched && document.visibilityState === 'visible' && !this.#hooks.historyOpen())
      void this.check();
  };

  readonly #onNetwork = (): void => {
    const { offline } = this.#network!;
    this.#trace('network', { offline });
    this.#hooks.onState(this.state);
    if (offline) return;
    this.#hooks.onWake?.();
    if (this.#state.up) void this.check();
    else if (this.#state.status === 'failed' && this.#watched) void this.ready().catch(() => {});
  };

  #set(state: Partial<ChatState>): void {
    this.#state = { ...this.#state, stage: null, error: null, up: false, ...state };
    const { status, stage, error, spare } = this.state;
    this.#trace('status', { status, stage, spare, code: error?.code });
    this.#hooks.onState(this.state);
  }

  #fail(error: AssistantError): void {
    this.#drop();
    // What failed for want of a network is no reason for a renderer to be given up.
    if (!navigator.onLine) this.#network?.note(false);
    this.#set({ status: 'failed', error });
  }

  #drop(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#chat?.remove();
    this.#chat = null;
    this.#ready = null;
    this.#options = null;
    this.#checking = null;
  }

  #replace(why: string): void {
    this.#trace('replaced', { why });
    // Whoever waits on the old one hears of its end later, and finds the new one there.
    this.#drop();
    this.#ready = this.#begin();
  }

  #begin(): Promise<ChatKitCommands> {
    const { signal } = this.#life;
    const ready = this.#start(signal).catch((reason: unknown) => {
      if (signal.aborted) throw signal.reason;
      const error = asAssistantError(reason, 'chat-error');
      this.#fail(error);
      throw error;
    });
    // Whoever asked hears of it; nobody asking is no unhandled rejection.
    ready.catch(() => {});
    return ready;
  }

  /** Brings up the renderer, or the spare one where there is one and the first does not come up, for whatever reason. */
  async #start(signal: AbortSignal): Promise<ChatKitCommands> {
    if (this.#state.status === 'failed') this.#spareBecause = null;
    // The host has drawn itself and knows its configuration.
    await this.#host.updateComplete;
    signal.throwIfAborted();
    this.#thread = this.#hooks.thread();
    // Before anything is loaded: this throws where there is nothing to connect to.
    this.#hooks.options(this.#thread);
    // Asked for meanwhile, and waited for at the end: the first question will need it.
    const session = this.#hooks.session();
    session.catch(() => {});
    const { src, tag, fallbackSrc } = this.#hooks.renderer();
    let chat: OpenAIChatKit;
    try {
      if (this.#spareBecause) throw this.#spareBecause;
      const { allMs, spareMs } = this.#deadlines;
      chat = await this.#bringUp(src, tag, false, fallbackSrc === null ? allMs : spareMs, signal);
    } catch (error) {
      if (signal.aborted || fallbackSrc === null) throw error;
      if (!this.#spareBecause) console.warn('[kb-assistant] Using the fallback renderer.', error);
      this.#spareBecause = asAssistantError(error, 'chat-error');
      chat = await this.#bringUp(fallbackSrc, DEFAULTS.fallbackTag, true, this.#deadlines.allMs, signal);
    }
    signal.throwIfAborted();
    this.#set({ status: 'connecting', stage: 'session' });
    await session;
    signal.throwIfAborted();
    this.#set({ status: 'ready', up: true });
    // What was set while it came up.
    this.updateOptions();
    return commandsOf(chat, {
      life: signal,
      wonderMs: this.#deadlines.commandMs,
      wonder: () => void this.check(),
      successor: async () => {
        // Removed, and not replaced: there is nobody to bring up another one for.
        if (!this.#ready) throw signal.reason;
        return this.ready();
      },
    });
  }

  async #bringUp(
    src: string,
    tag: string,
    spare: boolean,
    allMs: number,
    aborted: AbortSignal,
  ): Promise<OpenAIChatKit> {
    const { frameMs, answerMs } = this.#deadlines;
    return bringUp({
      script: this.#script(src, tag),
      frameMs,
      answerMs,
      allMs,
      aborted,
      onStage: (stage) =>
        this.#set({ status: stage === 'script' || stage === 'definition' ? 'loading' : 'connecting', stage, spare }),
      onMade: (chat) => {
        this.#chat = chat;
        this.#options = this.#hooks.options(this.#thread);
        return this.#options;
      },
      container: () => this.#hooks.container(),
      onEvent: (event) => {
        this.#heard = true;
        // The frame has loaded again by itself: after a crash, most often.
        if (event.type === 'chatkit.ready' && this.#state.up) void this.check();
        this.#hooks.onEvent(event);
      },
      trace: this.#trace,
    });
  }

  #script(src: string, tag: string): RendererScript {
    const { scriptMs, definitionMs } = this.#deadlines;
    // Of the element itself: markup that was smuggled into a page does not know the page's nonce.
    const { nonce } = this.#host;
    const crossOrigin = this.#host.getAttribute('crossorigin');
    return { src, tag, nonce, crossOrigin, scriptMs, definitionMs, trace: this.#trace };
  }
}
