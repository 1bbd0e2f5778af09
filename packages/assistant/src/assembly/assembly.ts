import { adoptStyles, type PropertyValues } from '@lit/reactive-element';
import { html, nothing, render } from 'lit/html.js';
import { attentionStyles } from '../attention/attention.styles.ts';
import { AttentionController } from '../attention/controller.ts';
import type { Near } from '../attention/near.ts';
import { addLauncherMarks, type LauncherMarks } from '../attention/launcher-marks.ts';
import { announcementOf } from '../attention/launcher-state.ts';
import type { ChatKitCommands } from '../chatkit/commands.ts';
import { ChatKitController } from '../chatkit/controller.ts';
import { buildChatKitOptions } from '../chatkit/options.ts';
import { type ChatState, IDLE, type Status } from '../chatkit/state.ts';
import { PROPERTIES } from '../config/attributes.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { AssistantConfig, Inputs } from '../config/types.ts';
import type { DiagnoseOptions } from '../diagnose/diagnose.ts';
import type { Diagnosis } from '../diagnose/types.ts';
import { recordRefusals } from '../diagnose/violations.ts';
import { type Launcher, launcherIn } from '../launcher/launcher.ts';
import { OverlayController } from '../overlay/controller.ts';
import type { OutsideController } from '../overlay/outside.ts';
import { isTouch } from '../overlay/may-take-focus.ts';
import { type Presentation, presentationOf } from '../overlay/placement.ts';
import type { ShortcutController } from '../overlay/shortcut.ts';
import { ViewportController } from '../overlay/viewport.ts';
import { panelView } from '../panel/panel-view.ts';
import type { PromptsController } from '../prompts/controller.ts';
import type { PagePrompt } from '../prompts/rules.ts';
import { asAssistantError, AssistantError } from '../shared/errors.ts';
import { Part } from '../shared/part.ts';
import { pageLanguage } from '../strings/page-language.ts';
import { loadStrings } from '../strings/strings-for.ts';
import { probeStyles } from '../theme/color-probe.styles.ts';
import { ThemeController } from '../theme/controller.ts';
import { switchTheme } from '../tools/switch-theme.ts';
import type { ToolQuestion } from '../tools/types.ts';
import { failureOf, stateLine } from './chat-view.ts';
import { ServerConnection } from './connection.ts';
import { Conversation } from './conversation.ts';
import type { Host, Opening, Shell } from './host.ts';
import { HostStates } from './host-states.ts';
import { PanelQuestions } from './panel-questions.ts';
import { styles } from './panel.styles.ts';
import { Place } from './place.ts';
import { Visitor } from './visitor.ts';

export type { Opening, Shell };

/** How long the first drawing waits for a language and for colours, in milliseconds. */
const PATIENCE_MS = 2000;

/**
 * All that is behind the launcher: the panel, the chat in it, and whoever looks after them. It is the only one that
 * knows all the others, and it comes when somebody does: until then, the element has nothing but its launcher.
 */
export class Assembly {
  readonly #host: Host;
  readonly #shell: Shell;
  #config: AssistantConfig = resolveConfig({});
  #drawn = false;
  #chatState: ChatState = IDLE;
  /** Whether the person is told that the spare renderer has taken over: once, until they go on. */
  #spareNotice = false;
  /** What was found out about a failure. */
  readonly #reports = new WeakMap<WeakKey, string>();
  #presentation: Presentation | null = null;
  #marks: LauncherMarks | null = null;
  /** Whether the panel was open, ever. */
  #seen = false;
  /** What draws beside the launcher, where a site has anything there. */
  readonly #near: Part<Near>;
  readonly #states: HostStates;
  readonly #theme: ThemeController;
  /** What knows which prompts are for this page, where they have conditions. */
  readonly #prompts: Part<PromptsController>;
  readonly #viewport: ViewportController;
  readonly #overlay: OverlayController;
  readonly #outside: Part<OutsideController>;
  readonly #shortcut: Part<ShortcutController>;
  readonly #attention: AttentionController;
  readonly #visitor: Visitor;
  readonly #conversation: Conversation;
  readonly #questions: PanelQuestions;
  readonly #place: Place;
  readonly #connection: ServerConnection;
  readonly #chatkit: ChatKitController;

