import type { ChatKitEvents, OpenAIChatKit } from '@openai/chatkit';
import { adoptStyles, html, LitElement, nothing, type PropertyValues, svg } from 'lit';
import { createChatFetch } from '../chatkit/chat-fetch.ts';
import { type ClientTools, runClientTool } from '../chatkit/client-tools.ts';
import { ChatKitController, type Status } from '../chatkit/controller.ts';
import { buildChatKitOptions } from '../chatkit/options.ts';
import { PROPERTIES } from '../config/attributes.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { AssistantConfig, Context, Inputs, Prompt, RawChatKitOptions } from '../config/types.ts';
import { launcherIn } from '../launcher/launcher.ts';
import { OverlayController } from '../overlay/controller.ts';
import { placementCss, placementFor } from '../overlay/placement.ts';
import { AssistantMemory } from '../persistence/memory.ts';
import { SessionClient } from '../session/client.ts';
import type { AuthFetcher, SessionFetcher } from '../session/types.ts';
import { asAssistantError, AssistantError } from '../shared/errors.ts';
import { type IconName, icons } from '../shared/icons.ts';
import { ThemeController } from '../theme/controller.ts';
import { colorsFor, type Palette, readableOn } from '../theme/palette.ts';
import type { AssistantEvents, CloseReason, KbAssistantEventMap, OpenReason } from './kb-assistant.events.ts';
import { styles } from './kb-assistant.styles.ts';

type ChatKitMethods = Omit<OpenAIChatKit, keyof HTMLElement | 'setOptions'>;

/** Narrower than this the panel fills the screen, and is not opened by itself on the next page. */
const PHONE = '(max-width: 640px)';

/** Where the focus would bring up a keyboard over the panel. */
const TOUCH = '(pointer: coarse)';

/**
 * A floating assistant: a launcher in a corner of the page, and a panel with ChatKit inside.
 *
 * @example
 * <kb-assistant api-url="/api/chatkit" session-url="/api/chatkit/session"></kb-assistant>
 *
 * @attr {string} api-url - Where the chat server is. With it, the chat talks to your own server.
 * @attr {string} session-url - Where sessions are made. Alone, it connects to OpenAI's hosted ChatKit.
 * @attr {string} domain-key - The key of this page's domain, for the official renderer. Default `domain_pk_localhost_dev`.
 * @attr {string} chatkit-src - The script of the renderer. Default: OpenAI's CDN.
 * @attr {string} chatkit-tag - The element that the script defines. Default `openai-chatkit`.
 * @attr {string} fallback-src - A script that defines `kb-chatkit`, for when the renderer does not come.
 * @attr {'bottom-right'|'bottom-left'|'top-right'|'top-left'} position - Default `bottom-right`.
 * @attr {number} offset-x - Distance from the side, in px. Default 24.
 * @attr {number} offset-y - Distance from the top or bottom, in px. Default 24.
 * @attr {boolean} open - Whether the panel is open. Reflected.
 * @attr {string} heading - The panel's title. Default `Assistant`.
 * @attr {string} greeting - Above the quick prompts. Default `How can I help?`.
 * @attr {string} placeholder - In the empty composer. Default `Ask a question…`.
 * @attr {'auto'|'light'|'dark'} color-scheme - Default `auto`: the system's.
 * @attr {string} primary-color - Default `#2563eb`.
 * @attr {string} background-color - Default `#ffffff`.
 * @attr {string} text-color - Default `#111827`.
 * @attr {string} locale - Language tag. Default: the page's.
 * @attr {'local'|'session'|'none'} persist - Where the conversation is remembered. Default `local`.
 * @attr {string} auth-cookie - A cookie that is sent as a bearer token.
 * @attr {boolean} without-launcher - No launcher: the page opens the panel itself.
 * @attr {boolean} debug - Prints each step to the console.
 *
 * @fires kb-open - The panel has opened; `detail.reason`.
 * @fires kb-close - The panel is about to close; `detail.reason`; cancelable.
 * @fires kb-ready - The chat is up.
 * @fires kb-error - Something failed; `detail.code`, `detail.error`.
 * @fires kb-status-change - `detail.status` is `idle`, `loading`, `connecting`, `ready` or `failed`.
 * @fires kb-message - A message was sent, or an answer is complete; `detail.role`, `detail.text`, `detail.threadId`.
 *
 * @csspart launcher - The round button.
 * @csspart panel - What it opens.
 * @csspart header - The panel's top line.
 * @csspart close - The button that closes the panel.
 * @csspart body - Where the chat stands.
 * @csspart error - What stands there when the chat does not come.
 *
 * @cssproperty [--kb-accent] - Accent colour; else `primary-color`.
 * @cssproperty [--kb-on-accent] - Icon on the accent; else white or near-black, whichever has more contrast.
 * @cssproperty [--kb-background] - The panel's surface.
 * @cssproperty [--kb-text] - The panel's text.
 * @cssproperty [--kb-font-family] - Default: the page's.
 * @cssproperty [--kb-launcher-size=56px] - Diameter of the launcher.
 * @cssproperty [--kb-launcher-z-index=1000] - The panel needs none: it stands in the top layer.
 * @cssproperty [--kb-panel-width=400px] - Never wider than the window.
 * @cssproperty [--kb-panel-height=704px] - Never higher than the window.
 * @cssproperty [--kb-panel-radius=16px] - Corners of the panel.
 */
