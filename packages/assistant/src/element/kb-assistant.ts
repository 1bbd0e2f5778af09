import type { ChatKitEvents, OpenAIChatKit } from '@openai/chatkit';
import { adoptStyles, html, nothing, type PropertyValues } from 'lit';
import type { ChatKitCommands } from '../chatkit/commands.ts';
import { ChatKitController } from '../chatkit/controller.ts';
import { type ChatState, IDLE, type Status } from '../chatkit/state.ts';
import { buildChatKitOptions } from '../chatkit/options.ts';
import { AttentionController } from '../attention/controller.ts';
import { addLauncherMarks, type LauncherMarks } from '../attention/launcher-marks.ts';
import { announcementOf } from '../attention/launcher-state.ts';
import { nearView } from '../attention/near-view.ts';
import { attentionStyles } from '../attention/attention.styles.ts';
import { PROPERTIES } from '../config/attributes.ts';
import { type Groups, replaceGroup } from '../config/groups.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { AssistantConfig, Context, Inputs, Prompt, RawChatKitOptions } from '../config/types.ts';
import type { DiagnoseOptions } from '../diagnose/diagnose.ts';
import type { Diagnosis } from '../diagnose/types.ts';
import { recordRefusals } from '../diagnose/violations.ts';
import { makeDraggable } from '../launcher/dragging.ts';
import { type Launcher, launcherIn } from '../launcher/launcher.ts';
import { OverlayController } from '../overlay/controller.ts';
import {
  clampSize,
  type Corner,
  cornerTowards,
  nearestCorner,
  placementCss,
  type Presentation,
  presentationOf,
  sideCss,
  sideOf,
  type Size,
} from '../overlay/placement.ts';
import { Resizing } from '../overlay/resize.ts';
import { TriggersController } from '../overlay/triggers.ts';
import { ViewportController } from '../overlay/viewport.ts';
import { panelView } from '../panel/panel-view.ts';
import { PreferencesMemory } from '../persistence/preferences.ts';
import type { AuthFetcher, SessionFetcher } from '../session/types.ts';
import { asAssistantError, AssistantError } from '../shared/errors.ts';
import { ariaShortcut } from '../shared/shortcut.ts';
import { switchTheme } from '../tools/switch-theme.ts';
import type { ClientTools, ToolHooks, ToolQuestion } from '../tools/types.ts';
import { PromptsController } from '../prompts/controller.ts';
import { loadStrings } from '../strings/strings-for.ts';
import type { Strings } from '../strings/strings.ts';
import { ThemeController } from '../theme/controller.ts';
import { shellCss } from '../theme/shell-css.ts';
import { ChatElement } from './chat-element.ts';
import { failureOf, stateLine } from './chat-view.ts';
import { ServerConnection } from './connection.ts';
import { HostStates } from './host-states.ts';
import type { AssistantEvents, CloseReason, OpenReason } from './kb-assistant.events.ts';
import { styles } from './kb-assistant.styles.ts';
import { PanelQuestions } from './panel-questions.ts';
import { Visitor } from './visitor.ts';

