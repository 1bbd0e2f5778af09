import type { Source, StoredItem, ThreadEvent, ThreadItem } from '@kb-assistant/protocol';
import type { AgentEvent, ShownEvent } from './agent.ts';
import { newId } from './ids.ts';
import { MessageDraft } from './message-draft.ts';
import { type ServerContext, timestamp } from './server-context.ts';
import { settle, ShownDraft } from './shown-draft.ts';
import { isVisible } from './threads.ts';
import { recordToolCall } from './tool-audit.ts';

type Events = AsyncGenerator<ThreadEvent, void, undefined>;
type Whole = Extract<AgentEvent, { kind: 'task' | 'tool' | 'structured_input' | 'hidden' | 'end_of_turn' }>;

/**
 * The items of an answer. At most one is being written: the next text or item finishes the one before it, so that
 * items are stored in the order in which they were shown. Each is saved before the event that ends it is sent.
 */
export class AnswerItems {
  readonly #server: ServerContext;
  readonly #userId: string;
  readonly #threadId: string;
  #draft: MessageDraft | ShownDraft | undefined;
  readonly #finished = new Map<string, ShownDraft>();

  constructor(server: ServerContext, userId: string, threadId: string) {
    this.#server = server;
    this.#userId = userId;
    this.#threadId = threadId;
  }

  async *write(text: string): Events {
    yield* (yield* this.#message()).write(text);
  }

  /**
   * More text of the message that is being written, if one is: most of what is said, by the shortest way.
   */
  more(text: string): ThreadEvent | null {
    return text !== '' && this.#draft instanceof MessageDraft && this.#draft.begun ? this.#draft.more(text) : null;
  }

  async *cite(source: Source): Events {
    yield* (yield* this.#message()).cite(source);
  }

  /** The next state of a widget, a workflow or an image, or its first and only one. */
  async *show(event: ShownEvent): Events {
    const { key, done = key === undefined } = event;
    const open = this.#draft instanceof ShownDraft && key !== undefined && this.#draft.key === key ? this.#draft : null;
    const finished = key === undefined ? undefined : this.#finished.get(key);
    if ((open ?? finished) && (open ?? finished)?.kind !== event.kind) {
      throw new TypeError(`The agent yielded a ${event.kind} under the key "${key}", which is that of another kind.`);
    }
    if (open) {
      yield* open.next(event);
    } else if (finished) {
      yield* this.#put('thread.item.replaced', finished.replaced(event));
      return;
    } else {
      yield* this.finish();
      const draft = new ShownDraft(this.#base(ShownDraft.idKind(event)), event);
      this.#draft = draft;
      if (!done) yield { type: 'thread.item.added', item: draft.item };
    }
    if (done) yield* this.finish();
  }

  /** An item that is whole from the beginning. */
  async *add(event: Whole): Events {
    yield* this.finish();
    const item = this.#wholeItem(event);
    if (item.type === 'client_tool_call') await recordToolCall(this.#server, this.#userId, item, 'pending');
    if (isVisible(item)) yield* this.#put('thread.item.done', item);
    else await this.#server.store.saveItem(this.#userId, this.#threadId, item);
  }

  /** @throws {TypeError} where the thread has no such item that a client may see. */
  async *replace(item: ThreadItem): Events {
    const before = await this.#load(item.id);
    yield* this.finish();
    yield* this.#put('thread.item.replaced', {
      ...item,
      id: before.id,
      thread_id: before.thread_id,
      created_at: before.created_at,
    });
  }

  /** @throws {TypeError} where the thread has no such item that a client may see. */
  async *remove(itemId: string): Events {
    const { id } = await this.#load(itemId);
    yield* this.finish();
    await this.#server.store.deleteItem(this.#userId, this.#threadId, id);
    yield { type: 'thread.item.removed', item_id: id };
  }

  /**
   * Finishes what is being written. A message with nothing in it is taken back.
   *
   * @param broken Whether the run was broken off: then nothing in the item may look as if it were still on its way.
   */
  async *finish(broken = false): Events {
    const draft = this.#draft;
    this.#draft = undefined;
    if (draft instanceof ShownDraft) {
      if (draft.key !== undefined) this.#finished.set(draft.key, draft);
      yield* this.#put('thread.item.done', broken ? settle(draft.item) : draft.item);
    } else if (draft?.isEmpty) {
      yield { type: 'thread.item.removed', item_id: draft.item.id };
    } else if (draft) {
      yield draft.finish();
      yield* this.#put('thread.item.done', draft.item);
    }
  }

  /** The message that is being written, or a new one. */
  async *#message(): AsyncGenerator<ThreadEvent, MessageDraft, undefined> {
    if (this.#draft instanceof MessageDraft) return this.#draft;
    yield* this.finish();
    const { id, thread_id, created_at } = this.#base('message');
    return (this.#draft = new MessageDraft(id, thread_id, created_at));
  }

  async *#put(type: 'thread.item.done' | 'thread.item.replaced', item: ThreadItem): Events {
    await this.#server.store.saveItem(this.#userId, this.#threadId, item);
    const { attachments } = this.#server;
    yield { type, item: attachments ? await attachments.present(this.#userId, item) : item };
  }

  async #load(itemId: string): Promise<StoredItem> {
    const item = await this.#server.store.loadItem(this.#userId, this.#threadId, itemId);
    if (!item || !isVisible(item)) throw new TypeError(`The agent named an item that its thread does not have.`);
    return item;
  }

  #wholeItem(event: Whole): StoredItem {
    switch (event.kind) {
      case 'task':
        return { type: 'task', ...this.#base('task'), task: event.task };
      case 'tool':
        return {
          type: 'client_tool_call',
          ...this.#base('toolCall'),
          status: 'pending',
          call_id: newId('call'),
          name: event.name,
          arguments: event.arguments,
        };
      case 'structured_input':
        return {
          type: 'structured_input',
          ...this.#base('message'),
          status: 'pending',
          inputs: event.inputs,
        };
      case 'hidden':
        return { type: 'hidden_context_item', ...this.#base('hiddenContext'), content: event.content };
      case 'end_of_turn':
        return { type: 'end_of_turn', ...this.#base('message') };
    }
  }

  #base(kind: Parameters<typeof newId>[0]) {
    return { id: newId(kind), thread_id: this.#threadId, created_at: timestamp(this.#server) };
  }
}
