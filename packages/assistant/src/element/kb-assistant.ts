import type { PropertyValues } from '@lit/reactive-element';
import type { Assembly, Opening, Shell } from '../assembly/assembly.ts';
import type { ChatKitCommands } from '../chatkit/commands.ts';
import type { Status } from '../chatkit/state.ts';
import { OPEN_NOW, PROPERTIES } from '../config/attributes.ts';
import { type Groups, replaceGroup } from '../config/groups.ts';
import type { Context, Inputs, Prompt, RawChatKitOptions } from '../config/types.ts';
import type { DiagnoseOptions } from '../diagnose/diagnose.ts';
import type { Diagnosis } from '../diagnose/types.ts';
import { firstLook } from '../launcher/first-look.ts';
import { type Launcher, launcherIn } from '../launcher/launcher.ts';
import { showFetching } from '../launcher/show-fetching.ts';
import { inDeed } from '../overlay/deed.ts';
import { isTouch, mayTakeFocus } from '../overlay/may-take-focus.ts';
import { OpenersController } from '../overlay/openers.ts';
import { isBack, isRemembered } from '../persistence/remembered.ts';
import type { AuthFetcher, SessionFetcher } from '../session/types.ts';
import { pageLanguage } from '../strings/page-language.ts';
import type { Strings, Translation } from '../strings/strings.ts';
import type { ClientTools } from '../tools/types.ts';
import { ChatElement } from './chat-element.ts';
import type { AssistantEvents, CloseReason, OpenReason } from '../assembly/events.ts';
import { assemblyAtHand, assemblyHasCome, IN_ONE_FILE, loadAssembly } from './load-assembly.ts';

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
 * @attr {'bottom-right'|'bottom-left'|'top-right'|'top-left'|'bottom-start'|'bottom-end'|'top-start'|'top-end'} position - The corner that launcher and panel stand in. Default `bottom-right`; start and end follow the writing direction.
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
 * @attr {'auto'|'light'|'dark'} color-scheme - Light or dark. Default `auto`: the page's, else the system's.
 * @attr {string} primary-color - The brand colour: launcher, links, the visitor's messages. Default `#2563eb`.
 * @attr {string} background-color - The surface of panel and chat. Default `#ffffff`.
 * @attr {string} text-color - The text on it. Default `#111827`.
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

  declare apiUrl: string | undefined;
  declare sessionUrl: string | undefined;
  declare domainKey: string | undefined;
  declare chatkitSrc: string | undefined;
  declare chatkitTag: string | undefined;
  declare fallbackSrc: string | undefined;
  declare mode: Inputs['mode'];
  declare preload: Inputs['preload'];
  declare credentials: Inputs['credentials'];
  declare uploadStrategy: Inputs['uploadStrategy'];
  declare uploadUrl: string | undefined;
  declare position: Inputs['position'];
  declare offsetX: number | undefined;
  declare offsetY: number | undefined;
  /** Width of the panel, in px; also `overlay.width`. Default `--kb-panel-width`. */
  declare panelWidth: number | undefined;
  /** Height of the panel, in px; also `overlay.height`. Default `--kb-panel-height`. */
  declare panelHeight: number | undefined;
  declare shortcut: string | undefined;
  declare teaser: string | undefined;
  /** In milliseconds. Default 3000. */
  declare teaserDelay: number | undefined;
  declare draggableLauncher: boolean;
  declare closeOnOutsideClick: boolean;
  declare promptsOnLauncher: boolean;
  /** The chat stands in the page, as with `mode="inline"`; also `overlay.enabled`. */
  declare withoutOverlay: boolean | undefined;
  /** No top line, but for the button that closes the panel; also `header.enabled`. */
  declare withoutHeader: boolean | undefined;
  declare heading: string | undefined;
  declare greeting: string | undefined;
  declare placeholder: string | undefined;
  declare colorScheme: Inputs['colorScheme'];
  declare primaryColor: string | undefined;
  declare backgroundColor: string | undefined;
  declare textColor: string | undefined;
  declare preset: Inputs['preset'];
  declare radius: Inputs['radius'];
  declare density: Inputs['density'];
  declare disclaimer: string | undefined;
  declare launcherLabel: string | undefined;
  declare locale: string | undefined;
  declare persist: Inputs['persist'];
  declare consent: Inputs['consent'];
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
  #opening: Opening = { reason: 'api', focus: false, from: null };
  readonly #groups: Groups = {};
  /** All that is behind the launcher, once somebody comes near it. */
  #assembly: Assembly | null = null;
  #assembling: Promise<Assembly> | null = null;
  /** What the launcher is called in the language of the page. */
  #words: Translation | null = null;
  #language = '';
  readonly #shell: Shell = {
    opening: () => this.#opening,
    open: (opening) => this.#show(opening),
    close: (reason) => this.#close(reason),
    emit: (type, detail) => this.#emit(type, detail),
  };

  constructor() {
    super();
    this.addController(new OpenersController(this, (opener, prompt) => this.#onOpener(opener, prompt), IN_ONE_FILE));
    const Assembly = assemblyAtHand();
    if (!Assembly) return;
    this.#assembly = new Assembly(this, this.#shell);
    this.#assembling = Promise.resolve(this.#assembly);
  }

  /** Whether the panel is open. Setting it to `false` can be refused by a `kb-close` handler, as any closing. */
  get open(): boolean {
    return this.#open;
  }

  set open(open: boolean) {
    if (open) this.#show({ reason: 'api' });
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
    return this.#assembly?.status ?? 'idle';
  }

  /** Opens the panel. */
  show(): void {
    this.#show({ reason: 'api', focus: mayTakeFocus() });
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
    this.#show({ reason: 'ask', focus: mayTakeFocus() });
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
    this.#tell((assembly) => assembly.grantConsent());
  }

  /** Takes the agreement back: the chat goes, and what was stored of it. */
  withdrawConsent(): void {
    this.#close('api');
    this.#tell((assembly) => assembly.withdrawConsent());
  }

  /**
   * Looks at all that the chat needs, from the page to its servers, and says what is wrong and what to do. Prints the
   * report, in which no secret is, and returns it. It brings the chat up, and asks for a session of its own.
   *
   * @example
   * const { verdict, text } = await document.querySelector('kb-assistant').diagnose();
   */
  async diagnose(options?: DiagnoseOptions): Promise<Diagnosis> {
    return (await this.#assemble()).diagnose(options);
  }

  protected override async chat(): Promise<ChatKitCommands> {
    return (await this.#assemble()).chat();
  }

  /** The script tag may have made the root already, with the launcher in it. */
  protected override createRenderRoot(): ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const { button } = launcherIn(root);
    button.onclick = (event) => this.#onLauncherClick(event);
    const onNear = (): void => {
      if (this.preload !== 'none') this.#tell((assembly) => assembly.preload());
    };
    button.onpointerenter = button.onfocus = onNear;
    // Whoever is near the one that the script tag drew does not come again. Not before it is known who has agreed to what.
    if (button.matches(':hover, :focus')) void this.updateComplete.then(onNear);
    this.#assembly?.takeOver(root);
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!IN_ONE_FILE) {
      addEventListener('focus', this.#look);
      // A storage is read while the page waits for it: not before the page has drawn.
      if (isBack() || assemblyHasCome()) whenIdle(this.#look);
    }
    // Of the one that it is a copy of.
    if (!this.#open && this.getAttribute('open') === OPEN_NOW) this.removeAttribute('open');
    // The panel of an element that was moved has left the top layer.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (!IN_ONE_FILE) removeEventListener('focus', this.#look);
  }

  /** The first drawing of what is behind the launcher waits for language and colours, so that nobody sees others flash by. */
  protected override scheduleUpdate(): void | Promise<unknown> {
    const pending = this.#assembly?.beforeFirstDrawing();
    return pending ? pending.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  /** An update is complete when all that was asked for is there, and drawn in its own language and colours. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const settled = await super.getUpdateComplete();
    // What did not come is told where it was asked for.
    const assembly = await this.#assembling?.catch(() => null);
    if (!assembly || !this.isConnected) return settled;
    await assembly.pending();
    return super.getUpdateComplete();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!IN_ONE_FILE && !this.#assembling && this.isConnected && this.#isNeeded()) this.#tell(() => {});
    this.#assembly?.willUpdate(changed);
  }

  /** The library for templates comes with what there is to draw with it: until then, there is but a launcher. */
  protected override update(changed: PropertyValues<this>): void {
    super.update(changed);
    this.#assembly?.draw();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (IN_ONE_FILE || this.#assembly) this.#assembly!.updated(changed);
    else this.#drawLauncher(changed);
  }

  get #launcher(): Launcher {
    return launcherIn(this.renderRoot as ShadowRoot);
  }

  /** Whether there is something to do before anybody comes near the launcher. */
  #isNeeded(): boolean {
    return (
      this.#open ||
      this.preload === 'eager' ||
      this.mode === 'inline' ||
      this.withoutOverlay === true ||
      this.theme === 'from-page' ||
      // Nobody comes near what is not there: the page is going to call a method.
      this.withoutLauncher ||
      this.draggableLauncher ||
      this.promptsOnLauncher ||
      Boolean(this.teaser ?? this.shortcut)
    );
  }

  /** Fetches the rest where there is something to come back to, such as a conversation that has begun in another tab. */
  readonly #look = (): void => {
    if (!this.#assembling && this.isConnected && isRemembered()) this.#tell(() => {});
  };

  /** As the script tag draws it, until the rest is there. */
  #drawLauncher(changed: PropertyValues<this>): void {
    const { button, setHostCss } = this.#launcher;
    const inputs = this as unknown as Record<string, string | number | null | undefined>;
    const locale = this.locale || pageLanguage();
    const { heading = '', open } = this.#words ?? {};
    const { css, label } = firstLook((name) => String(inputs[camelCase(name)] ?? ''));
    setHostCss(css);
    button.hidden = this.withoutLauncher || this.mode === 'inline' || this.withoutOverlay === true;
    button.ariaExpanded = String(this.#open);
    button.ariaLabel = (!this.launcherLabel && open?.(this.heading || heading)) || label;
    if (this.#open) showFetching(this.#launcher, true);
    // Without them the name stays as it is, in English.
    if (!this.launcherLabel && this.#language !== locale && !/^en\b/i.test(locale)) this.#learn(locale).catch(() => {});
    if (changed.has('preload') && this.preload === 'idle') whenIdle(() => this.#tell(() => {}));
  }

  async #learn(locale: string): Promise<void> {
    this.#language = locale;
    const { wordsOf } = await import('../strings/words-of.ts');
    this.#words = await wordsOf(locale);
    this.requestUpdate();
  }

  /** Fetches what is behind the launcher, once. What did not come is asked for again the next time. */
  #assemble(): Promise<Assembly> {
    return IN_ONE_FILE ? this.#assembling! : (this.#assembling ??= this.#fetch());
  }

  async #fetch(): Promise<Assembly> {
    try {
      const Assembly = await loadAssembly();
      const assembly = new Assembly(this, this.#shell);
      if (this.renderRoot) assembly.takeOver(this.renderRoot as ShadowRoot);
      this.#assembly = assembly;
    } catch (error) {
      this.#assembling = null;
      this.#onNotFetched(error);
      throw error;
    }
    // What was opened meanwhile is new to it.
    if (this.#open) this.requestUpdate('open', false);
    else this.requestUpdate();
    // It knows its configuration when it has been through an update.
    await super.getUpdateComplete();
    return this.#assembly;
  }

  /** Offline, most often. What was fetched ahead of time fails again, and is told, when it is needed. */
  #onNotFetched(error: unknown): void {
    if (!this.#open) return;
    console.error('[kb-assistant]', error);
    // The next click tries again.
    this.#open = false;
    this.requestUpdate('open', true);
    if (this.renderRoot) showFetching(this.#launcher, 'failed');
  }

  /** Does something with what is behind the launcher: at once where it is there. */
  #tell(act: (assembly: Assembly) => void): void {
    if (this.#assembly) act(this.#assembly);
    // What did not come is told where somebody has opened the panel.
    else void this.#assemble().then(act, () => {});
  }

  #setGroup<K extends keyof Groups>(name: K, group: Groups[K]): void {
    const inputs = replaceGroup(name, this.#groups[name], group, this);
    this.#groups[name] = group;
    Object.assign(this, inputs);
    this.requestUpdate();
  }

  #show({ reason, focus = false, from = null }: Pick<Opening, 'reason'> & Partial<Opening>): void {
    if (this.#open) return;
    // Who opens the panel wants the chat. A page that opens it by itself has asked nobody.
    if (BY_PERSON.has(reason) || inDeed()) this.grantConsent();
    this.#opening = { reason, focus, from };
    this.#open = true;
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

  #onLauncherClick({ pointerType }: PointerEvent): void {
    if (this.#assembly?.endedDrag()) return;
    if (!this.#open) {
      // On a touch device the focus would bring up the keyboard over the panel that was just opened.
      const focus = pointerType !== 'touch' && !isTouch();
      this.#show({ reason: 'launcher', focus, from: this.#launcher.button });
    } else if (this.#assembly) this.#close('launcher');
    // Else it is on its way, and somebody is impatient.
  }

  #onOpener(opener: HTMLElement, prompt: string | null): void {
    const focus = !isTouch();
    if (this.#open && focus && prompt === null) void this.focusComposer().catch(() => {});
    this.#show({ reason: 'page', focus, from: opener });
    // The panel shows what failed, and kb-error tells it.
    if (prompt) void this.sendUserMessage({ text: prompt }).catch(() => {});
  }

  #emit<K extends keyof AssistantEvents>(
    type: K,
    detail: AssistantEvents[K]['detail'],
    init: { cancelable?: boolean } = {},
  ): boolean {
    return this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true, ...init }));
  }
}

/** Openings that nobody but a person brings about. */
const BY_PERSON: ReadonlySet<OpenReason> = new Set(['launcher', 'teaser', 'prompt', 'shortcut', 'page']);

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** WebKit has no idle time to give. */
const whenIdle = (act: () => void): unknown => (window.requestIdleCallback ?? setTimeout)(act);