export class KbAssistant extends LitElement implements Inputs, ChatKitMethods {
  static override properties = PROPERTIES;
  static override styles = styles;

  declare apiUrl: string | undefined;
  declare sessionUrl: string | undefined;
  declare domainKey: string | undefined;
  declare chatkitSrc: string | undefined;
  declare chatkitTag: string | undefined;
  declare fallbackSrc: string | undefined;
  declare position: string | undefined;
  declare offsetX: number | undefined;
  declare offsetY: number | undefined;
  declare heading: string | undefined;
  declare greeting: string | undefined;
  declare placeholder: string | undefined;
  declare colorScheme: string | undefined;
  declare primaryColor: string | undefined;
  declare backgroundColor: string | undefined;
  declare textColor: string | undefined;
  declare locale: string | undefined;
  declare persist: string | undefined;
  declare authCookie: string | undefined;
  declare withoutLauncher: boolean;
  declare debug: boolean;
  /** Quick prompts of the start screen, as ChatKit takes them: `{ label, prompt, icon? }`. */
  declare prompts: readonly Prompt[] | undefined;
  /** Colours in one object; each wins over its attribute. */
  declare theme: Partial<Palette> | undefined;
  /** ChatKit's own options, merged last. */
  declare chatkitOptions: RawChatKitOptions | undefined;
  /** Gets a session, instead of `session-url`. */
  declare sessionFetcher: SessionFetcher | undefined;
  /** Says who is asking: a bearer token or headers, for the session endpoint and the chat server. */
  declare authFetcher: AuthFetcher | undefined;
  /** What the agent may have the page do, by name. */
  declare clientTools: ClientTools | undefined;
  /** What the agent is told of the page, with each request. */
  declare context: Context | undefined;

  #open = false;
  #openReason: OpenReason = 'api';
  #focusOnOpen = false;
  #config: AssistantConfig = resolveConfig({});
  #memory = new AssistantMemory('none', '', '');
  #session: SessionClient | null = null;
  #status: Status = 'idle';
  #error: AssistantError | null = null;
  #historyOpen = false;
  #threadId: string | null = null;
  #restored = false;

