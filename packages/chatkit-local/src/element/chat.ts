import type { StructuredInputSubmission } from '@kb-assistant/protocol';
import type { WidgetsOption } from '@openai/chatkit';
import {
  chosenTool,
  composerParts,
  wantsParts,
  type ComposerHost,
  type ComposerParts,
  type Selection,
} from '../composer/composer-parts.ts';
import { contentOf, moveTags } from '../composer/draft-text.ts';
import { attachmentsOf, Drafts, isSendable, type Draft, type DraftFile } from '../composer/drafts.ts';
import { Conversation } from '../conversation/conversation.ts';
import { ConversationError, partMissing } from '../conversation/errors.ts';
import type { OutgoingMessage } from '../conversation/message.ts';
import { ThreadList } from '../history/thread-list.ts';
import { API_PROBLEMS } from '../options/api-problems.ts';
import type { Prompt, ResolvedApi, ResolvedOptions } from '../options/resolved-options.ts';
import type { Strings } from '../strings/strings.ts';
import { en } from '../strings/en.ts';
import { loadStrings, stringsFor } from '../strings/locale.ts';
import { isGone } from '../transport/api-error.ts';
import { ChatKitClient } from '../transport/chatkit-client.ts';
import type { Emit } from './events.ts';

/** All there is to one chat but its looks: the conversation, the history, the drafts, and what a person does with them. */
export class Chat implements ComposerHost {
  readonly conversation: Conversation;
  readonly history: ThreadList;
  readonly client: ChatKitClient;
  readonly emit: Emit;
  readonly changed: () => void;
  readonly #drafts = new Drafts();
  #options: ResolvedOptions | null = null;
  #strings: Strings | null = null;
  #selection: Selection = { toolId: null, modelId: null };
  #threadId: string | null = null;
  #parts: ComposerParts | null = null;
  #promptsExpanded = false;
  #anchored = false;
  readonly #told = new Set<string>();

  constructor(emit: Emit, changed: () => void) {
    this.emit = emit;
    this.changed = changed;
    const strings = () => this.strings;
    const client = new ChatKitClient({ api: () => this.server(), locale: () => this.options.locale });
    this.client = client;
    this.conversation = new Conversation({
      client,
      emit,
      strings,
      onClientTool: () => this.options.onClientTool,
      changed: () => this.#conversationChanged(),
    });
    this.history = new ThreadList({
      client,
      emit,
      strings,
      changed,
      renamed: (threadId, title) => this.conversation.renamed(threadId, title),
      deleted: (threadId) => {
        if (threadId === this.conversation.state.threadId) this.open(null);
      },
    });
  }

