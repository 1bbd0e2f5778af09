import { adoptStyles, type PropertyValues } from '@lit/reactive-element';
import { html, nothing, render } from 'lit/html.js';
import { attentionStyles } from '../attention/attention.styles.ts';
import { AttentionController } from '../attention/controller.ts';
import { markLauncher } from '../attention/launcher-marks.ts';
import { announcementOf } from '../attention/launcher-state.ts';
import type { ChatKitCommands } from '../chatkit/commands.ts';
import { ChatKitController } from '../chatkit/controller.ts';
import { buildChatKitOptions } from '../chatkit/options.ts';
import { type ChatState, IDLE, type Status } from '../chatkit/state.ts';
import { PROPERTIES } from '../config/attributes.ts';
import { loadChecks } from '../config/connection.ts';
import { resolveConfig } from '../config/resolve.ts';
import type { AssistantConfig, Inputs } from '../config/types.ts';
import type { DiagnoseOptions } from '../diagnose/diagnose.ts';
import type { Diagnosis } from '../diagnose/types.ts';
import { recordRefusals } from '../diagnose/violations.ts';
import { type Launcher, launcherIn } from '../launcher/launcher.ts';
import { showFetching } from '../launcher/show-fetching.ts';
import { OverlayController } from '../overlay/controller.ts';
import { type Presentation, presentationOf } from '../overlay/placement.ts';
import { ViewportController } from '../overlay/viewport.ts';
import { panelView } from '../panel/panel-view.ts';
import type { PagePrompt } from '../prompts/rules.ts';
import { AssistantError } from '../shared/errors.ts';
import { Part } from '../shared/part.ts';
import { pageLanguage } from '../strings/page-language.ts';
import { loadStrings } from '../strings/strings-for.ts';
import { probeStyles } from '../theme/color-probe.styles.ts';
import { ThemeController } from '../theme/controller.ts';
import type { ToolQuestion } from '../tools/types.ts';
import { failureOf, stateLine } from './chat-view.ts';
import { ServerConnection } from './connection.ts';
import { Conversation } from './conversation.ts';
import type { Extras } from './extras.ts';
import type { Host, Opening, Shell } from './host.ts';
import { HostStates } from './host-states.ts';
import { styles } from './panel.styles.ts';
import { Place } from './place.ts';
import type { Questions } from './questions.ts';
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
  /** What the page says now, and what that comes to. */
  #inputs: Inputs = {};
  #config: AssistantConfig = resolveConfig({});
  #drawn = false;
  #chatState: ChatState = IDLE;
  /** Whether the person is told that the spare renderer has taken over: once, until they go on. */
  #spareNotice = false;
  /** What was found out about a failure. */
  readonly #reports = new WeakMap<WeakKey, string>();
  #presentation: Presentation | null = null;
  /** Whether the panel was open, ever. */
  #seen = false;
  readonly #extras: Part<Extras>;
  readonly #states: HostStates;
  readonly #theme: ThemeController;
  readonly #viewport: ViewportController;
  readonly #overlay: OverlayController;
  readonly #attention: AttentionController;
  readonly #visitor: Visitor;
  readonly #conversation: Conversation;
  readonly #questions: Part<Questions>;
  /** Aborted where what is asked of the person is taken back. */
  #asking = new AbortController();
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
    this.#viewport = new ViewportController(host, panel);
    this.#overlay = new OverlayController(host, {
      panel,
      launcher: () => this.#launcher.button,
      onDismiss: () => shell.close('escape'),
    });
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
    this.#questions = new Part(async () => {
      const { Questions } = await import('./questions.ts');
      return new Questions({
        config,
        sessionUrl: () => host.sessionUrl,
        body: () => this.#part('.body'),
        closable: () => this.#presentation !== 'inline',
      });
    }, 'What asks the visitor could not be loaded.');
    this.#place = new Place(host, {
      config,
      persist: () => this.#visitor.persist,
      server: () => this.#server,
      panel,
      launcher: () => this.#launcher.button,
    });
    this.#extras = new Part(
      async () => {
        const { Extras } = await import('./extras.ts');
        return new Extras({
          host,
          shell,
          config,
          scheme: () => this.#theme.look.scheme,
          place: this.#place,
          overlay: this.#overlay,
          panel,
          launcher: () => this.#launcher.button,
          onError: this.#onMethodError,
        });
      },
      'What stands beside the launcher, the shortcut and prompts with conditions could not be loaded.',
      () => {
        if (this.#seen) this.#extras.now?.seen();
        host.requestUpdate();
      },
    );
    this.#connection = new ServerConnection({
      config,
      tools: {
        tools: () => this.#config.clientTools,
        setColorScheme: (scheme) => (host.colorScheme = scheme),
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
      checking: () => loadChecks(this.#inputs)?.then(() => this.#resolve()) ?? null,
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
          this.#withdrawQuestions();
        }),
    });
  }

  get status(): Status {
    return this.#chatState.status;
  }

  /** Puts what it has to the launcher that stands there, and takes its handlers over. */
  takeOver(root: ShadowRoot): void {
    this.#resolve();
    const { sheet } = launcherIn(root);
    // The launcher's sheet has what this assistant alone has, and so the last word.
    adoptStyles(root, [styles, attentionStyles, probeStyles, sheet]);
    root.addEventListener('input', this.#conversation.keepDraft);
  }

  /** Whether a click on the launcher is but the end of a drag. */
  endedDrag(): boolean {
    return this.#place.endedDrag();
  }

  grantConsent(): void {
    if (this.#visitor.grantConsent()) this.#withdrawQuestions();
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
    const facts = {
      config: this.#config,
      inputs: this.#inputs,
      consented: this.#visitor.consented,
      state: () => this.#chatState,
      chat: () => this.chat(),
    };
    return diagnose(facts, options);
  }

  /** Settles when nothing is left to wait for, and not much later than that; `null` once there was a first drawing. */
  beforeFirstDrawing(): Promise<unknown> | null {
    if (this.#drawn) return null;
    this.#resolve();
    const pending = this.pending();
    return pending && Promise.race([pending, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  }

  /** What is still on its way before this can be drawn as it was meant. */
  pending(): Promise<unknown> | null {
    const { locale } = this.#config;
    const parts = [
      this.#theme.pending,
      this.#place.pending,
      this.#extras.pending(this.#wantsExtras),
      loadStrings(locale),
      loadChecks(this.#inputs),
    ].filter((part) => part !== null);
    return parts.length > 0 ? Promise.all(parts) : null;
  }

  willUpdate(changed: PropertyValues<Host>): void {
    const host = this.#host;
    this.#resolve();
    for (const part of [loadStrings(this.#config.locale), loadChecks(this.#inputs)])
      void part?.then(() => host.requestUpdate());
    // What was removed has given its session back, and asks for no other.
    if (host.isConnected) this.#connection.update(this.#inputs);
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
      this.#extras.now?.seen();
    }
  }

  draw(): void {
    const { open, renderRoot } = this.#host;
    const { strings } = this.#config;
    const said = announcementOf(this.#attention.state, this.#attention.unread, strings);
    const view = html`${(this.#hasNear && this.#extras.now?.near()) || nothing}
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
    return (this.#hasConditions && this.#extras.now?.prompts) || prompts.filter(({ when }) => !when);
  }

  /** Whether anything stands beside the launcher. Beside one that is not there, nothing stands either. */
  get #hasNear(): boolean {
    const { withoutLauncher, promptsOnLauncher } = this.#host;
    const { teaser, mode } = this.#config;
    return !withoutLauncher && mode !== 'inline' && (promptsOnLauncher || teaser !== null);
  }

  get #wantsExtras(): boolean {
    return this.#hasNear || this.#hasConditions || this.#config.shortcut !== null || this.#host.closeOnOutsideClick;
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
    // It may have been clicked before there was anything to open.
    showFetching(this.#launcher, false);
    button.ariaExpanded = String(host.open);
    button.ariaKeyShortcuts = this.#extras.now?.keys ?? null;
    button.ariaDescription = host.draggableLauncher ? strings.move : null;
    // What was never said is undefined, and to toggle by that is to turn it on and off.
    button.classList[host.draggableLauncher ? 'add' : 'remove']('draggable');
    const opens = host.launcherLabel || strings.open(heading);
    const closedLabel = unread > 0 ? `${opens}. ${strings.unread(unread)}` : opens;
    button.ariaLabel = host.open ? strings.close(heading) : closedLabel;
    markLauncher(button, state, unread);
    this.#states.update({
      open: host.open,
      unread: unread > 0,
      connecting: state === 'connecting',
      failed: this.#chatState.status === 'failed',
      dark: this.#theme.look.scheme === 'dark',
    });
  }

  #resolve(): void {
    const names = Object.keys(PROPERTIES);
    this.#inputs = Object.fromEntries(names.map((name) => [name, this.#host[name as keyof Host] as unknown]));
    this.#config = resolveConfig({ ...this.#inputs, locale: this.#host.locale || pageLanguage() });
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
    this.#withdrawQuestions();
    this.#attention.setUnread(0);
    this.#chatkit.reset();
  }

  async #askForConsent(): Promise<void> {
    if (await this.#ask((questions, signal) => questions.mayStart(signal))) this.grantConsent();
    // An empty panel says nothing, and a closed one can be opened again.
    else if (!this.#visitor.consented && this.#presentation !== 'inline') this.#shell.close('close-button');
  }

  async #askAboutTool(question: ToolQuestion): Promise<boolean> {
    const agrees = await this.#ask((questions, signal) => questions.mayRun(question, signal));
    const root = this.#host.renderRoot;
    // Back to where the person was typing.
    if (this.#host.open && root instanceof ShadowRoot && root.activeElement === this.#part('.panel')) {
      void this.#host.focusComposer().catch(this.#onMethodError);
    }
    return agrees;
  }

  /** Asks the person. Where it is taken back, or cannot be asked, the answer is no. */
  async #ask(question: (questions: Questions, signal: AbortSignal) => Promise<boolean>): Promise<boolean> {
    const { signal } = this.#asking;
    await this.#questions.pending(true);
    const { now } = this.#questions;
    return now !== null && !signal.aborted && question(now, signal);
  }

  #withdrawQuestions(): void {
    this.#asking.abort();
    this.#asking = new AbortController();
  }

  #log(step: string, data: Record<string, unknown> = {}): void {
    if (this.#host.debug) console.debug(`[kb-assistant] ${step}`, data);
  }
}
