import { draftContent, Drafts, type Draft } from '../composer/drafts.ts';
import { Conversation } from '../conversation/conversation.ts';
import { ConversationError } from '../conversation/errors.ts';
import { isEmpty, type OutgoingMessage } from '../conversation/message.ts';
import { ThreadList } from '../history/thread-list.ts';
import { API_PROBLEMS } from '../options/api-problems.ts';
import type { Prompt, ResolvedApi, ResolvedOptions } from '../options/resolved-options.ts';
import type { Strings } from '../strings/strings.ts';
import { stringsFor } from '../strings/locale.ts';
import { ChatKitClient } from '../transport/chatkit-client.ts';
import type { Emit } from './events.ts';

/** Chosen for the next message, by the page. */
interface Selection {
  toolId: string | null;
  modelId: string | null;
}

/** All there is to one chat but its looks: the conversation, the history, the drafts, and what a person does with them. */
export class Chat {
  readonly conversation: Conversation;
  readonly history: ThreadList;
  readonly #emit: Emit;
  readonly #changed: () => void;
  readonly #drafts = new Drafts();
  #options: ResolvedOptions | null = null;
  #selection: Selection = { toolId: null, modelId: null };
  #threadId: string | null = null;
  #promptsExpanded = false;
  #anchored = false;

  constructor(emit: Emit, changed: () => void) {
    this.#emit = emit;
    this.#changed = changed;
    const strings = () => this.strings;
    const client = new ChatKitClient({ api: () => this.server(), locale: () => this.options.locale });
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
    return stringsFor(this.#options?.locale ?? 'en');
  }

  /** What stands in the composer of the open thread. */
  get draft(): Draft {
    return this.#drafts.get(this.conversation.state.threadId);
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
    this.#changed();
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
    this.#changed();
  }

  changeDraft(patch: Partial<Draft>): void {
    this.#drafts.change(this.conversation.state.threadId, patch);
    this.#changed();
  }

  /** Chooses the tool or the model for the next message; what is not named stays. */
  select({ toolId, modelId }: Partial<Selection>): void {
    const before = this.#selection.toolId;
    this.#selection = {
      toolId: toolId === undefined ? before : toolId,
      modelId: modelId === undefined ? this.#selection.modelId : modelId,
    };
    if (this.#selection.toolId !== before) this.#emit('chatkit.tool.change', { toolId: this.#selection.toolId });
  }

  /** Rejects where the server does not take the message. */
  async send(message: OutgoingMessage): Promise<void> {
    const sent = this.conversation.send(message);
    const { toolId } = this.#selection;
    if (toolId !== null && !this.options.composer.persistentTools.has(toolId)) this.select({ toolId: null });
    await sent;
  }

  sendPrompt({ content }: Prompt): void {
    void this.send({ content, attachments: [], quote: '', ...this.#selection }).catch(() => {});
  }

  sendDraft(): void {
    const { threadId } = this.conversation.state;
    const { draft } = this;
    const { attachments, quote } = draft;
    const message: OutgoingMessage = { content: draftContent(draft), attachments, quote, ...this.#selection };
    if (isEmpty(message)) return;
    this.#drafts.clear(threadId);
    void this.send(message).catch((error: unknown) => {
      // Stopped before the server took it, a message goes back to where it can be mended.
      const stopped = error instanceof ConversationError && error.code === 'stopped';
      if (stopped && this.#drafts.get(threadId).text === '') this.#drafts.change(threadId, draft);
      this.#changed();
    });
  }

  retry(): void {
    void this.conversation.retry().catch(() => {});
  }

  retryAfter(itemId: string): void {
    void this.conversation.retryAfter(itemId).catch(() => {});
  }

  /** Reads again what may have changed elsewhere. */
  async refresh(): Promise<void> {
    await this.conversation.refresh();
    if (this.history.state.open) await this.history.reload();
  }

  release(): void {
    this.conversation.release();
    this.history.release();
  }

  #conversationChanged(): void {
    const { threadId, pending, status } = this.conversation.state;
    // What was typed while a new thread was being made belongs to it.
    if (this.#threadId === null && threadId !== null && status !== 'idle') this.#drafts.move(null, threadId);
    this.#threadId = threadId;
    if (pending) this.#anchored = true;
    this.#changed();
  }
}
