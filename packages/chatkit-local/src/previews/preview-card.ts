import { nothing, render } from 'lit';
import { asError } from '../conversation/errors.ts';
import type { Chat } from '../element/chat.ts';
import { adoptStyles } from '../parts/adopt-styles.ts';
import { LazyPart } from '../parts/lazy-part.ts';
import { previewStyles } from './preview.styles.ts';
import { sourceCard } from './source-card.ts';
import type { Subject, SubjectElement } from './subject.ts';

const widgets = new LazyPart(() => import('../widgets/widget-view.ts'));

/** Who only passes over something does not want to see it. */
export const BEFORE_MS = 300;

/** So long a pointer may be on its way from what is shown to its card. */
export const AFTER_MS = 250;

/** Room between a card and what it is of, in pixels. */
const GAP_PX = 6;

/** What is pointed at or has the focus, and everything that goes with it. */
interface Shown {
  element: SubjectElement;
  /** Ends what listens. */
  over: AbortController;
  /** Whether the pointer is on the element, or on its card. */
  pointed: boolean;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * The card that says more of a source or an entity: while it is pointed at, after a moment, and while it has the focus
 * of the keyboard. Escape takes it away, and a pointer may go over to it.
 */
export class PreviewCard {
  readonly #chat: Chat;
  readonly #root: ShadowRoot;
  readonly #card = document.createElement('div');
  #shown: Shown | null = null;

  constructor(chat: Chat, root: ShadowRoot) {
    this.#chat = chat;
    this.#root = root;
    Object.assign(this.#card, { id: 'preview', className: 'preview' });
    this.#card.setAttribute('role', 'tooltip');
    adoptStyles(root, previewStyles);
  }

  /** An event has reached an element that stands for something. */
  point(element: SubjectElement, event: Event): void {
    const pointed = event.type === 'pointerover';
    if (this.#shown?.element === element) return;
    // What a finger follows needs no card over it; and what a pointer has just pressed has the focus by the way.
    if (pointed && (event as PointerEvent).pointerType === 'touch' && element instanceof HTMLAnchorElement) return;
    if (!pointed && !element.matches(':focus-visible')) return;
    this.hide();
    const shown: Shown = { element, pointed, over: new AbortController() };
    this.#shown = shown;
    this.#listen(shown);
    // The code of this card may have come later than the pointer: that was part of the moment.
    const leftMs = BEFORE_MS - (performance.now() - event.timeStamp);
    if (pointed && leftMs > 0) shown.timer = setTimeout(() => void this.#open(shown), leftMs);
    else void this.#open(shown);
  }

  hide(): void {
    const shown = this.#shown;
    if (!shown) return;
    this.#shown = null;
    clearTimeout(shown.timer);
    shown.over.abort();
    shown.element.removeAttribute('aria-describedby');
    this.#card.remove();
    render(nothing, this.#card);
  }

  async #open(shown: Shown): Promise<void> {
    try {
      const content = await this.#contentOf(shown.element.subject!);
      const chat = this.#root.querySelector('.chat');
      if (this.#shown !== shown || !content || !chat) return;
      render(content, this.#card);
      chat.append(this.#card);
      shown.element.setAttribute('aria-describedby', this.#card.id);
      this.#place(shown);
    } catch (error) {
      if (this.#shown === shown) this.hide();
      this.#chat.emit('chatkit.error', { error: asError(error) });
    }
  }

  /** What the page has to show of an entity, or what a source says of itself; null where there is no more to say. */
  #contentOf(subject: Subject): unknown {
    const widget = this.#chat.parts?.previewOf(subject);
    return widget ? this.#widgetOf(widget, subject) : subject.type === 'input_tag' ? null : sourceCard(subject);
  }

  async #widgetOf(coming: Promise<unknown>, subject: Subject): Promise<unknown> {
    const { options, strings, conversation, emit } = this.#chat;
    const [widget, part] = await Promise.all([coming, widgets.load()]);
    adoptStyles(this.#root, part.styles);
    return (
      widget &&
      part.widgetView(widget, {
        itemId: `entity-${'id' in subject ? subject.id : ''}`,
        strings,
        scheme: options.theme.colorScheme,
        imageDomains: conversation.state.thread?.allowed_image_domains ?? null,
        busy: true,
        act: async () => {},
        tell: (name, data) => emit('chatkit.log', { name, data }),
      })
    );
  }

  #listen(shown: Shown): void {
    const { element, over } = shown;
    const { signal } = over;
    const leave = (): void => {
      // Until it is open, it is not waited for.
      clearTimeout(shown.timer);
      const focused = element.matches(':focus-visible');
      if (!shown.pointed && !focused)
        shown.timer = setTimeout(() => this.hide(), this.#card.isConnected ? AFTER_MS : 0);
    };
    const onPointer = (event: Event): void => {
      const before = shown.pointed;
      const path = event.composedPath();
      shown.pointed = path.includes(element) || path.includes(this.#card);
      if (shown.pointed && !before) clearTimeout(shown.timer);
      else if (before && !shown.pointed) leave();
    };
    this.#root.addEventListener('pointerover', onPointer, { signal });
    this.#root.host.addEventListener('pointerleave', onPointer, { signal });
    element.addEventListener('blur', leave, { signal });
    this.#root.addEventListener('scroll', () => this.#place(shown), { signal, capture: true });
    // Also while the focus is elsewhere; and before anything that Escape would end as well.
    const onKeydown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing || !this.#card.isConnected) return;
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    };
    document.addEventListener('keydown', onKeydown, { signal, capture: true });
    const changes = new MutationObserver(() => {
      if (!element.isConnected) this.hide();
    });
    changes.observe(this.#root, { childList: true, subtree: true });
    signal.addEventListener('abort', () => changes.disconnect());
  }

  /** Above what it is of, or below where there is no room; within the chat. */
  #place({ element }: Shown): void {
    const room = this.#card.parentElement?.getBoundingClientRect();
    if (!room) return;
    const anchor = element.getBoundingClientRect();
    if (anchor.bottom < room.top || anchor.top > room.bottom) {
      this.hide();
      return;
    }
    const { width, height } = this.#card.getBoundingClientRect();
    const above = anchor.top - room.top - height - GAP_PX;
    const below = Math.min(anchor.bottom - room.top + GAP_PX, room.height - height - GAP_PX);
    const left = Math.min(anchor.left - room.left, room.width - width - 2 * GAP_PX);
    this.#card.style.top = `${above >= GAP_PX ? above : below}px`;
    this.#card.style.left = `${Math.max(2 * GAP_PX, left)}px`;
  }
}
