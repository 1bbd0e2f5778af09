import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit';
import { LitElement, nothing, type TemplateResult } from 'lit';
import { textOf } from '../composer/draft-text.ts';
import { uploadedFiles } from '../composer/drafts.ts';
import { ConversationError, partMissing } from '../conversation/errors.ts';
import { isBusy, itemsOf } from '../conversation/state.ts';
import { historyPart } from '../history/history-part.ts';
import type { ThreadListState } from '../history/thread-list.ts';
import { API_PROBLEMS } from '../options/api-problems.ts';
import type { OptionError } from '../options/check.ts';
import { resolveOptions } from '../options/resolve-options.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import { LazyPart } from '../parts/lazy-part.ts';
import { PartLoader } from '../parts/part-loader.ts';
import type { PreviewCard } from '../previews/preview-card.ts';
import { subjectAt, type SubjectElement } from '../previews/subject.ts';
import { ThemePainter } from '../theme/theme-painter.ts';
import { ScrollKeeper } from '../thread/scroll-keeper.ts';
import { TurnWindow } from '../thread/turn-window.ts';
import { announceAnswer } from './announce.ts';
import { Chat } from './chat.ts';
import { chatScreen, type Screen } from './chat-screen.ts';
import { styles } from './chatkit-element.styles.ts';
import { CopyFeedback } from './copy-feedback.ts';
import { deepLink } from './deep-link.ts';
import { emitOn } from './events.ts';
import { AFTER_HISTORY, focusFirst, threadRow, writingPlace } from './focus.ts';
import { assertType, messageContent } from './method-params.ts';
import { nextFrame } from './next-frame.ts';
import { Readiness } from './readiness.ts';

/** Who never points at a source does not need it. */
const previewPart = new LazyPart(() => import('../previews/preview-card.ts'));

/**
 * An open `<openai-chatkit>`: the same options, methods and events, drawn in a shadow root and served from your
 * own origin. It speaks the ChatKit protocol with the server named in `api.url`.
 *
 * @fires chatkit.ready - once, when the first screen is drawn; the only event that bubbles
 * @fires chatkit.error - for each failure, with an `Error` that has a kebab-case `code` where it is one of ours
 *
 * @example
 * import { defineChatKit } from '@kb-assistant/chatkit-local';
 *
 * defineChatKit('kb-chatkit');
 * const chat = document.createElement('kb-chatkit');
 * chat.setOptions({ api: { url: '/api/chatkit', domainKey: 'local' } });
 * document.body.append(chat);
 */
export class ChatKitElement extends LitElement implements OpenAIChatKit {
  static override styles = styles;

