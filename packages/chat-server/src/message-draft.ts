import {
  type AssistantMessageContent,
  type AssistantMessageItem,
  type ItemUpdate,
  type Source,
  type ThreadEvent,
  updateItem,
} from '@kb-assistant/protocol';

/** The place of the one part that an answer consists of. */
const content_index = 0;

/**
 * An assistant's message while it is written. Each change is an event, and the message is what those events make of
 * it in the client's reducer: so what is stored is what was seen.
 */
export class MessageDraft {
  #item: AssistantMessageItem;
  #begun = false;
  /** The text when it was last made one: its length, and a character of it. */
  readonly #flat = { length: 64, char: NaN };

  constructor(id: string, threadId: string, createdAt: string) {
    this.#item = { type: 'assistant_message', id, thread_id: threadId, created_at: createdAt, content: [] };
  }

  /** Whether the client has heard of the message. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Whether there is nothing in it to keep. */
  get isEmpty(): boolean {
    return this.#part.text.trim() === '' && this.#part.annotations.length === 0;
  }

  get item(): AssistantMessageItem {
    return this.#item;
  }

  *write(delta: string): Generator<ThreadEvent> {
    yield* this.#begin();
    yield this.more(delta);
  }

  /** More text of a message that has begun. */
  more(delta: string): ThreadEvent {
    const event = this.#update({ type: 'assistant_message.content_part.text_delta', content_index, delta });
    const { text } = this.#part;
    if (text.length >= 1.25 * this.#flat.length) {
      // Text that was put together is a tree of its pieces until somebody looks into it, and takes many times the memory.
      // The look is kept: V8 leaves out one whose result nobody needs.
      this.#flat.char = text.charCodeAt(0);
      this.#flat.length = text.length;
    }
    return event;
  }

  /** Notes that the text up to here comes from a source. */
  *cite(source: Source): Generator<ThreadEvent> {
    yield* this.#begin();
    const { text, annotations } = this.#part;
    yield this.#update({
      type: 'assistant_message.content_part.annotation_added',
      content_index,
      annotation_index: annotations.length,
      annotation: { type: 'annotation', source, index: text.length },
    });
  }

  /** Says that no more will be written. */
  finish(): ThreadEvent {
    return this.#update({ type: 'assistant_message.content_part.done', content_index, content: this.#part });
  }

  *#begin(): Generator<ThreadEvent> {
    if (this.#begun) return;
    this.#begun = true;
    yield { type: 'thread.item.added', item: this.#item };
    yield this.#update({ type: 'assistant_message.content_part.added', content_index, content: this.#part });
  }

  get #part(): AssistantMessageContent {
    return this.#item.content[content_index] ?? { type: 'output_text', text: '', annotations: [] };
  }

  #update(update: ItemUpdate): ThreadEvent {
    this.#item = updateItem(this.#item, update) as AssistantMessageItem;
    return { type: 'thread.item.updated', item_id: this.#item.id, update };
  }
}