/** How long the first drawing waits for a language and for colours, in milliseconds. */
const PATIENCE_MS = 2000;

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
 * @attr {'floating'|'sidebar'|'modal'|'inline'} mode - How the panel stands on the page. Default `floating`.
 * @attr {'none'|'hover'|'idle'|'eager'} preload - When the scripts behind the launcher are fetched. Default `hover`.
 * @attr {'same-origin'|'include'|'omit'} credentials - Whether cookies go along. Default: to the session endpoint, and to a chat server of the page's own origin.
 * @attr {'two-phase'|'direct'} upload-strategy - How files are uploaded. Default: no files.
 * @attr {string} upload-url - Where files go, for `direct`.
 * @attr {'bottom-right'|'bottom-left'|'top-right'|'top-left'|'bottom-start'|'bottom-end'|'top-start'|'top-end'} position - Default `bottom-right`; start and end follow the writing direction.
 * @attr {number} offset-x - Distance from the side, in px. Default 24.
 * @attr {number} offset-y - Distance from the top or bottom, in px. Default 24.
 * @attr {string} shortcut - Keys that open and close the panel, such as `mod+k`. Default none.
 * @attr {string} teaser - What a bubble beside the launcher says. Default none.
 * @attr {number} teaser-delay - When it comes, in milliseconds. Default 3000.
 * @attr {boolean} draggable-launcher - The launcher can be moved to another corner, which is remembered.
 * @attr {boolean} close-on-outside-click - A click beside the panel closes it.
 * @attr {boolean} prompts-on-launcher - The first quick prompts stand beside the closed launcher too.
 * @attr {boolean} open - Whether the panel is open. Reflected.
 * @attr {string} heading - The panel's title. Default `Assistant`.
 * @attr {string} greeting - Above the quick prompts. Default `How can I help?`.
 * @attr {string} placeholder - In the empty composer. Default `Ask a question…`.
 * @attr {'auto'|'light'|'dark'} color-scheme - Default `auto`: the page's, else the system's.
 * @attr {string} primary-color - Default `#2563eb`.
 * @attr {string} background-color - Default `#ffffff`.
 * @attr {string} text-color - Default `#111827`.
 * @attr {'azure'|'ink'|'slate'|'ocean'|'lagoon'|'forest'|'olive'|'amber'|'clay'|'cherry'|'orchid'|'violet'} preset - A whole palette by name. Default `azure`.
 * @attr {'pill'|'round'|'soft'|'sharp'} radius - How round corners are. Default `pill`.
 * @attr {'compact'|'normal'|'spacious'} density - How much room things have. Default `normal`.
 * @attr {'from-page'} theme - Takes colours and font from the page. As a property, the whole look in one object.
 * @attr {string} disclaimer - A note below the composer.
 * @attr {string} launcher-label - Name of the launcher. Default: "Open" and the heading, in the page's language.
 * @attr {string} locale - Language tag. Default: the page's.
 * @attr {'local'|'session'|'none'} persist - Where the conversation is remembered. Default `local`.
 * @attr {'required'|'none'} consent - Whether the visitor must agree before anything is loaded, asked or stored. Default `none`.
 * @attr {string} user-key - Who is signed in: a change forgets what the last one had. Never sent anywhere.
 * @attr {string} auth-cookie - A cookie that is sent as a bearer token.
 * @attr {boolean} without-launcher - No launcher: the page opens the panel itself.
 * @attr {boolean} debug - Prints each step to the console.
 *
 * @fires kb-open - The panel has opened; `detail.reason`.
 * @fires kb-close - The panel is about to close; `detail.reason`; cancelable.
 * @fires kb-ready - The chat is up.
 * @fires kb-error - Something failed; `detail.code`, `detail.error`.
 * @fires kb-status-change - `detail.status` is `idle`, `loading`, `connecting`, `ready`, `offline` or `failed`; `detail.stage` and `detail.spare` say more.
 * @fires kb-message - A message was sent, or an answer is complete; `detail.role`, `detail.text`, `detail.threadId`.
 * @fires kb-tool - The agent has called a tool of the page; `detail.name`, `detail.outcome`, `detail.params`, `detail.durationMs`.
 *
 * @slot launcher-icon - In the place of the launcher's icon.
 * @slot header - In the place of the panel's title.
 * @slot footer - Below the chat.
 *
 * @csspart launcher - The round button.
 * @csspart panel - What it opens.
 * @csspart header - The panel's top line.
 * @csspart badge - On the launcher: how many answers nobody has seen yet.
 * @csspart teaser - The bubble beside the launcher.
 * @csspart prompts - The quick prompts beside the launcher.
 * @csspart prompt - One of them.
 * @csspart expand - The button that makes the panel larger.
 * @csspart resize - The handle at the free corner of the panel.
 * @csspart close - The button that closes the panel.
 * @csspart body - Where the chat stands.
 * @csspart error - What stands there when the chat does not come.
 *
 * @cssstate open - The panel is open.
 * @cssstate unread - There are answers that nobody has seen yet.
 * @cssstate connecting - The chat is on its way.
 * @cssstate failed - The chat did not come up.
 * @cssstate dark - The dark scheme is in force.
 *
 * @cssproperty [--kb-accent] - Accent colour, of the chat too; else `primary-color`.
 * @cssproperty [--kb-on-accent] - Icon on the accent; else white or near-black, whichever has more contrast.
 * @cssproperty [--kb-background] - The surface, of the chat too; else `background-color`.
 * @cssproperty [--kb-text] - The text, of the chat too; else `text-color`.
 * @cssproperty [--kb-font-family] - Default: the page's.
 * @cssproperty [--kb-launcher-size=56px] - Diameter of the launcher.
 * @cssproperty [--kb-launcher-z-index=1000] - The panel needs none: it stands in the top layer.
 * @cssproperty [--kb-panel-width=400px] - Never wider than the window.
 * @cssproperty [--kb-panel-height=704px] - Never higher than the window.
 * @cssproperty [--kb-panel-radius=16px] - Corners of the panel.
 */
export class KbAssistant extends ChatElement implements Inputs {
  static override properties = PROPERTIES;
  static override styles = [styles, attentionStyles];

