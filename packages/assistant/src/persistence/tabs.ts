/** What the tabs of a site agree on. */
export interface TabState {
  threadId: string | null;
  /** Answers that nobody has seen yet. */
  unread: number;
}

export interface TabHooks {
  /** This tab's state, for a tab that has just come. */
  state(): TabState;
  /** Another tab has gone to a conversation, or to none. */
  onThread(threadId: string | null): void;
  /** Another tab has counted, or seen, what was unread. */
  onUnread(count: number): void;
  /** An answer in this conversation is complete, in another tab. */
  onAnswer(threadId: string): void;
}

type Message =
  | { type: 'hello' }
  | { type: 'state'; threadId: string | null; unread: number }
  | { type: 'thread'; threadId: string | null; at: number }
  | { type: 'unread'; count: number }
  | { type: 'answer'; threadId: string };

/**
 * The line between the tabs of a site that show the same assistant to the same user. Nothing is stored and no text goes
 * over it; where the browser has no such line, each tab is on its own.
 *
 * @example
 * const tabs = new Tabs('kb-assistant:default:/api:', { state, onThread, onUnread, onAnswer });
 * tabs.tellUnread(1); // the others show a badge
 */
export class Tabs {
  readonly #name: string;
  readonly #hooks: TabHooks;
  readonly #now: () => number;
  #channel: BroadcastChannel | null = null;
  /** When this tab's conversation was chosen: of two tabs that choose at once, the later one wins in both. */
  #chosenAt = 0;

  constructor(name: string, hooks: TabHooks, now: () => number = Date.now) {
    this.#name = name;
    this.#hooks = hooks;
    this.#now = now;
    // A page with an open line may be kept from the back/forward cache.
    globalThis.addEventListener?.('pagehide', this.#hangUp);
    globalThis.addEventListener?.('pageshow', this.#onPageShow);
    this.#call();
  }

  /** This tab has gone to a conversation, because of what was done in it. */
  tellThread(threadId: string | null): void {
    this.#chosenAt = this.#now();
    this.#post({ type: 'thread', threadId, at: this.#chosenAt });
  }

  /** This tab has counted an answer that nobody saw, or has shown them all (0). */
  tellUnread(count: number): void {
    this.#post({ type: 'unread', count });
  }

  /** An answer is complete in this tab. */
  tellAnswer(threadId: string): void {
    this.#post({ type: 'answer', threadId });
  }

  close(): void {
    globalThis.removeEventListener?.('pagehide', this.#hangUp);
    globalThis.removeEventListener?.('pageshow', this.#onPageShow);
    this.#hangUp();
  }

  #call(): void {
    if (typeof BroadcastChannel === 'undefined') return;
    try {
      this.#channel = new BroadcastChannel(this.#name);
    } catch {
      // A page without an origin of its own, such as a sandboxed frame.
      return;
    }
    this.#channel.onmessage = ({ data }) => this.#hear(data);
    this.#post({ type: 'hello' });
  }

  readonly #hangUp = (): void => {
    this.#channel?.close();
    this.#channel = null;
  };

  readonly #onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted && !this.#channel) this.#call();
  };

  #post(message: Message): void {
    this.#channel?.postMessage(message);
  }

  #hear(data: unknown): void {
    const message = readMessage(data);
    switch (message?.type) {
      case 'hello':
        return this.#post({ type: 'state', ...this.#hooks.state() });
      case 'state':
        // The conversation of a new tab comes from the storage; only the count is not there.
        return this.#hooks.onUnread(message.unread);
      case 'thread':
        if (message.at <= this.#chosenAt) return;
        this.#chosenAt = message.at;
        return this.#hooks.onThread(message.threadId);
      case 'unread':
        return this.#hooks.onUnread(message.count);
      case 'answer':
        return this.#hooks.onAnswer(message.threadId);
      default:
    }
  }
}

const isThreadId = (value: unknown): value is string => typeof value === 'string' && /^[\w-]{1,200}$/.test(value);
const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;

/** Any script of the site can speak on the line, also one of another version: what is not understood is not heard. */
function readMessage(data: unknown): Message | null {
  if (typeof data !== 'object' || data === null) return null;
  const message = data as Record<string, unknown>;
  const thread = message['threadId'];
  const holds = {
    hello: true,
    state: (thread === null || isThreadId(thread)) && isCount(message['unread']),
    thread: (thread === null || isThreadId(thread)) && Number.isFinite(message['at']),
    unread: isCount(message['count']),
    answer: isThreadId(thread),
  } satisfies Record<Message['type'], boolean>;
  const type = String(message['type']);
  return Object.hasOwn(holds, type) && holds[type as Message['type']] ? (data as Message) : null;
}
