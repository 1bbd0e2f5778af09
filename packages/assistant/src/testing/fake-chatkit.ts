import type { ChatKitOptions } from '@openai/chatkit';

/** What the next fakes do, stage by stage. Each may be set on a single one as well. */
export interface Habits {
  /** Whether the frame loads. */
  loads: boolean;
  /** Whether the frame answers commands: with success, with an error, or never, as a dead one does. */
  answers: 'yes' | 'with an error' | 'never';
  /** What a move in the document does: the official element dies, one that draws in the page does not. */
  move: 'dies' | 'survives';
}

/** What the official one says of itself and of the box around its frame. */
const STYLES = `
  :host { display: block; position: relative; width: 100%; height: 100%; }
  .frame { position: absolute; inset: 0; overflow: hidden; opacity: 0; }
  :host([data-loaded='true']) .frame { opacity: 1; }
`;

const OFFICIAL: Habits = { loads: true, answers: 'yes', move: 'dies' };

/** Options as they cross into the frame: data, with a marker where there was a function. */
const asData = (options: ChatKitOptions): unknown =>
  JSON.parse(JSON.stringify(options, (_, value: unknown) => (typeof value === 'function' ? '[function]' : value)));

/**
 * Stands in for the official element, which comes from a CDN only, with its habits: options are replaced and not
 * merged, and until there are some there is no frame and every command waits; `chatkit.ready` is the frame's `load`,
 * bubbles and is composed while nothing else does, and comes for an error page too; a frame with wrong options is blank;
 * a dead frame never answers; it fills the room that it is given, by a style of its own in an open shadow root without a
 * slot, so that nothing which is put into the element is shown; a move in the document is its end.
 */
export class FakeChatKit extends HTMLElement {
  /** All that were made on this page, the latest last. */
  static readonly made: FakeChatKit[] = [];
  static habits: Habits = { ...OFFICIAL };

  /** Forgets what was made, and goes back to the habits of the official one. */
  static reset(): void {
    FakeChatKit.made.length = 0;
    FakeChatKit.habits = { ...OFFICIAL };
  }

  /** Whether the next ones never say that they are ready. */
  static set silent(silent: boolean) {
    FakeChatKit.habits.loads = !silent;
  }

  static get latest(): FakeChatKit {
    const latest = FakeChatKit.made.at(-1);
    if (!latest) throw new Error('No chat was made yet.');
    return latest;
  }

  habits: Habits = { ...FakeChatKit.habits };
  options: ChatKitOptions | null = null;
  /** What the frame got of them. */
  data: unknown = null;
  setOptionsCalls = 0;
  dead = false;
  /** The commands that did something. */
  readonly calls: [string, ...unknown[]][] = [];
  /** How often it was asked whether it lives: by a command that changes nothing. */
  asked = 0;
  /** What a person reads in the frame. */
  shown = '';
  /** The box in which the frame stands: there when there are options, and seen when the frame has loaded. */
  readonly frame = document.createElement('div');
  readonly #root = this.attachShadow({ mode: 'open' });
  #mounted = false;
  #historyOpen = false;
  readonly #configured = Promise.withResolvers<void>();

  constructor() {
    super();
    FakeChatKit.made.push(this);
  }

  connectedCallback(): void {
    if (this.#mounted && this.habits.move === 'dies') this.dead = true;
    if (this.#mounted) return;
    this.#mounted = true;
    const style = document.createElement('style');
    style.textContent = STYLES;
    this.frame.className = 'frame';
    this.#root.append(style);
    void this.#configured.promise.then(() => queueMicrotask(() => this.#load()));
  }

  disconnectedCallback(): void {
    if (this.habits.move === 'dies') this.dead = true;
  }

  setOptions(options: ChatKitOptions): void {
    this.options = options;
    this.data = asData(options);
    const { theme } = options;
    this.dataset['colorScheme'] = (typeof theme === 'object' ? theme.colorScheme : theme) ?? 'light';
    this.setOptionsCalls += 1;
    this.#configured.resolve();
  }

  #load(): void {
    this.#root.append(this.frame);
    if (this.dead || !this.habits.loads) return;
    this.dataset['loaded'] = 'true';
    const { api } = this.options!;
    const problem = 'getClientSecret' in api === 'url' in api ? 'Invalid input → at api' : '';
    // Wrong options leave it blank, and loaded all the same.
    if (problem) this.habits.answers = 'never';
    this.dispatchEvent(new CustomEvent('chatkit.ready', { bubbles: true, composed: true }));
    if (problem) this.say('chatkit.error', { error: new Error(`Invalid frame params: ${problem}`) });
  }

  /** As the frame would say it. */
  say(type: string, detail?: unknown): void {
    if (type.startsWith('chatkit.history.')) this.#historyOpen = type === 'chatkit.history.open';
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** The frame crashes: nothing is said, and nothing is answered again. */
  crash(): void {
    this.dead = true;
  }

  /**
   * A request of the frame: a 4xx is final and its `message` is shown, another failure is tried again up to five times.
   * The waits between are left out.
   */
  async request(body: object): Promise<Response | null> {
    const { api } = this.options!;
    if (!('url' in api) || !api.fetch) throw new Error('The chat has no server of its own.');
    for (let tries = 0; tries <= 5; tries++) {
      const response = await api.fetch(api.url, { method: 'POST', body: JSON.stringify(body) }).catch(() => null);
      if (response?.ok) return response;
      if (!response || response.status >= 500) continue;
      const { message } = (await response.json().catch(() => ({}))) as { message?: string };
      this.shown = message ?? response.statusText;
      return response;
    }
    return null;
  }

  /** A hosted chat asks for its secret: `null` at first, the old one when it must be renewed. */
  async askSecret(current: string | null = null): Promise<string | null> {
    const { api } = this.options!;
    if (!('getClientSecret' in api)) throw new Error('The chat is not a hosted one.');
    try {
      const secret = await api.getClientSecret(current);
      if (secret) return secret;
      throw new Error('There is no client secret.');
    } catch (error) {
      this.say('chatkit.error', { error });
      return null;
    }
  }

  focusComposer = this.#command('focusComposer');
  setThreadId = this.#command('setThreadId');
  sendUserMessage = this.#command('sendUserMessage');
  setComposerValue = this.#command('setComposerValue');
  fetchUpdates = this.#command('fetchUpdates');
  sendCustomAction = this.#command('sendCustomAction');
  showHistory = this.#command('showHistory', () => (this.#historyOpen = true));
  hideHistory = this.#command('hideHistory', () => (this.#historyOpen = false));

  #command(name: string, act: () => unknown = () => {}) {
    return async (...args: unknown[]): Promise<void> => {
      await this.#configured.promise;
      if (this.dead || this.habits.answers === 'never') return new Promise(() => {});
      if (name === 'hideHistory' && !this.#historyOpen) this.asked += 1;
      else this.calls.push([name, ...args]);
      act();
      if (this.habits.answers === 'with an error') throw new Error(`${name} failed.`);
    };
  }
}
