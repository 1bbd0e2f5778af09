import type { ChatKitEvents, ChatKitOptions } from '@openai/chatkit';
import { defineChatKit } from '../define.ts';
import type { ChatKitElement } from '../element/chatkit-element.ts';
import { FakeServer } from './fake-server.ts';

export const TAG = 'test-chatkit';
defineChatKit(TAG);

/** Resolves with what `look` finds, as soon as it finds something. */
export async function found<T>(look: () => T | null | undefined | false): Promise<T> {
  for (;;) {
    const seen = look();
    if (seen) return seen;
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  }
}

/** An element in the page, and a person's eyes and hands on it. */
export class Page {
  readonly server = new FakeServer();
  readonly chat = document.createElement(TAG) as ChatKitElement;
  readonly frame = document.createElement('div');
  /** Everything the element dispatched, in order. */
  readonly events: { type: keyof ChatKitEvents; detail: unknown }[] = [];

  constructor() {
    this.frame.style.cssText = 'inline-size: 400px; block-size: 640px; font-family: sans-serif';
    this.frame.append(this.chat);
    document.body.append(this.frame);
    for (const type of EVENTS) {
      this.chat.addEventListener(type, (event) => this.events.push({ type, detail: (event as CustomEvent).detail }));
    }
  }

  options(options: Partial<ChatKitOptions> = {}): ChatKitOptions {
    return { api: { url: '/api', domainKey: 'test', fetch: this.server.fetch }, locale: 'en', ...options };
  }

  async ready(options: Partial<ChatKitOptions> = {}): Promise<this> {
    this.chat.setOptions(this.options(options));
    await this.heard('chatkit.ready');
    return this;
  }

  get root(): ShadowRoot {
    return this.chat.shadowRoot!;
  }

  find<T extends HTMLElement>(selector: string): T | null {
    return this.root.querySelector<T>(selector);
  }

  all(selector: string): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(selector)];
  }

  /** What the elements that fit say. */
  texts(selector: string): string[] {
    return this.all(selector).map((each) => {
      // Of what is scrolled away and not laid out, some engines say that it has no text.
      const laidOut = each.checkVisibility({ contentVisibilityAuto: true });
      return (laidOut ? each.innerText : each.textContent).trim().replace(/\s+/g, ' ');
    });
  }

  see<T extends HTMLElement>(selector: string): Promise<T> {
    return found(() => this.find<T>(selector));
  }

  /** Waits for a control by its name. */
  control(name: string): Promise<HTMLElement> {
    return found(() =>
      this.all('button, a, input, textarea').find(
        (each) => (each.getAttribute('aria-label') ?? each.innerText.trim()) === name,
      ),
    );
  }

  async press(name: string): Promise<void> {
    (await this.control(name)).click();
    await this.chat.updateComplete;
  }

  get field(): HTMLTextAreaElement {
    return this.find<HTMLTextAreaElement>('textarea')!;
  }

  async type(text: string): Promise<void> {
    this.field.value = text;
    this.field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await this.chat.updateComplete;
  }

  key(key: string, init: KeyboardEventInit = {}, target: HTMLElement = this.field): KeyboardEvent {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init });
    target.dispatchEvent(event);
    return event;
  }

  async say(text: string): Promise<void> {
    await this.type(text);
    this.key('Enter');
  }

  heard(type: keyof ChatKitEvents): Promise<unknown> {
    return found(() => this.events.find((event) => event.type === type));
  }

  /** The details of one kind of event. */
  details(type: keyof ChatKitEvents): unknown[] {
    return this.events.filter((event) => event.type === type).map((event) => event.detail);
  }

  remove(): void {
    this.frame.remove();
  }
}

const EVENTS = Object.keys({
  'chatkit.ready': 0,
  'chatkit.error': 0,
  'chatkit.effect': 0,
  'chatkit.deeplink': 0,
  'chatkit.response.start': 0,
  'chatkit.response.end': 0,
  'chatkit.history.open': 0,
  'chatkit.history.close': 0,
  'chatkit.thread.change': 0,
  'chatkit.thread.load.start': 0,
  'chatkit.thread.load.end': 0,
  'chatkit.tool.change': 0,
  'chatkit.log': 0,
} satisfies Record<keyof ChatKitEvents, 0>) as (keyof ChatKitEvents)[];