  readonly #emit = emitOn(this);
  readonly #ready = new Readiness();
  readonly #chat = new Chat(this.#emit, () => this.requestUpdate());
  readonly #copies = new CopyFeedback(() => this.requestUpdate());
  readonly #turns = new TurnWindow(() => this.requestUpdate());
  readonly #scroll = new ScrollKeeper(this, {
    facts: () => {
      const { state } = this.#chat.conversation;
      const follow = this.#chat.configured && this.#chat.options.thread.autoScroll;
      // A message on its way is no item: where it gives way to one, nothing has come above.
      const firstId = itemsOf(state).length > 0 ? this.#turns.first : null;
      return { loading: state.loading, pending: state.pending, firstId, follow };
    },
    wantsOlder: () => this.#turns.whole && this.#chat.conversation.state.older === 'more',
    loadOlder: () => void this.#chat.conversation.loadOlder(),
  });
  readonly #lazy = new PartLoader({
    root: () => this.shadowRoot,
    changed: () => this.requestUpdate(),
    failed: (cause) => this.#emit('chatkit.error', { error: partMissing(cause) }),
  });
  #painter: ThemePainter | null = null;
  /** The options that the painter last saw. */
  #painted: ResolvedOptions | null = null;
  /** Found wrong in the options, and not told yet. */
  #problems: OptionError[] = [];
  /** Whether an answer was under way when the screen was last drawn. */
  #wasBusy = false;
  #released = false;
  /** What was last pointed at, or given the focus, and stands for something. */
  #pointed: SubjectElement | null = null;
  #card: PreviewCard | null = null;

  setOptions(options: ChatKitOptions): void {
    const before = this.#chat.configured ? this.#chat.options.api : null;
    this.#chat.configure(resolveOptions(options, (problem) => this.#problems.push(problem)));
    if (!this.#ready.reached) {
      void this.#start();
      return;
    }
    void this.updateComplete.then(() => this.#tellProblems());
    const { api, initialThread } = this.#chat.options;
    // Another server knows nothing of the thread that is open.
    const sameServer = before?.type === 'custom' && api.type === 'custom' && before.url === api.url;
    if (api.type === 'custom' && !sameServer) this.#chat.open(initialThread);
  }

  async focusComposer(): Promise<void> {
    await this.#ready.promise;
    this.#chat.history.hide();
    await this.#drawAndFocus('textarea', '.scroller');
  }

  async setThreadId(threadId: string | null): Promise<void> {
    const fits = threadId === null || (typeof threadId === 'string' && threadId !== '');
    assertType(fits, 'setThreadId expects a thread id, or null for a new chat.');
    await this.#connected();
    this.#chat.history.hide();
    const { state } = this.#chat.conversation;
    if (threadId !== state.threadId || state.loadFailure) await this.#chat.show(threadId);
  }

  async sendCustomAction(action: { type: string; payload?: Record<string, unknown> }, itemId?: string): Promise<void> {
    assertType(typeof action?.type === 'string', 'sendCustomAction expects an action with a "type".');
    await this.#connected();
    await this.#chat.conversation.customAction(action, itemId);
  }

  async sendUserMessage(params: Parameters<OpenAIChatKit['sendUserMessage']>[0]): Promise<void> {
    const content = messageContent(params, 'sendUserMessage');
    await this.#connected();
    // At once: to wait would leave the time to open another thread, and to send the message there.
    if (params.newThread) this.#chat.open(null);
    this.#chat.history.hide();
    await this.#chat.send({
      content,
      attachments: params.attachments ?? [],
      quote: params.reply ?? '',
      toolId: params.toolChoice?.id ?? null,
      modelId: params.model ?? null,
    });
  }

  async setComposerValue(params: Parameters<OpenAIChatKit['setComposerValue']>[0]): Promise<void> {
    const content = messageContent(params, 'setComposerValue');
    await this.#ready.promise;
    const { text, reply, attachments, files, selectedToolId, selectedModelId } = params;
    this.#chat.changeDraft({
      ...(text === undefined && params.content === undefined ? {} : textOf(content)),
      ...(reply === undefined ? {} : { quote: reply }),
      ...(attachments === undefined ? {} : { files: uploadedFiles(attachments) }),
    });
    this.#chat.select({
      ...(selectedToolId === undefined ? {} : { toolId: selectedToolId }),
      ...(selectedModelId === undefined ? {} : { modelId: selectedModelId }),
    });
    if (attachments?.length || files?.length) {
      const parts = await this.#chat.loadParts();
      await parts.addFiles(files ?? []);
    }
    await this.updateComplete;
  }

  async showHistory(): Promise<void> {
    await this.#connected();
    this.#chat.history.show();
    try {
      await historyPart.load();
    } catch (cause) {
      this.#chat.history.hide();
      throw partMissing(cause);
    }
    // It may have come this moment, and stand on the screen with the next update only.
    this.requestUpdate();
    await this.#drawAndFocus('.history .back');
  }

  async hideHistory(): Promise<void> {
    await this.#ready.promise;
    if (this.#chat.history.state.open) await this.#leaveHistory();
  }

  async fetchUpdates(): Promise<void> {
    await this.#connected();
    this.#lazy.forgive();
    await this.#chat.refresh();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#ready.reached) void this.#start();
    else if (this.#released) {
      this.#released = false;
      this.requestUpdate();
      void this.fetchUpdates().catch(() => {});
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // An element that is moved leaves and comes back in one go: only what is still away afterwards is gone.
    queueMicrotask(() => {
      if (!this.isConnected) this.#release();
    });
  }

  /** Text that streams in is drawn once a frame, however many pieces came. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.#chat.conversation.state.status === 'streaming') await nextFrame();
    await super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    // What was taken back from the document must not be put there again by a last update.
    if (this.#released) return;
    if (!this.#chat.configured || this.#painted === this.#chat.options || !this.shadowRoot) return;
    this.#painted = this.#chat.options;
    this.#painter ??= new ThemePainter(this, this.shadowRoot);
    this.#painter.paint(this.#painted.theme);
  }

  protected override render(): TemplateResult | typeof nothing {
    return this.#chat.drawable ? chatScreen(this.#screen()) : nothing;
  }

  protected override updated(): void {
    const { state } = this.#chat.conversation;
    const finished = this.#wasBusy && !isBusy(state) && !state.failure;
    this.#wasBusy = isBusy(state);
    if (finished) announceAnswer(this.renderRoot, this.#chat.strings.assistant);
  }

  #screen(): Screen {
    return {
      chat: this.#chat,
      scroll: this.#scroll,
      turns: this.#turns,
      need: this.#lazy.need,
      ready: this.#ready.reached,
      copied: this.#copies.key,
      onKeydown: this.#onKeydown,
      onClick: this.#onClick,
      onPoint: this.#onPoint,
      onCopy: (key, text) => void this.#copies.copy(key, text, this.renderRoot as ShadowRoot),
      onPrompted: () => void this.#drawAndFocus(writingPlace()),
      onHistory: () => void this.showHistory().catch(() => {}),
      onLeaveHistory: (...focus) => void this.#leaveHistory(...focus),
      onNewChat: () => {
        this.#chat.open(null);
        void this.#leaveHistory(writingPlace());
      },
      onEditRow: (editing) => this.#editRow(editing),
      onRowChanged: (threadId) => void this.#drawAndFocus(threadRow(threadId), '.history .back'),
    };
  }

  async #start(): Promise<void> {
    if (!this.#chat.configured || !this.isConnected || this.#ready.starting) return;
    this.#ready.starting = true;
    await this.#chat.worded();
    await this.updateComplete;
    // A page that sets the options first and listens then must not miss anything. React's effects, in which its
    // wrapper listens, run when a frame has been painted: by the next one they are through.
    await nextFrame();
    await nextFrame();
    this.#ready.starting = false;
    if (!this.isConnected) return;
    this.dataset['loaded'] = 'true';
    this.#ready.reach();
    this.requestUpdate();
    this.#emit('chatkit.ready');
    this.#tellProblems();
    const { api, initialThread } = this.#chat.options;
    if (api.type === 'custom' && initialThread !== null) this.#chat.open(initialThread);
  }

  #tellProblems(): void {
    const problems: Error[] = this.#problems;
    this.#problems = [];
    if (this.#chat.options.api.type === 'hosted') {
      problems.push(new ConversationError('not-configured', API_PROBLEMS.hosted));
    }
    for (const error of problems) this.#emit('chatkit.error', { error });
  }

  /** Resolves when there is a server to talk to; rejects where there will be none. */
  async #connected(): Promise<void> {
    await this.#ready.promise;
    this.#chat.server();
  }

  #release(): void {
    this.#released = true;
    this.#chat.release();
    this.#copies.release();
    this.#painter?.release();
    this.#painted = null;
    this.#card?.hide();
  }

  async #drawAndFocus(...selectors: string[]): Promise<void> {
    await this.updateComplete;
    focusFirst(this.renderRoot, ...selectors);
  }

  async #leaveHistory(...focus: string[]): Promise<void> {
    this.#chat.history.hide();
    await this.#drawAndFocus(...(focus.length > 0 ? focus : AFTER_HISTORY));
  }

  #editRow(editing: ThreadListState['editing']): void {
    const before = this.#chat.history.state.editing;
    this.#chat.history.edit(editing);
    if (editing) void this.#drawAndFocus('.rename-input', '.delete-form .button');
    else void this.#drawAndFocus(threadRow(before?.threadId ?? ''), '.history .back');
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    const { open, editing } = this.#chat.history.state;
    const { state } = this.#chat.conversation;
    if (editing) this.#editRow(null);
    else if (open) void this.#leaveHistory();
    else if (isBusy(state) && state.cancellable) this.#chat.conversation.stop();
    else return;
    // The page around must not take the same key to close the whole chat.
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onPoint = async (event: Event): Promise<void> => {
    const element = (this.#pointed = subjectAt(event));
    if (!element) return;
    try {
      const { PreviewCard } = await previewPart.load();
      if (element !== this.#pointed) return;
      this.#card ??= new PreviewCard(this.#chat, this.renderRoot as ShadowRoot);
      this.#card.point(element, event);
    } catch (cause) {
      this.#emit('chatkit.error', { error: partMissing(cause) });
    }
  };

  readonly #onClick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const copy = target.closest('[data-copy]');
    if (copy) void this.#copies.copyCode(copy, this.#chat.strings, this.renderRoot as ShadowRoot);
    const detail = deepLink(target.closest('a')?.getAttribute('href') ?? '');
    if (!detail) return;
    event.preventDefault();
    this.#emit('chatkit.deeplink', detail);
  };
}
