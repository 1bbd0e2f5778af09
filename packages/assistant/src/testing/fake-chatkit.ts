import type { ChatKitOptions } from '@openai/chatkit';

/**
 * Stands in for the official element, which comes from a CDN only, with its habits: options are replaced and not
 * merged, `chatkit.ready` bubbles and is composed while nothing else does, a move in the document is its end.
 */
export class FakeChatKit extends HTMLElement {
  /** All that were made on this page, the latest last. */
  static readonly made: FakeChatKit[] = [];
  /** Whether the next ones say that they are ready. */
  static silent = false;

  options: ChatKitOptions | null = null;
  setOptionsCalls = 0;
  dead = false;
  readonly calls: [string, ...unknown[]][] = [];
  #mounted = false;

  constructor() {
    super();
    FakeChatKit.made.push(this);
  }

  static get latest(): FakeChatKit {
    const latest = FakeChatKit.made.at(-1);
    if (!latest) throw new Error('No chat was made yet.');
    return latest;
  }

  connectedCallback(): void {
    if (this.#mounted) this.dead = true;
    this.#mounted = true;
    queueMicrotask(() => {
      if (this.dead || FakeChatKit.silent) return;
      this.dispatchEvent(new CustomEvent('chatkit.ready', { bubbles: true, composed: true }));
    });
  }

  disconnectedCallback(): void {
    this.dead = true;
  }

  setOptions(options: ChatKitOptions): void {
    this.options = options;
    this.setOptionsCalls += 1;
  }

  /** As the frame would say it. */
  say(type: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  focusComposer = this.#method('focusComposer');
  setThreadId = this.#method('setThreadId');
  sendUserMessage = this.#method('sendUserMessage');
  setComposerValue = this.#method('setComposerValue');
  fetchUpdates = this.#method('fetchUpdates');
  sendCustomAction = this.#method('sendCustomAction');
  showHistory = this.#method('showHistory');
  hideHistory = this.#method('hideHistory');

  #method(name: string) {
    return (...args: unknown[]): Promise<void> => {
      this.calls.push([name, ...args]);
      return Promise.resolve();
    };
  }
}