  constructor(host: Host, shell: Shell) {
    this.#host = host;
    this.#shell = shell;
    const config = (): AssistantConfig => this.#config;
    const panel = (): HTMLDialogElement | null => this.#part('.panel');
    const trace = (step: string, data?: Record<string, unknown>): void => this.#log(step, data);
    this.#states = new HostStates(host);
    this.#theme = new ThemeController(host, { settings: config });
    const redraw = (): void => host.requestUpdate();
    this.#prompts = new Part(
      async () => {
        const { PromptsController } = await import('../prompts/controller.ts');
        return new PromptsController(host, {
          settings: () => ({ ...this.#config, scheme: this.#theme.look.scheme }),
        });
      },
      'Prompts with conditions are left out: what reads them could not be loaded.',
      redraw,
    );
    this.#viewport = new ViewportController(host, panel);
    this.#overlay = new OverlayController(host, {
      panel,
      launcher: () => this.#launcher.button,
      onDismiss: () => shell.close('escape'),
    });
    this.#outside = new Part(async () => {
      const { OutsideController } = await import('../overlay/outside.ts');
      return new OutsideController(host, this.#overlay, {
        panel,
        enabled: () => host.closeOnOutsideClick,
        onDismiss: () => shell.close('outside'),
      });
    }, 'What hears clicks beside the panel could not be loaded.');
    this.#shortcut = new Part(
      async () => {
        const { ShortcutController } = await import('../overlay/shortcut.ts');
        return new ShortcutController(host, {
          shortcut: () => this.#config.shortcut,
          onShortcut: () => {
            if (host.open) shell.close('shortcut');
            else shell.open({ reason: 'shortcut', focus: !isTouch() });
          },
        });
      },
      'What listens for the shortcut could not be loaded.',
      redraw,
    );
    this.#near = new Part(
      async () => {
        const { Near, nearStyles } = await import('../attention/near.ts');
        const root = host.renderRoot as ShadowRoot;
        root.adoptedStyleSheets = [nearStyles.styleSheet!, ...root.adoptedStyleSheets];
        return new Near(host, {
          open: () => host.open,
          strings: () => this.#config.strings,
          teaser: () => {
            const { teaser, teaserDelayMs } = this.#config;
            return teaser === null ? null : { text: teaser, delayMs: teaserDelayMs };
          },
          prompts: () => (host.promptsOnLauncher ? this.#pagePrompts : []),
          dismissed: () => this.#place.preferences.teaser ?? null,
          onDismissed: (teaser) => this.#place.write({ teaser }),
          onTeaser: () => this.#openFromLauncher('teaser'),
          onPrompt: (index) => this.#onPromptClick(index),
          onDismiss: () => {
            this.#near.now?.dismiss();
            this.#launcher.button.focus({ preventScroll: true });
          },
        });
      },
      'What stands beside the launcher could not be loaded.',
      () => {
        if (this.#seen) this.#near.now?.dismiss();
        redraw();
      },
    );
    this.#attention = new AttentionController(host, {
      open: () => host.open,
      status: () => this.#chatState.status,
      onUnread: (count) => this.#visitor.tabs?.tellUnread(count),
    });
    this.#conversation = new Conversation({
      host,
      attention: this.#attention,
      visitor: () => this.#visitor,
      state: () => this.#chatState,
      onError: this.#onMethodError,
      log: (step) => this.#log(step),
    });
    this.#visitor = new Visitor(host, {
      config,
      server: () => this.#server,
      userKey: () => host.userKey ?? '',
      state: () => ({ threadId: this.#conversation.threadId, unread: this.#attention.unread }),
      onThread: (threadId) => this.#conversation.follow(threadId),
      onUnread: (count) => this.#attention.setUnread(count),
      onAnswer: (threadId) => this.#conversation.answeredElsewhere(threadId),
      onLeft: () => this.#onVisitorLeft(),
    });
    this.#questions = new PanelQuestions({
      strings: () => this.#config.strings,
      body: () => this.#part('.body'),
      closable: () => this.#presentation !== 'inline',
    });
    this.#place = new Place(host, {
      config,
      persist: () => this.#visitor.persist,
      server: () => this.#server,
      panel,
      launcher: () => this.#launcher.button,
    });
    this.#connection = new ServerConnection({
      config,
      tools: {
        tools: () => ({ ...switchTheme((theme) => (host.colorScheme = theme)), ...this.#config.clientTools }),
        ask: (question) => this.#askAboutTool(question),
        onCall: (call) => shell.emit('kb-tool', call),
      },
      onMessage: (message) => {
        this.#spareNotice = false;
        if (message.role === 'user') this.#visitor.memory.writeDraft({ threadId: null, text: '' });
        shell.emit('kb-message', message);
      },
      onError: (error) => this.#report(error),
      onThreadGone: (threadId) => this.#conversation.forget(threadId),
      onReach: (reached) => this.#chatkit.noteReach(reached),
      trace,
    });
    this.#chatkit = new ChatKitController(host, {
      renderer: () => this.#config.renderer,
      server: () => this.#server,
      thread: () => this.#conversation.threadId,
      options: (thread) => {
        const { connection } = this.#config;
        if (connection.kind === 'none') throw new AssistantError(connection.code, connection.detail);
        const page = { look: this.#theme.look, prompts: this.#pagePrompts };
        return buildChatKitOptions(this.#config, page, thread, this.#connection.callbacks);
      },
      container: () => this.#part('.chat')!,
      session: async () => this.#connection.session?.get(),
      historyOpen: () => this.#conversation.historyOpen,
      onWake: () => this.#connection.session?.wake(),
      onState: (state) => this.#onState(state),
      onEvent: (event) => this.#conversation.onChatEvent(event),
      trace,
    });
    host.addController({
      hostConnected: recordRefusals,
      hostDisconnected: () =>
        queueMicrotask(() => {
          // A move is a removal and an insertion in one go.
          if (host.isConnected) return;
          this.#connection.dispose();
          this.#questions.withdraw();
        }),
    });
  }

  get status(): Status {
    return this.#chatState.status;
  }

  /** Puts what it has to the launcher that stands there, and takes its handlers over. */
  takeOver(root: ShadowRoot): void {
    this.#config = this.#resolve();
    const { button, sheet } = launcherIn(root);
    // The launcher's sheet has what this assistant alone has, and so the last word.
    adoptStyles(root, [styles, attentionStyles, probeStyles, sheet]);
    this.#marks = addLauncherMarks(button);
    root.addEventListener('input', this.#conversation.keepDraft);
  }

  /** Whether a click on the launcher is but the end of a drag. */
  endedDrag(): boolean {
    return this.#place.endedDrag();
  }

  grantConsent(): void {
    if (this.#visitor.grantConsent()) this.#questions.withdraw();
  }

  withdrawConsent(): void {
    this.#visitor.withdrawConsent();
  }

  /** Fetches what the chat needs, ahead of time. */
  preload(): void {
    if (this.#config.preload !== 'none' && this.#visitor.consented) this.#chatkit.preload();
  }

  /** The chat, once it is up. */
  async chat(): Promise<ChatKitCommands> {
    if (!this.#visitor.consented) throw new AssistantError('consent-required');
    return this.#chatkit.ready();
  }

  async diagnose(options?: DiagnoseOptions): Promise<Diagnosis> {
    const { diagnose } = await import('../diagnose/diagnose.ts');
    await this.#host.updateComplete;
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

  /** Settles when nothing is left to wait for, and not much later than that; `null` once there was a first drawing. */
  beforeFirstDrawing(): Promise<unknown> | null {
    if (this.#drawn) return null;
    this.#config = this.#resolve();
    const pending = this.pending();
    return pending && Promise.race([pending, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  }

  /** What is still on its way before this can be drawn as it was meant. */
  pending(): Promise<unknown> | null {
    const { locale, shortcut } = this.#config;
    const parts = [
      this.#theme.pending,
      this.#prompts.pending(this.#hasConditions),
      this.#near.pending(this.#hasNear),
      this.#place.pending,
      this.#shortcut.pending(shortcut !== null),
      this.#outside.pending(this.#host.closeOnOutsideClick),
      loadStrings(locale),
    ].filter((part) => part !== null);
    return parts.length > 0 ? Promise.all(parts) : null;
  }

  willUpdate(changed: PropertyValues<Host>): void {
    const host = this.#host;
    this.#config = this.#resolve();
    void loadStrings(this.#config.locale)?.then(() => host.requestUpdate());
    // What was removed has given its session back, and asks for no other.
    if (host.isConnected) this.#connection.update(this.#inputs());
    const isNew = this.#visitor.update();
    this.#connection.keepFresh(host.open && this.#visitor.consented);
    this.#place.update();
    if (isNew) this.#restore();
    const presentation = presentationOf(this.#config.mode, this.#viewport.narrow);
    if (presentation === 'inline' && this.#presentation !== 'inline') this.#shell.open({ reason: 'inline' });
    this.#presentation = presentation;
    if (host.open && changed.has('open')) {
      this.#seen = true;
      this.#attention.seen();
      this.#near.now?.dismiss();
    }
  }

  draw(): void {
    const { open, renderRoot } = this.#host;
    const { strings } = this.#config;
    const said = announcementOf(this.#attention.state, this.#attention.unread, strings);
    const view = html`${(this.#hasNear && this.#near.now?.view()) || nothing}
      <p class="said outside" role="status">${open ? '' : said}</p>
      ${this.#panelView(open ? said : '')}`;
    render(view, renderRoot, { host: this.#host });
  }

  updated(changed: PropertyValues<Host>): void {
    const host = this.#host;
    this.#drawn = true;
    // What was asked for since.
    void this.pending();
    this.#updateLauncher();
    this.#overlay.sync(host.open, this.#presentation ?? 'floating', this.#shell.opening().from);
    this.#chatkit.updateOptions();
    // Also after it was taken out of the document while open, and put back.
    this.#chatkit.watch(host.open);
    this.#chatkit.preloadWhen(this.#visitor.consented ? this.#config.preload : 'none');
    if (host.isConnected && host.open && this.#chatState.status === 'idle') {
      if (this.#visitor.consented) void this.chat().catch(() => {});
      else void this.#askForConsent();
    }
    if (changed.has('open')) {
      if (host.open) this.#onOpened();
      else if (this.#presentation !== 'inline') this.#visitor.memory.writeOpen(false);
    }
  }

  get #server(): string {
    return this.#host.apiUrl || this.#host.sessionUrl || '';
  }

  get #launcher(): Launcher {
    return launcherIn(this.#host.renderRoot as ShadowRoot);
  }

  #part<E extends HTMLElement>(selector: string): E | null {
    return this.#host.renderRoot?.querySelector<E>(selector) ?? null;
  }

  /** Whether the panel stands over the page in a size of its own. */
  get #loose(): boolean {
    return this.#presentation === 'floating' || this.#presentation === 'sidebar';
  }

  get #hasConditions(): boolean {
    return this.#config.prompts.some(({ when }) => when);
  }

  /** Those of the prompts that are meant for this page. */
  get #pagePrompts(): readonly PagePrompt[] {
    const { prompts } = this.#config;
    return (this.#hasConditions && this.#prompts.now?.prompts) || prompts.filter(({ when }) => !when);
  }

  /** Whether anything stands beside the launcher. Beside one that is not there, nothing stands either. */
  get #hasNear(): boolean {
    const { withoutLauncher, promptsOnLauncher } = this.#host;
    const { teaser, mode } = this.#config;
    return !withoutLauncher && mode !== 'inline' && (promptsOnLauncher || teaser !== null);
  }

  #panelView(said: string): unknown {
    const { heading, strings, language, direction } = this.#config;
    const { status, up, error } = this.#chatState;
    const { expanded, freeCorner, onHandle } = this.#place;
    return panelView({
      locale: language,
      direction,
      header: {
        heading,
        strings,
        state: stateLine(this.#chatState, this.#spareNotice, strings),
        ready: up,
        historyOpen: this.#conversation.historyOpen,
        expanded: this.#loose ? expanded : null,
        closable: this.#presentation !== 'inline',
        onHistory: this.#conversation.toggleHistory,
        onNewChat: this.#conversation.startAnew,
        onExpand: this.#onExpandClick,
        onClose: this.#onCloseClick,
      },
      withHeader: !this.#host.withoutHeader,
      expanded: this.#loose && expanded,
      waiting: !up && status !== 'failed' && status !== 'offline' && this.#visitor.consented,
      failure: up
        ? null
        : failureOf(this.#chatState, strings, {
            report: (error && this.#reports.get(error)) ?? null,
            onRetry: this.#onRetryClick,
            onDetails: this.#onDetails,
          }),
      resize: this.#loose && !expanded ? { label: strings.resize, corner: freeCorner, onHandle } : null,
      said,
    });
  }

  #updateLauncher(): void {
    const host = this.#host;
    const { button, setHostCss } = this.#launcher;
    const { heading, strings } = this.#config;
    const { state, unread } = this.#attention;
    setHostCss(this.#place.css(this.#theme.look, this.#presentation));
    button.hidden = host.withoutLauncher || this.#presentation === 'inline';
    button.ariaExpanded = String(host.open);
    button.ariaKeyShortcuts = this.#shortcut.now?.keys ?? null;
    button.ariaDescription = host.draggableLauncher ? strings.move : null;
    button.classList.toggle('draggable', host.draggableLauncher);
    const opens = host.launcherLabel || strings.open(heading);
    const closedLabel = unread > 0 ? `${opens}. ${strings.unread(unread)}` : opens;
    button.ariaLabel = host.open ? strings.close(heading) : closedLabel;
    this.#marks?.update(state, unread);
    this.#states.update({
      open: host.open,
      unread: unread > 0,
      connecting: state === 'connecting',
      failed: this.#chatState.status === 'failed',
      dark: this.#theme.look.scheme === 'dark',
    });
  }

  #resolve(): AssistantConfig {
    return resolveConfig({ ...this.#inputs(), locale: this.#host.locale || pageLanguage() });
  }

  #inputs(): Inputs {
    return Object.fromEntries(Object.keys(PROPERTIES).map((name) => [name, this.#host[name as keyof Host] as unknown]));
  }

  #restore(): void {
    const { threadId, open } = this.#visitor.memory.read();
    this.#conversation.resume(threadId);
    if (open && !this.#viewport.narrow) this.#shell.open({ reason: 'restored' });
  }

  #onOpened(): void {
    if (this.#presentation !== 'inline') this.#visitor.memory.writeOpen(true);
    const { reason, focus } = this.#shell.opening();
    this.#shell.emit('kb-open', { reason });
    if (focus) this.#overlay.focusPanel();
    this.chat()
      .then((chat) => (focus && this.#host.open ? chat.focusComposer() : undefined))
      // A failure is shown in the panel and told by kb-error.
      .catch(() => {});
  }

  /** Something beside the launcher was clicked. */
  #openFromLauncher(reason: 'teaser' | 'prompt'): void {
    this.#shell.open({ reason, focus: !isTouch(), from: this.#launcher.button });
  }

  #onPromptClick(index: number): void {
    const prompt = this.#pagePrompts[index];
    if (!prompt) return;
    this.#openFromLauncher('prompt');
    const message = typeof prompt.prompt === 'string' ? { text: prompt.prompt } : { content: prompt.prompt };
    void this.#host
      .sendUserMessage(message as Parameters<ChatKitCommands['sendUserMessage']>[0])
      .catch(this.#onMethodError);
  }

  readonly #onExpandClick = (): void => this.#place.write({ expanded: this.#place.expanded ? undefined : true });

  readonly #onCloseClick = (): void => this.#shell.close('close-button');

  /** Whoever opens the details of a failure gets to see, and to copy, all that can be found out about it. */
  readonly #onDetails = (): void => {
    const { error } = this.#chatState;
    if (!error || this.#reports.has(error)) return;
    this.#reports.set(error, '');
    const add = async (): Promise<void> => {
      const { text } = await this.diagnose({ print: false });
      this.#reports.set(error, text);
      this.#host.requestUpdate();
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
    if (!up) this.#conversation.chatGone();
    this.#host.requestUpdate();
    if (spare && !before.spare) this.#spareNotice = true;
    if (status === before.status && stage === before.stage && spare === before.spare) return;
    this.#shell.emit('kb-status-change', { status, stage, spare });
    if (up && !before.up) {
      this.#shell.emit('kb-ready', undefined);
      this.#conversation.restoreDraft();
    }
    if (error && error !== before.error) this.#report(error);
  }

  #report(error: AssistantError): void {
    console.error(`[kb-assistant] ${error.message}`, error.cause ?? '');
    this.#shell.emit('kb-error', { code: error.code, error });
  }

  #onVisitorLeft(): void {
    this.#conversation.resume(null);
    this.#questions.withdraw();
    this.#attention.setUnread(0);
    this.#chatkit.reset();
  }

  async #askForConsent(): Promise<void> {
    const { renderer, connection } = this.#config;
    const urls = [renderer.src, this.#host.sessionUrl, connection.kind === 'custom' ? connection.apiUrl : null];
    const hosts = urls.filter((url) => typeof url === 'string').map((url) => new URL(url, document.baseURI).host);
    const foreign = new Set(hosts.filter((host) => host !== location.host));
    const agrees = await this.#questions.mayStart([...foreign].join(', ')).catch((error: unknown) => {
      // What draws the question did not come. A closed panel can be opened again, and an empty one says nothing.
      console.error('[kb-assistant]', error);
      return false;
    });
    if (agrees) this.grantConsent();
    else if (!this.#visitor.consented && this.#presentation !== 'inline') this.#shell.close('close-button');
  }

  async #askAboutTool(question: ToolQuestion): Promise<boolean> {
    const agrees = await this.#questions.mayRun(question);
    const root = this.#host.renderRoot;
    // Back to where the person was typing.
    if (this.#host.open && root instanceof ShadowRoot && root.activeElement === this.#part('.panel')) {
      void this.#host.focusComposer().catch(this.#onMethodError);
    }
    return agrees;
  }

  #log(step: string, data: Record<string, unknown> = {}): void {
    if (this.#host.debug) console.debug(`[kb-assistant] ${step}`, data);
  }
}