  declare apiUrl: string | undefined;
  declare sessionUrl: string | undefined;
  declare domainKey: string | undefined;
  declare chatkitSrc: string | undefined;
  declare chatkitTag: string | undefined;
  declare fallbackSrc: string | undefined;
  declare mode: string | undefined;
  declare preload: string | undefined;
  declare credentials: string | undefined;
  declare uploadStrategy: string | undefined;
  declare uploadUrl: string | undefined;
  declare position: string | undefined;
  declare offsetX: number | undefined;
  declare offsetY: number | undefined;
  declare panelWidth: number | undefined;
  declare panelHeight: number | undefined;
  declare shortcut: string | undefined;
  declare teaser: string | undefined;
  /** In milliseconds. Default 3000. */
  declare teaserDelay: number | undefined;
  declare draggableLauncher: boolean;
  declare closeOnOutsideClick: boolean;
  declare promptsOnLauncher: boolean;
  declare withoutOverlay: boolean | undefined;
  declare withoutHeader: boolean | undefined;
  declare heading: string | undefined;
  declare greeting: string | undefined;
  declare placeholder: string | undefined;
  declare colorScheme: string | undefined;
  declare primaryColor: string | undefined;
  declare backgroundColor: string | undefined;
  declare textColor: string | undefined;
  declare preset: string | undefined;
  declare radius: string | undefined;
  declare density: string | undefined;
  declare disclaimer: string | undefined;
  declare launcherLabel: string | undefined;
  declare locale: string | undefined;
  declare persist: string | undefined;
  declare consent: string | undefined;
  declare userKey: string | undefined;
  declare authCookie: string | undefined;
  declare withoutLauncher: boolean;
  declare debug: boolean;
  /** Quick prompts of the start screen, as ChatKit takes them: `{ label, prompt, icon? }`. */
  declare prompts: readonly Prompt[] | undefined;
  /** Our words, put otherwise or into another language; what is not named stays as it is. */
  declare strings: Partial<Strings> | undefined;
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
  #chatState: ChatState = IDLE;
  /** Whether the person is told that the spare renderer has taken over: once, until they go on. */
  #spareNotice = false;
  #historyOpen = false;
  #threadId: string | null = null;
  /** What was found out about a failure. */
  readonly #reports = new WeakMap<WeakKey, string>();
  /** The conversation that another tab has led this one to. */
  #followed: string | null | undefined;
  #preferences = new PreferencesMemory('none', '', '');
  #preferencesOf = '';
  /** What the panel was opened from, for the focus to go back to. */
  #openedFrom: HTMLElement | null = null;
  #presentation: Presentation | null = null;
  #marks: LauncherMarks | null = null;
  readonly #groups: Groups = {};
  readonly #states = new HostStates(this);

