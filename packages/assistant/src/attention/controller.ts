import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import { type LauncherState, launcherStateOf } from './launcher-state.ts';

export interface AttentionHooks {
  open(): boolean;
  status(): 'idle' | 'loading' | 'connecting' | 'ready' | 'offline' | 'failed';
  /** What the teaser says and when it comes, in milliseconds; `null` where there is none. */
  teaser(): { text: string; delayMs: number } | null;
  /** Whether the prompts stand above the launcher. */
  prompts(): boolean;
  /** What was dismissed or seen before, and is to stay away. */
  dismissed(): string | null;
  onDismissed(what: string): void;
  /** This tab has counted an answer that nobody saw, or has shown them all (0). */
  onUnread(count: number): void;
}

/** Knows what is to be told while the panel is closed: answers that nobody saw, and the bubble beside the launcher. */
export class AttentionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #hooks: AttentionHooks;
  #unread = 0;
  #answering = false;
  #teased: string | null = null;
  #dismissed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingFor: string | null = null;
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

  /** The teaser to show, once its time has come. */
  get teaser(): string | null {
    return this.#mayShow(this.#teased) ? this.#teased : null;
  }

  /** Whether to show the prompts above the launcher. */
  get prompts(): boolean {
    return this.#hooks.prompts() && !this.#hooks.open() && !this.#dismissed;
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
    this.#stopWaiting();
    this.#answering = false;
  }

  hostUpdated(): void {
    const teaser = this.#hooks.teaser();
    const wanted = teaser && this.#teased !== teaser.text && this.#mayShow(teaser.text) ? teaser : null;
    if (wanted?.text === this.#waitingFor) return;
    this.#stopWaiting();
    if (!wanted) return;
    this.#waitingFor = wanted.text;
    this.#timer = setTimeout(() => {
      this.#teased = wanted.text;
      this.#waitingFor = null;
      this.#host.requestUpdate();
    }, wanted.delayMs);
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

  /** The panel is open: all is seen, and nothing needs to lead there any more. */
  seen(): void {
    if (this.#unread > 0) this.#hooks.onUnread(0);
    this.#unread = 0;
    this.dismiss();
  }

  /** Takes the bubble and the prompts away, for good. */
  dismiss(): void {
    this.#dismissed = true;
    const teaser = this.#hooks.teaser();
    if (teaser && this.#hooks.dismissed() !== teaser.text) this.#hooks.onDismissed(teaser.text);
    this.#teased = null;
    this.#host.requestUpdate();
  }

  #mayShow(text: string | null): boolean {
    return text !== null && !this.#hooks.open() && this.#hooks.dismissed() !== text;
  }

  #stopWaiting(): void {
    clearTimeout(this.#timer);
    this.#waitingFor = null;
  }
}
