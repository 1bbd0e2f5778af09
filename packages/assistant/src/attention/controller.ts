import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { type LauncherState, launcherStateOf } from './launcher-state.ts';

export interface AttentionHooks {
  open(): boolean;
  status(): 'idle' | 'loading' | 'connecting' | 'ready' | 'offline' | 'failed';
  /** This tab has counted an answer that nobody saw, or has shown them all (0). */
  onUnread(count: number): void;
}

/** Knows what the launcher has to tell: how the chat is, and how many answers nobody has seen. */
export class AttentionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hooks: AttentionHooks;
  #unread = 0;
  #answering = false;
  #abort = new AbortController();

  constructor(host: ReactiveControllerHost, hooks: AttentionHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
  }

  /** Answers that nobody has seen yet. */
  get unread(): number {
    return this.#unread;
  }

  get answering(): boolean {
    return this.#answering;
  }

  get state(): LauncherState {
    const status = this.#hooks.status();
    return launcherStateOf({
      failed: status === 'failed',
      offline: status === 'offline' || !navigator.onLine,
      connecting: status === 'loading' || status === 'connecting',
      answering: this.#answering,
      unread: this.#unread,
    });
  }

  hostConnected(): void {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const update = (): void => this.#host.requestUpdate();
    globalThis.addEventListener('online', update, { signal });
    globalThis.addEventListener('offline', update, { signal });
  }

  hostDisconnected(): void {
    this.#abort.abort();
    this.#answering = false;
  }

  answerStarted(): void {
    this.#answering = true;
    this.#host.requestUpdate();
  }

  /** An answer is complete. Where nobody sees it, it counts. */
  answerEnded(): void {
    this.#answering = false;
    if (!this.#hooks.open()) {
      this.#unread += 1;
      this.#hooks.onUnread(this.#unread);
    }
    this.#host.requestUpdate();
  }

  /** The chat has gone, and its answer with it. */
  chatGone(): void {
    this.#answering = false;
  }

  /** Another tab has counted, or shown what there was. */
  setUnread(count: number): void {
    // What is open here is seen here.
    if (this.#hooks.open() || count === this.#unread) return;
    this.#unread = count;
    this.#host.requestUpdate();
  }

  /** The panel is open: all is seen. */
  seen(): void {
    if (this.#unread > 0) this.#hooks.onUnread(0);
    this.#unread = 0;
  }
}