  readonly #theme = new ThemeController(this, { settings: () => this.#config });
  readonly #prompts = new PromptsController(this, {
    settings: () => ({ ...this.#config, scheme: this.#theme.look.scheme }),
  });
  readonly #viewport = new ViewportController(this, () => this.#panel);
  readonly #overlay = new OverlayController(this, {
    panel: () => this.#panel,
    launcher: () => this.#launcher.button,
    closesOnOutsideClick: () => this.closeOnOutsideClick,
    onDismiss: (reason) => this.#close(reason),
  });
  readonly #triggers = new TriggersController(this, {
    shortcut: () => this.#config.shortcut,
    onShortcut: () => (this.#open ? this.#close('shortcut') : this.#show('shortcut', !matchMedia(TOUCH).matches)),
    onTrigger: (trigger, prompt) => this.#onTrigger(trigger, prompt),
  });
  readonly #attention = new AttentionController(this, {
    open: () => this.#open,
    status: () => this.#chatState.status,
    teaser: () => {
      const { teaser, teaserDelayMs } = this.#config;
      return teaser === null ? null : { text: teaser, delayMs: teaserDelayMs };
    },
    prompts: () => this.promptsOnLauncher,
    dismissed: () => this.#preferences.now.teaser ?? null,
    onDismissed: (teaser) => this.#preferences.write({ teaser }),
    onUnread: (count) => this.#visitor.tabs?.tellUnread(count),
  });
  readonly #visitor: Visitor = new Visitor(this, {
    config: () => this.#config,
    server: () => this.apiUrl || this.sessionUrl || '',
    userKey: () => this.userKey ?? '',
    state: () => ({ threadId: this.#threadId, unread: this.#attention.unread }),
    onThread: (threadId) => this.#followThread(threadId),
    onUnread: (count) => this.#attention.setUnread(count),
    onAnswer: (threadId) => this.#onAnswerElsewhere(threadId),
    onLeft: () => this.#onVisitorLeft(),
  });
  readonly #questions = new PanelQuestions({
    strings: () => this.#config.strings,
    body: () => this.renderRoot.querySelector<HTMLElement>('.body'),
    closable: () => this.#presentation !== 'inline',
  });
  readonly #tools: ToolHooks = {
    tools: () => ({ ...switchTheme((theme) => (this.colorScheme = theme)), ...this.#config.clientTools }),
    ask: (question) => this.#askAboutTool(question),
    onCall: (call) => this.#emit('kb-tool', call),
  };
  readonly #resizing = new Resizing({
    panel: () => this.#panel,
    anchor: () => ({ side: sideOf(this.#position, this.#rtl), top: this.#position.startsWith('top') }),
    onResize: (size) => this.#resize(size),
  });
  readonly #connection = new ServerConnection({
    config: () => this.#config,
    tools: this.#tools,
    onMessage: (message) => {
      this.#spareNotice = false;
      if (message.role === 'user') this.#visitor.memory.writeDraft({ threadId: null, text: '' });
      this.#emit('kb-message', message);
    },
    onError: (error) => this.#report(error),
    onThreadGone: (threadId) => this.#forgetThread(threadId),
    onReach: (reached) => this.#chatkit.noteReach(reached),
    trace: (step, data) => this.#log(step, data),
  });
  readonly #chatkit = new ChatKitController(this, {
    renderer: () => this.#config.renderer,
    server: () => this.apiUrl || this.sessionUrl || '',
    thread: () => this.#threadId,
    options: (thread) => {
      const { connection } = this.#config;
      if (connection.kind === 'none') throw new AssistantError(connection.code, connection.detail);
      const page = { look: this.#theme.look, prompts: this.#prompts.prompts };
      return buildChatKitOptions(this.#config, page, thread, this.#connection.callbacks);
    },
    container: () => this.renderRoot.querySelector<HTMLElement>('.chat')!,
    session: async () => this.#connection.session?.get(),
    historyOpen: () => this.#historyOpen,
    onWake: () => this.#connection.session?.wake(),
    onState: (state) => this.#onState(state),
    onEvent: (event) => this.#onChatEvent(event),
    trace: (step, data) => this.#log(step, data),
  });

  /** Whether the panel is open. Setting it to `false` can be refused by a `kb-close` handler, as any closing. */
  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    if (open) this.#show('api');
    else this.#close('api');
  }

  /** Where and how the panel stands, in one object. Of it and the attributes, the last one set wins. */
  get overlay(): Groups['overlay'] {
    return this.#groups.overlay;
  }

  set overlay(overlay: Groups['overlay']) {
    this.#setGroup('overlay', overlay);
  }

  /** The panel's top line, in one object. Of it and the attributes, the last one set wins. */
  get header(): Groups['header'] {
    return this.#groups.header;
  }

  set header(header: Groups['header']) {
    this.#setGroup('header', header);
  }

  /** Greeting and prompts, in one object. Of it, the attribute and `prompts`, the last one set wins. */
  get startScreen(): Groups['startScreen'] {
    return this.#groups.startScreen;
  }

  set startScreen(startScreen: Groups['startScreen']) {
    this.#setGroup('startScreen', startScreen);
  }

  /** Colours, corners, density and font in one object, or `'from-page'`. Of it and the attributes, the last one set wins. */
  get theme(): Groups['theme'] {
    return this.#groups.theme;
  }

  set theme(theme: Groups['theme']) {
    this.#setGroup('theme', theme);
  }

  /** Where the chat is on its way. */
  get status(): Status {
    return this.#chatState.status;
  }

  /** Opens the panel. */
  show(): void {
    this.#show('api', mayTakeFocus());
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
    this.#show('ask', mayTakeFocus());
    await this.sendUserMessage({ text });
  }

  /**
   * Says that the visitor agrees to the chat, where `consent="required"` wants that: from now on it may be loaded, asked
   * and remembered. Where `persist` allows, the agreement holds on the next page.
   *
   * @example
   * banner.addEventListener('accept', () => document.querySelector('kb-assistant').grantConsent());
   */
  grantConsent(): void {
    if (this.#visitor.grantConsent()) this.#questions.withdraw();
  }

  /** Takes the agreement back: the chat goes, and what was stored of it. */
  withdrawConsent(): void {
    this.#close('api');
    this.#visitor.withdrawConsent();
  }

  /**
   * Looks at all that the chat needs, from the page to its servers, and says what is wrong and what to do. Prints the
   * report, in which no secret is, and returns it. It brings the chat up, and asks for a session of its own.
   *
   * @example
   * const { verdict, text } = await document.querySelector('kb-assistant').diagnose();
   */
  async diagnose(options?: DiagnoseOptions): Promise<Diagnosis> {
    const { diagnose } = await import('../diagnose/diagnose.ts');
    await this.updateComplete;
    const { connection } = this.#config;
    const inputs = this.#inputs();
    return diagnose(
      {
        config: this.#config,
        sessionUrl: inputs.sessionUrl,
        sessionFetcher: inputs.sessionFetcher,
        auth: connection.kind === 'custom' ? connection.auth : (inputs.authFetcher ?? null),
        credentials: connection.kind === 'custom' ? connection.credentials : null,
        consented: this.#visitor.consented,
        bringUp: async () => {
          // What has failed is looked at as it is; another try is the person's to make.
          const { status, error: known, spare } = this.#chatState;
          if (status === 'failed') return { error: known, spare };
          const error = await this.chat().then(
            () => null,
            (reason: unknown) => asAssistantError(reason, 'chat-error'),
          );
          return { error, spare: this.#chatState.spare };
        },
      },
      options,
    );
  }

  protected override async chat(): Promise<ChatKitCommands> {
    if (!this.#visitor.consented) throw new AssistantError('consent-required');
    return this.#chatkit.ready();
  }

  /** The script tag may have made the root already, with the launcher in it. */
  protected override createRenderRoot(): ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const { button, sheet } = launcherIn(root);
    // The launcher's sheet has what this assistant alone has, and so the last word.
    adoptStyles(root, [...(this.constructor as typeof KbAssistant).elementStyles, sheet]);
    this.#marks = addLauncherMarks(button);
    root.addEventListener('input', this.#onInput);
    const { endedDrag } = makeDraggable(button, {
      enabled: () => this.draggableLauncher,
      onDrop: (x, y) => this.#moveLauncher(nearestCorner(x, y, innerWidth, innerHeight)),
      onArrow: (key) => {
        const { left, top, width, height } = button.getBoundingClientRect();
        const here = nearestCorner(left + width / 2, top + height / 2, innerWidth, innerHeight);
        const corner = cornerTowards(here, key);
        return corner && this.#moveLauncher(corner);
      },
    });
    button.onclick = (event) => {
      if (!endedDrag()) this.#onLauncherClick(event);
    };
    button.onpointerenter = button.onfocus = () => {
      if (this.#config.preload !== 'none' && this.#visitor.consented) this.#chatkit.preload();
    };
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    recordRefusals();
    // The panel of an element that was moved has left the top layer.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#connection.dispose();
      this.#questions.withdraw();
    });
  }

  /** The first drawing waits for the language and the colours, so that nobody sees others flash by; but not for long. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (this.hasUpdated) return super.scheduleUpdate();
    this.#config = this.#resolve();
    const pending = this.#pending();
    if (!pending) return super.scheduleUpdate();
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
    return Promise.race([pending, patience]).then(() => super.scheduleUpdate());
  }

  /** An update is complete when it was drawn in its own language and colours. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const settled = await super.getUpdateComplete();
    const pending = this.isConnected ? this.#pending() : null;
    if (!pending) return settled;
    await pending;
    return super.getUpdateComplete();
  }

  /** What is still on its way before this can be drawn as it was meant. */
  #pending(): Promise<unknown> | null {
    const parts = [this.#theme.pending, loadStrings(this.#config.locale)].filter((part) => part !== null);
    return parts.length > 0 ? Promise.all(parts) : null;
  }

  #resolve(): AssistantConfig {
    return resolveConfig({ ...this.#inputs(), locale: this.locale || pageLanguage() });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#config = this.#resolve();
    void loadStrings(this.#config.locale)?.then(() => this.requestUpdate());
    // What was removed has given its session back, and asks for no other.
    if (this.isConnected) this.#connection.update(this.#inputs());
    const isNew = this.#visitor.update();
    this.#connection.keepFresh(this.#open && this.#visitor.consented);
    const server = this.apiUrl || this.sessionUrl || '';
    const { mode } = this.#config;
    const { persist } = this.#visitor;
    const whose = [persist, this.id, server].join();
    if (this.#preferencesOf !== whose) {
      this.#preferences = new PreferencesMemory(persist, this.id, server);
      this.#preferencesOf = whose;
    }
    if (isNew) this.#restore();
    const presentation = presentationOf(mode, this.#viewport.narrow);
    if (presentation === 'inline' && this.#presentation !== 'inline') this.#show('inline');
    this.#presentation = presentation;
    if (this.#open && changed.has('open')) this.#attention.seen();
  }

  protected override render(): unknown {
    const { heading, strings, language, direction } = this.#config;
    const { prompts } = this.#prompts;
    const { status, up } = this.#chatState;
    const said = announcementOf(this.#attention.state, this.#attention.unread, strings);
    const loose = this.#presentation === 'floating' || this.#presentation === 'sidebar';
    const panel = panelView({
      locale: language,
      direction,
      header: {
        heading,
        strings,
        state: stateLine(this.#chatState, this.#spareNotice, strings),
        ready: up,
        historyOpen: this.#historyOpen,
        expanded: loose ? this.#expanded : null,
        closable: this.#presentation !== 'inline',
        onHistory: this.#onHistoryClick,
        onNewChat: this.#onNewChatClick,
        onExpand: this.#onExpandClick,
        onClose: this.#onCloseClick,
      },
      withHeader: !this.withoutHeader,
      expanded: loose && this.#expanded,
      waiting: !up && status !== 'failed' && status !== 'offline' && this.#visitor.consented,
      failure: up
        ? null
        : failureOf(this.#chatState, strings, {
            report: (this.#chatState.error && this.#reports.get(this.#chatState.error)) ?? null,
            onRetry: this.#onRetryClick,
            onDetails: this.#onDetails,
          }),
      resize:
        loose && !this.#expanded ? { label: strings.resize, corner: this.#freeCorner, handlers: this.#resizing } : null,
      said: this.#open ? said : '',
    });
    // Beside a launcher that is not there, nothing stands either.
    const launcher = !this.withoutLauncher && this.#presentation !== 'inline';
    return html`${
        launcher
          ? nearView({
              strings,
              teaser: this.#attention.teaser,
              prompts: this.#attention.prompts ? prompts : [],
              onTeaser: this.#onTeaserClick,
              onPrompt: this.#onPromptClick,
              onDismiss: this.#onDismissClick,
            })
          : nothing
      }
      <p class="said outside" role="status">${this.#open ? '' : said}</p>
      ${panel}`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const { button } = this.#launcher;
    const { heading, strings, shortcut } = this.#config;
    const { state, unread } = this.#attention;
    this.#launcher.setHostCss(this.#hostCss());
    button.hidden = this.withoutLauncher || this.#presentation === 'inline';
    button.ariaExpanded = String(this.#open);
    button.ariaKeyShortcuts = shortcut && ariaShortcut(shortcut, this.#triggers.apple);
    button.ariaDescription = this.draggableLauncher ? strings.move : null;
    button.classList.toggle('draggable', this.draggableLauncher);
    const opens = this.launcherLabel || strings.open(heading);
    const closedLabel = unread > 0 ? `${opens}. ${strings.unread(unread)}` : opens;
    button.ariaLabel = this.#open ? strings.close(heading) : closedLabel;
    this.#marks?.update(state, unread);
    this.#states.update({
      open: this.#open,
      unread: unread > 0,
      connecting: state === 'connecting',
      failed: this.#chatState.status === 'failed',
      dark: this.#theme.look.scheme === 'dark',
    });
    this.#overlay.sync(this.#open, this.#presentation ?? 'floating', this.#openedFrom);
    this.#chatkit.updateOptions();
    // Also after it was taken out of the document while open, and put back.
    this.#chatkit.watch(this.#open);
    this.#chatkit.preloadWhen(this.#visitor.consented ? this.#config.preload : 'none');
    if (this.isConnected && this.#open && this.#chatState.status === 'idle') {
      if (this.#visitor.consented) void this.chat().catch(() => {});
      else void this.#askForConsent();
    }
    if (changed.has('open')) {
      if (this.#open) this.#onOpened();
      else if (this.hasUpdated && this.#presentation !== 'inline') this.#visitor.memory.writeOpen(false);
    }
  }

  get #launcher(): Launcher {
    return launcherIn(this.renderRoot as ShadowRoot);
  }

  get #panel(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector<HTMLDialogElement>('.panel') ?? null;
  }

  /** Where the launcher stands: where somebody has moved it to, or where the site put it. */
  get #position(): AssistantConfig['position'] {
    const { corner } = this.#preferences.now;
    return this.draggableLauncher && corner ? (corner as Corner) : this.#config.position;
  }

  get #rtl(): boolean {
    return getComputedStyle(this).direction === 'rtl';
  }

  get #expanded(): boolean {
    return this.#preferences.now.expanded ?? false;
  }

  get #freeCorner(): Corner {
    const side = sideOf(this.#position, this.#rtl) === 'left' ? 'right' : 'left';
    return `${this.#position.startsWith('top') ? 'bottom' : 'top'}-${side}`;
  }

  /** What this assistant alone has: its place, its size, its colours. */
  #hostCss(): string {
    const { offsetX, offsetY, panelWidth, panelHeight } = this.#config;
    const { width = panelWidth, height = panelHeight } = this.#preferences.now;
    const position = this.#position;
    const [vertical, side] = position.split('-');
    const own =
      `--_offset-x:${offsetX}px;--_offset-y:${offsetY}px;--_shift:${vertical === 'top' ? '-8px' : '8px'};--_side:${side};` +
      `${width === null ? '' : `--_width:${width}px;`}${height === null ? '' : `--_height:${height}px;`}`;
    return (
      placementCss(position, offsetX, offsetY, '.launcher,.near,.panel') +
      `.panel[data-mode=sidebar]{${sideCss(position, 0)}}` +
      `:host{${own}${shellCss(this.#theme.look)}}` +
      (this.#presentation === 'inline'
        ? ':host{display:block;height:var(--_height,var(--kb-panel-height,704px));max-width:var(--_width,none)}'
        : '')
    );
  }

  #setGroup<K extends keyof Groups>(name: K, group: Groups[K]): void {
    const inputs = replaceGroup(name, this.#groups[name], group, this);
    this.#groups[name] = group;
    Object.assign(this, inputs);
    this.requestUpdate();
  }

  #resize(size: Size | null): void {
    const fitting = size && clampSize(size, { width: innerWidth, height: innerHeight });
    this.#preferences.write({ width: fitting?.width, height: fitting?.height });
    this.requestUpdate();
  }

  #moveLauncher(corner: Corner): Promise<unknown> {
    this.#preferences.write({ corner });
    this.requestUpdate();
    return this.updateComplete;
  }

  #inputs(): Inputs {
    return Object.fromEntries(Object.keys(PROPERTIES).map((name) => [name, this[name as keyof this]]));
  }

  #restore(): void {
    const { threadId, open } = this.#visitor.memory.read();
    this.#threadId = threadId;
    if (open && !this.#viewport.narrow) this.#show('restored');
  }

  #show(reason: OpenReason, focus = false, from: HTMLElement | null = null): void {
    if (this.#open) return;
    // Who opens the panel wants the chat. A page that opens it by itself has asked nobody.
    const byPerson = reason === 'api' || reason === 'ask' ? navigator.userActivation?.isActive : BY_PERSON.has(reason);
    if (byPerson) this.grantConsent();
    this.#openedFrom = from;
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
    if (this.#presentation !== 'inline') this.#visitor.memory.writeOpen(true);
    this.#emit('kb-open', { reason: this.#openReason });
    const wantsFocus = this.#focusOnOpen;
    this.#focusOnOpen = false;
    if (wantsFocus) this.#overlay.focusPanel();
    this.chat()
      .then((chat) => (wantsFocus && this.#open ? chat.focusComposer() : undefined))
      // A failure is shown in the panel and told by kb-error.
      .catch(() => {});
  }

  #onLauncherClick(event: PointerEvent): void {
    if (this.#open) return this.#close('launcher');
    // On a touch device the focus would bring up the keyboard over the panel that was just opened.
    this.#show('launcher', event.pointerType !== 'touch' && !matchMedia(TOUCH).matches, this.#launcher.button);
  }

  #onTrigger(trigger: HTMLElement, prompt: string | null): void {
    const focus = !matchMedia(TOUCH).matches;
    if (this.#open && focus && prompt === null) void this.focusComposer().catch(this.#onMethodError);
    this.#show('page', focus, trigger);
    if (prompt) void this.sendUserMessage({ text: prompt }).catch(this.#onMethodError);
  }

  readonly #onTeaserClick = (): void => this.#show('teaser', !matchMedia(TOUCH).matches, this.#launcher.button);

  readonly #onPromptClick = (index: number): void => {
    const prompt = this.#prompts.prompts[index];
    if (!prompt) return;
    this.#show('prompt', !matchMedia(TOUCH).matches, this.#launcher.button);
    const message = typeof prompt.prompt === 'string' ? { text: prompt.prompt } : { content: prompt.prompt };
    void this.sendUserMessage(message as Parameters<OpenAIChatKit['sendUserMessage']>[0]).catch(this.#onMethodError);
  };

  readonly #onDismissClick = (): void => {
    this.#attention.dismiss();
    this.#launcher.button.focus({ preventScroll: true });
  };

  readonly #onExpandClick = (): void => {
    this.#preferences.write({ expanded: this.#expanded ? undefined : true });
    this.requestUpdate();
  };

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

  /** Whoever opens the details of a failure gets to see, and to copy, all that can be found out about it. */
  readonly #onDetails = (): void => {
    const { error } = this.#chatState;
    if (!error || this.#reports.has(error)) return;
    this.#reports.set(error, '');
    const add = async (): Promise<void> => {
      const { text } = await this.diagnose({ print: false });
      this.#reports.set(error, text);
      this.requestUpdate();
    };
    add().catch(this.#onMethodError);
  };

  readonly #onRetryClick = (): void => {
    // The button goes with the error, and must not take the focus out of the panel with it.
    this.#overlay.focusPanel();
    this.chat().then(
      (chat) => chat.focusComposer(),
      () => this.#overlay.focusPanel(),
    );
  };

  readonly #onMethodError = (error: unknown): void => this.#log('method-failed', { error: String(error) });

  #onState(state: ChatState): void {
    const before = this.#chatState;
    this.#chatState = state;
    const { status, stage, error, spare, up } = state;
    // A chat that went took its history with it.
    if (!up) {
      this.#historyOpen = false;
      this.#attention.chatGone();
    }
    this.requestUpdate();
    if (spare && !before.spare) this.#spareNotice = true;
    if (status === before.status && stage === before.stage && spare === before.spare) return;
    this.#emit('kb-status-change', { status, stage, spare });
    if (up && !before.up) {
      this.#emit('kb-ready', undefined);
      this.#restoreDraft();
    }
    if (error && error !== before.error) this.#report(error);
  }

  #report(error: AssistantError): void {
    console.error(`[kb-assistant] ${error.message}`, error.cause ?? '');
    this.#emit('kb-error', { code: error.code, error });
  }

  #onChatEvent(event: CustomEvent): void {
    switch (event.type as keyof ChatKitEvents) {
      case 'chatkit.thread.change':
        this.#threadId = (event as ChatKitEvents['chatkit.thread.change']).detail.threadId;
        this.#visitor.memory.writeThread(this.#threadId);
        if (this.#threadId !== this.#followed) this.#visitor.tabs?.tellThread(this.#threadId);
        this.#followed = undefined;
        break;
      case 'chatkit.history.open':
      case 'chatkit.history.close':
        this.#historyOpen = event.type === 'chatkit.history.open';
        this.requestUpdate();
        break;
      case 'chatkit.response.start':
        this.#attention.answerStarted();
        break;
      case 'chatkit.response.end':
        if (this.#threadId !== null) this.#visitor.tabs?.tellAnswer(this.#threadId);
        this.#attention.answerEnded();
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
    this.#visitor.memory.writeThread(null);
    void this.setThreadId(null).catch(this.#onMethodError);
  }

  /** Another tab has gone to another conversation. An answer that is under way here is seen to its end. */
  #followThread(threadId: string | null): void {
    if (threadId === this.#threadId || this.#attention.answering) return;
    this.#threadId = threadId;
    if (this.#chatState.status === 'idle') return;
    this.#followed = threadId;
    void this.setThreadId(threadId).catch(this.#onMethodError);
  }

  #onAnswerElsewhere(threadId: string): void {
    if (!this.#open) this.#attention.setUnread(this.#attention.unread + 1);
    if (!this.#chatState.up || threadId !== this.#threadId || this.#attention.answering) return;
    void this.fetchUpdates().catch(this.#onMethodError);
  }

  #onVisitorLeft(): void {
    this.#threadId = null;
    this.#questions.withdraw();
    this.#attention.setUnread(0);
    this.#chatkit.reset();
  }

  async #askForConsent(): Promise<void> {
    const { renderer, connection } = this.#config;
    const urls = [renderer.src, this.sessionUrl, connection.kind === 'custom' ? connection.apiUrl : null];
    const hosts = urls.filter((url) => typeof url === 'string').map((url) => new URL(url, document.baseURI).host);
    const foreign = new Set(hosts.filter((host) => host !== location.host));
    const agrees = await this.#questions.mayStart([...foreign].join(', ')).catch((error: unknown) => {
      // What draws the question did not come. A closed panel can be opened again, and an empty one says nothing.
      console.error('[kb-assistant]', error);
      return false;
    });
    if (agrees) this.grantConsent();
    else if (!this.#visitor.consented && this.#presentation !== 'inline') this.#close('close-button');
  }

  async #askAboutTool(question: ToolQuestion): Promise<boolean> {
    const agrees = await this.#questions.mayRun(question);
    // Back to where the person was typing.
    if (this.#open && this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === this.#panel) {
      void this.focusComposer().catch(this.#onMethodError);
    }
    return agrees;
  }

  /** What was typed and not sent comes back after a reload, from renderers that draw in the page. */
  readonly #onInput = (event: Event): void => {
    const [field] = event.composedPath();
    if (!(field instanceof HTMLTextAreaElement) || !this.#chatState.up) return;
    this.#visitor.memory.writeDraft({ threadId: this.#threadId, text: field.value });
  };

  #restoreDraft(): void {
    const text = this.#visitor.memory.readDraft(this.#threadId);
    if (text) void this.setComposerValue({ text }).catch(this.#onMethodError);
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

/** Openings that nobody but a person brings about. */
const BY_PERSON: ReadonlySet<OpenReason> = new Set(['launcher', 'teaser', 'prompt', 'shortcut', 'page']);

/** Whether somebody is at work here, and would not get a keyboard over what they have opened. */
const mayTakeFocus = (): boolean => !matchMedia(TOUCH).matches && (navigator.userActivation?.isActive ?? true);

/** The language of the page, or of the browser where the page does not say. */
const pageLanguage = (): string => document.documentElement.lang || navigator.language || 'en';