  get options(): ResolvedOptions {
    if (!this.#options) throw new ConversationError('not-configured', 'Call setOptions first.');
    return this.#options;
  }

  get configured(): boolean {
    return this.#options !== null;
  }

  get strings(): Strings {
    return this.#strings ?? en;
  }

  /** Whether there is something to draw, and words to draw it with. */
  get drawable(): boolean {
    return this.configured && this.#strings !== null;
  }

  /** What stands in the composer of the open thread. */
  get draft(): Draft {
    return this.#drafts.get(this.conversation.state.threadId);
  }

  /** The tool and the model that stand chosen. What the options do not name is the page's own affair. */
  get selection(): Selection {
    const { models } = this.options.composer;
    const { toolId, modelId } = this.#selection;
    const model =
      models.find(({ id }) => id === modelId) ??
      models.find((each) => each.default) ??
      models.find((each) => !each.disabled);
    return { toolId, modelId: model?.id ?? modelId };
  }

  /** What the composer can do beyond text; null until it is needed, and has come. */
  get parts(): ComposerParts | null {
    return this.#parts;
  }

  get promptsExpanded(): boolean {
    return this.#promptsExpanded;
  }

  /** Whether a message was sent since the thread was opened. */
  get anchored(): boolean {
    return this.#anchored;
  }

  /** Takes new options in place of all the old ones. */
  configure(options: ResolvedOptions): void {
    this.#options = options;
    const words = stringsFor(options.locale);
    if (words) this.#strings = words;
    else void this.worded();
    if (wantsParts(options)) void this.loadParts().catch(() => {});
    this.changed();
  }

  /** Resolves when there are words in the language of the options. Until then the old ones stand, if there are any. */
  async worded(): Promise<void> {
    const { locale } = this.options;
    const words = await loadStrings(locale);
    if (this.options.locale !== locale || this.#strings === words) return;
    this.#strings = words;
    this.changed();
  }

  /** Fetches what the composer can do beyond text. */
  async loadParts(): Promise<ComposerParts> {
    let parts: ComposerParts;
    try {
      const { RichComposer } = composerParts.value ?? (await composerParts.load());
      parts = this.#parts ??= new RichComposer(this);
    } catch (cause) {
      const error = partMissing(cause);
      this.emit('chatkit.error', { error });
      throw error;
    }
    this.changed();
    return parts;
  }

  /** @throws {ConversationError} `not-configured` where there is no server to talk to. */
  server(): Extract<ResolvedApi, { type: 'custom' }> {
    const { api } = this.options;
    if (api.type !== 'custom') throw new ConversationError('not-configured', API_PROBLEMS[api.type]);
    return api;
  }

  /** Opens a thread because a person, or the options, said so: a failure is shown, and told as chatkit.error. */
  open(threadId: string | null): void {
    void this.show(threadId).catch(() => {});
  }

  /** Opens a thread. Rejects where it cannot be loaded. */
  show(threadId: string | null): Promise<void> {
    this.#anchored = false;
    return this.conversation.open(threadId);
  }

  expandPrompts(): void {
    this.#promptsExpanded = true;
    this.changed();
  }

  changeDraft(patch: Partial<Draft>): void {
    this.#drafts.change(this.conversation.state.threadId, patch);
    this.changed();
  }

  /** The text as it was written; its tags go along. */
  changeText(text: string): void {
    this.changeDraft({ text, tags: moveTags(this.draft, text) });
    this.#parts?.onCaret();
  }

  changeFile(key: string, patch: Partial<DraftFile> | null): void {
    this.#drafts.changeFile(key, patch);
    this.changed();
  }

  /** Chooses the tool or the model for the next message; what is not named stays. */
  select({ toolId, modelId }: Partial<Selection>): void {
    const before = this.#selection.toolId;
    this.#selection = {
      toolId: toolId === undefined ? before : toolId,
      modelId: modelId === undefined ? this.#selection.modelId : modelId,
    };
    if (this.#selection.toolId !== before) this.emit('chatkit.tool.change', { toolId: this.#selection.toolId });
    this.changed();
  }

  /** Rejects where the server does not take the message. */
  send(message: OutgoingMessage): Promise<void> {
    return this.conversation.send(message);
  }

  sendPrompt({ content }: Prompt): void {
    void this.#sendChosen({ content, attachments: [], quote: '' }).catch(() => {});
  }

  sendDraft(): void {
    const { threadId } = this.conversation.state;
    const { draft } = this;
    if (!isSendable(draft)) return;
    const message = { content: contentOf(draft), attachments: attachmentsOf(draft), quote: draft.quote };
    this.#drafts.clear(threadId);
    void this.#sendChosen(message).catch((error: unknown) => {
      // Stopped before the server took it, a message goes back to where it can be mended; and where its thread is
      // gone, it goes to the new one.
      const stopped = error instanceof ConversationError && error.code === 'stopped';
      const now = this.conversation.state.threadId;
      const back = stopped ? threadId : now !== threadId && isGone(error) ? now : undefined;
      if (back !== undefined && this.#drafts.get(back).text === '') this.#drafts.change(back, draft);
      this.changed();
    });
  }

  retry(): void {
    void this.conversation.retry().catch(() => {});
  }

  retryAfter(itemId: string): void {
    void this.conversation.retryAfter(itemId).catch(() => {});
  }

  /** What the page does with the actions of widgets. */
  readonly onAction = (): WidgetsOption['onAction'] => this.options.widgets.onAction;

  /** Answers the questions of an item. */
  answer(itemId: string, submission: StructuredInputSubmission): void {
    void this.conversation.answerInput(itemId, submission).catch(() => {});
  }

  /** Tells once of what cannot be drawn. */
  tell(name: string, data: Record<string, unknown>): void {
    const key = JSON.stringify([name, data]);
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.emit('chatkit.log', { name, data });
  }

  /** Reads again what may have changed elsewhere. */
  async refresh(): Promise<void> {
    await this.conversation.refresh();
    if (this.history.state.open) await this.history.reload();
  }

  release(): void {
    this.conversation.release();
    this.history.release();
    this.#parts?.release();
  }

  /** Sends with the tool and the model that stand chosen. A tool is chosen for one message, unless it persists. */
  #sendChosen(message: Pick<OutgoingMessage, 'content' | 'attachments' | 'quote'>): Promise<void> {
    const sent = this.send({ ...message, ...this.selection });
    if (!chosenTool(this.options, this.#selection)?.persistent) this.select({ toolId: null });
    return sent;
  }

  #conversationChanged(): void {
    const { threadId, pending, status } = this.conversation.state;
    // What was typed while a new thread was being made belongs to it.
    if (this.#threadId === null && threadId !== null && status !== 'idle') this.#drafts.move(null, threadId);
    this.#threadId = threadId;
    if (pending) this.#anchored = true;
    this.changed();
  }
}