  readonly #theme = new ThemeController(this);
  readonly #overlay = new OverlayController(this, {
    panel: () => this.renderRoot?.querySelector<HTMLElement>('.panel') ?? null,
    onEscape: () => this.#close('escape'),
  });
  readonly #callbacks = {
    fetch: createChatFetch({
      connection: () => {
        const { connection, context, strings } = this.#config;
        const custom = connection.kind === 'custom' ? connection : null;
        const auth = custom?.auth ?? null;
        return { apiUrl: custom?.apiUrl ?? '', session: this.#session, auth, context, noSession: strings.noSession };
      },
      onMessage: (message) => this.#emit('kb-message', message),
      onError: (error) => this.#report(error),
      onThreadGone: (threadId) => this.#forgetThread(threadId),
    }),
    getClientSecret: async (current: string | null): Promise<string> => {
      try {
        if (!this.#session) throw new AssistantError('connection-missing');
        return await (current === null ? this.#session.get() : this.#session.replace(current));
      } catch (error) {
        this.#report(asAssistantError(error, 'session-failed'));
        throw error;
      }
    },
    onClientTool: runClientTool(() => this.#config.clientTools),
  };
  readonly #chatkit = new ChatKitController(this, {
    renderer: () => this.#config.renderer,
    thread: () => this.#threadId,
    options: (thread) => {
      if (this.#config.connection.kind === 'none') throw new AssistantError('connection-missing');
      return buildChatKitOptions(this.#config, this.#scheme, thread, this.#callbacks);
    },
    container: () => this.renderRoot.querySelector<HTMLElement>('.chat')!,
    onStatus: (status, error) => this.#onStatus(status, error),
    onEvent: (event) => this.#onChatEvent(event),
  });

  /** Whether the panel is open. Setting it to `false` can be refused by a `kb-close` handler, as any closing. */
  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    if (open) this.#show('api');
    else this.#close('api');
  }

  /** Where the chat is on its way. */
  get status(): Status {
    return this.#status;
  }

  /** Opens the panel. */
  show(): void {
    this.#show('api', !matchMedia(TOUCH).matches);
  }

  /** Closes the panel, unless a `kb-close` handler refuses. */
  hide(): void {
    this.#close('api');
  }

  /** Opens the panel, or closes it. */
  toggle(): void {
    if (this.#open) this.hide();
    else this.show();
  }

  /**
   * Opens the panel and asks a question, in the conversation that is there.
   *
   * @throws {AssistantError} where the chat does not come up.
   * @example
   * document.querySelector('kb-assistant').ask('How do I reset my password?');
   */
  async ask(text: string): Promise<void> {
    this.#show('ask', !matchMedia(TOUCH).matches);
    await this.sendUserMessage({ text });
  }

  async focusComposer(): Promise<void> {
    return (await this.#chatkit.ready()).focusComposer();
  }

  async setThreadId(threadId: string | null): Promise<void> {
    return (await this.#chatkit.ready()).setThreadId(threadId);
  }

  async sendUserMessage(params: Parameters<OpenAIChatKit['sendUserMessage']>[0]): Promise<void> {
    return (await this.#chatkit.ready()).sendUserMessage(params);
  }

  async setComposerValue(params: Parameters<OpenAIChatKit['setComposerValue']>[0]): Promise<void> {
    return (await this.#chatkit.ready()).setComposerValue(params);
  }

  async fetchUpdates(): Promise<void> {
    return (await this.#chatkit.ready()).fetchUpdates();
  }

  async sendCustomAction(...args: Parameters<OpenAIChatKit['sendCustomAction']>): Promise<void> {
    return (await this.#chatkit.ready()).sendCustomAction(...args);
  }

  async showHistory(): Promise<void> {
    return (await this.#chatkit.ready()).showHistory();
  }

  async hideHistory(): Promise<void> {
    return (await this.#chatkit.ready()).hideHistory();
  }

  /** The script tag may have made the root already, with the launcher in it. */
  protected override createRenderRoot(): ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const { button, sheets } = launcherIn(root);
    adoptStyles(root, [...sheets, ...(this.constructor as typeof KbAssistant).elementStyles]);
    button.onclick = (event) => this.#onLauncherClick(event);
    button.onpointerenter = button.onfocus = () => this.#chatkit.preload();
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The panel of an element that was moved has left the top layer.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.#session?.dispose();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#config = resolveConfig({ ...this.#inputs(), locale: this.locale || pageLanguage() });
    const { connection, persist } = this.#config;
    const fetcher = sessionFetcherOf(connection);
    const elsewhere = (['apiUrl', 'sessionUrl', 'authCookie'] as const).some((name) => changed.has(name));
    if (elsewhere || (fetcher === null) !== (this.#session === null)) {
      this.#session?.dispose();
      // The latest function is asked: a framework makes new ones at every render, and a session outlives those.
      const latest: SessionFetcher = async (request) => {
        const now = sessionFetcherOf(this.#config.connection);
        if (!now) throw new AssistantError('connection-missing');
        return now(request);
      };
      this.#session = fetcher && new SessionClient({ fetcher: latest });
    }
    this.#memory = new AssistantMemory(persist, this.id, this.apiUrl || this.sessionUrl || '');
    if (!this.#restored) this.#restore();
  }

  protected override render(): unknown {
    const { heading, strings } = this.#config;
    const ready = this.#status === 'ready';
    return html`
      <section class="panel" part="panel" role="dialog" aria-labelledby="title" tabindex="-1" popover="manual">
        <header class="header" part="header">
          <div class="titles">
            <h2 class="title" id="title">${heading}</h2>
            <p class="state" role="status">${this.#status === 'connecting' ? strings.connecting : nothing}</p>
          </div>
          ${this.#button('history', strings.history, this.#onHistoryClick, { hidden: !ready, pressed: this.#historyOpen })}
          ${this.#button('square-pen', strings.newChat, this.#onNewChatClick, { hidden: !ready })}
          ${this.#button('x', strings.close(heading), this.#onCloseClick, { part: 'close' })}
        </header>
        <div class="body" part="body">
          <div class="chat"></div>
          <div class="waiting" ?hidden=${ready || this.#status === 'failed'}><span></span></div>
          ${this.#status === 'failed' ? this.#renderError() : nothing}
        </div>
      </section>
    `;
  }

  #renderError(): unknown {
    const { strings } = this.#config;
    return html`
      <div class="error" part="error" role="alert">
        <h3>${strings.failed}</h3>
        <p>${strings.failedHelp}</p>
        <button class="retry" type="button" @click=${this.#onRetryClick}>${strings.retry}</button>
        <code>${this.#error?.code}</code>
      </div>
    `;
  }

  #button(
    icon: IconName,
    label: string,
    onClick: () => void,
    { hidden = false, pressed, part }: { hidden?: boolean; pressed?: boolean; part?: string } = {},
  ): unknown {
    return html`<button
      class="ghost"
      type="button"
      part=${part ?? nothing}
      ?hidden=${hidden}
      aria-label=${label}
      title=${label}
      aria-pressed=${pressed ?? nothing}
      @click=${onClick}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">${icons[icon].map((d) => svg`<path d=${d}></path>`)}</svg>
    </button>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { position, offsetX, offsetY, heading, palette, strings } = this.#config;
    const scheme = this.#scheme;
    const colors = colorsFor(palette, scheme);
    const launcher = launcherIn(this.renderRoot as ShadowRoot);
    launcher.setHostCss(
      placementCss(placementFor(position, offsetX, offsetY)) +
        `:host{--_accent:${colors.accent};--_on-accent:${colors.onAccent};--_background:${colors.background};` +
        `--_text:${colors.text};--_scheme:${scheme};--_ring:${readableOn(colors.background)}}`,
    );
    launcher.button.hidden = this.withoutLauncher;
    launcher.button.ariaExpanded = String(this.#open);
    launcher.button.ariaLabel = this.#open ? strings.close(heading) : strings.open(heading);
    this.#overlay.sync(this.#open);
    this.#chatkit.updateOptions();
    // Also after it was taken out of the document while open, and put back.
    if (this.isConnected && this.#open && this.#status === 'idle') void this.#chatkit.ready().catch(() => {});
    if (changed.has('open')) {
      if (this.#open) this.#onOpened();
      else if (this.hasUpdated) this.#memory.writeOpen(false);
    }
  }

  get #scheme(): 'light' | 'dark' {
    return this.#theme.scheme(this.#config.colorScheme);
  }

  #inputs(): Inputs {
    return Object.fromEntries(Object.keys(PROPERTIES).map((name) => [name, this[name as keyof this]]));
  }

  #restore(): void {
    this.#restored = true;
    const { threadId, open } = this.#memory.read();
    this.#threadId = threadId;
    if (open && !this.#open && !matchMedia(PHONE).matches) {
      this.#open = true;
      this.#openReason = 'restored';
    }
  }

  #show(reason: OpenReason, focus = false): void {
    if (this.#open) return;
    this.#open = true;
    this.#openReason = reason;
    this.#focusOnOpen = focus;
    this.requestUpdate('open', false);
  }

  #close(reason: CloseReason): void {
    if (!this.#open) return;
    if (!this.#emit('kb-close', { reason }, { cancelable: true })) {
      // Somebody may have taken the attribute away, and it must go on telling the truth.
      this.toggleAttribute('open', true);
      return;
    }
    this.#open = false;
    this.requestUpdate('open', true);
  }

  #onOpened(): void {
    this.#memory.writeOpen(true);
    this.#emit('kb-open', { reason: this.#openReason });
    const wantsFocus = this.#focusOnOpen;
    this.#focusOnOpen = false;
    if (wantsFocus) this.#focusPanel();
    this.#chatkit
      .ready()
      .then((chat) => (wantsFocus && this.#open ? chat.focusComposer() : undefined))
      // A failure is shown in the panel and told by kb-error.
      .catch(() => {});
  }

  #onLauncherClick(event: PointerEvent): void {
    if (this.#open) return this.#close('launcher');
    // On a touch device the focus would bring up the keyboard over the panel that was just opened.
    this.#show('launcher', event.pointerType !== 'touch');
  }

  readonly #onCloseClick = (): void => this.#close('close-button');

  readonly #onHistoryClick = (): void => {
    void (this.#historyOpen ? this.hideHistory() : this.showHistory()).catch(this.#onMethodError);
  };

  readonly #onNewChatClick = (): void => {
    const start = async (): Promise<void> => {
      if (this.#historyOpen) await this.hideHistory();
      await this.setThreadId(null);
      await this.focusComposer();
    };
    start().catch(this.#onMethodError);
  };

  readonly #onRetryClick = (): void => {
    // The button goes with the error, and must not take the focus out of the panel with it.
    this.#focusPanel();
    this.#chatkit.ready().then(
      (chat) => chat.focusComposer(),
      () => this.#focusPanel(),
    );
  };

  #focusPanel(): void {
    this.renderRoot.querySelector<HTMLElement>('.panel')?.focus({ preventScroll: true });
  }

  readonly #onMethodError = (error: unknown): void => this.#log('method-failed', { error: String(error) });

  #onStatus(status: Status, error: AssistantError | null): void {
    this.#status = status;
    this.#error = error;
    // A chat that went took its history with it.
    if (status !== 'ready') this.#historyOpen = false;
    this.#log('status', { status, ...(error ? { code: error.code } : {}) });
    this.requestUpdate();
    this.#emit('kb-status-change', { status });
    if (status === 'ready') this.#emit('kb-ready', undefined);
    if (error) this.#report(error);
  }

  #report(error: AssistantError): void {
    console.error(`[kb-assistant] ${error.message}`, error.cause ?? '');
    this.#emit('kb-error', { code: error.code, error });
  }

  #onChatEvent(event: CustomEvent): void {
    switch (event.type as keyof ChatKitEvents) {
      case 'chatkit.thread.change':
        this.#threadId = (event as ChatKitEvents['chatkit.thread.change']).detail.threadId;
        this.#memory.writeThread(this.#threadId);
        break;
      case 'chatkit.history.open':
      case 'chatkit.history.close':
        this.#historyOpen = event.type === 'chatkit.history.open';
        this.requestUpdate();
        break;
      default:
    }
    this.#log(event.type);
    const { bubbles, composed, detail } = event;
    this.dispatchEvent(new CustomEvent(event.type, { bubbles, composed, detail }));
  }

  /** A conversation that the server no longer has gives way to a new one. */
  #forgetThread(threadId: string): void {
    if (threadId !== this.#threadId) return;
    this.#threadId = null;
    this.#memory.writeThread(null);
    void this.setThreadId(null).catch(this.#onMethodError);
  }

  #emit<K extends keyof AssistantEvents>(
    type: K,
    detail: AssistantEvents[K]['detail'],
    init: { cancelable?: boolean } = {},
  ): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, ...init }));
  }

  #log(step: string, data: Record<string, unknown> = {}): void {
    if (this.debug) console.debug(`[kb-assistant] ${step}`, data);
  }
}

const sessionFetcherOf = (connection: AssistantConfig['connection']): SessionFetcher | null =>
  connection.kind === 'none' ? null : connection.session;

/** The language of the page, or of the browser where the page does not say. */
const pageLanguage = (): string => document.documentElement.lang || navigator.language || 'en';

export interface KbAssistant {
  addEventListener<K extends keyof KbAssistantEventMap>(
    type: K,
    listener: (this: KbAssistant, event: KbAssistantEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<K extends keyof KbAssistantEventMap>(
    type: K,
    listener: (this: KbAssistant, event: KbAssistantEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject | null,
    options?: boolean | EventListenerOptions,
  ): void;
}
