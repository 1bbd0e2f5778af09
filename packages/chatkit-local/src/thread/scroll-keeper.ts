import type { LitElement, ReactiveController } from 'lit';

/** What the view looks like, as far as scrolling goes. */
export interface ScrollFacts {
  /** A thread is being fetched. */
  loading: boolean;
  /** The first turn that is drawn. */
  firstId: string | null;
  /** The message on its way to the server. */
  pending: object | null;
  /** Whether the view goes along with new text at its end. */
  follow: boolean;
}

export interface ScrollKeeperOptions {
  facts: () => ScrollFacts;
  /** Whether there are older items to fetch. */
  wantsOlder: () => boolean;
  loadOlder: () => void;
}

/** The view before an update. */
interface Place {
  facts: ScrollFacts;
  height: number;
  top: number;
  near: boolean;
}

/** How near the end counts as being there. */
const NEAR_PX = 64;

const reducedMotion = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * Keeps the reader's place: opens a thread at its end, puts a question just sent at the top, leaves the view
 * alone while an answer comes, and holds it still when older items arrive above.
 */
export class ScrollKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #options: ScrollKeeperOptions;
  #scroller: HTMLElement | null = null;
  #end: IntersectionObserver | null = null;
  #observed: Element | null = null;
  #before: Place | null = null;
  #facts: ScrollFacts | null = null;
  #atEnd = true;
  /** Where the reader last was: an element that is moved in the page loses its place. */
  #last: { scroller: HTMLElement; top: number } | null = null;

  /** The width in which turns were laid out. */
  #width = 0;
  /** The heights that turns out of view have kept from another width. */
  #heights = new WeakMap<Element, number>();
  readonly #resizes = new ResizeObserver((entries) => this.#hold(entries));

  constructor(host: LitElement, options: ScrollKeeperOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Whether the end of the text can be seen. */
  get atEnd(): boolean {
    return this.#atEnd;
  }

  /** Takes the scroller that there is now. */
  hostConnected(): void {
    const scroller = this.#host.renderRoot.querySelector<HTMLElement>('.scroller');
    if (scroller === this.#scroller) return;
    this.hostDisconnected();
    this.#scroller = scroller;
    if (!scroller) return;
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#resizes.observe(scroller);
    if (this.#last?.scroller !== scroller) return;
    scroller.scrollTop = this.#last.top;
    this.#observeEnd(scroller);
  }

  hostDisconnected(): void {
    this.#scroller?.removeEventListener('scroll', this.#onScroll);
    this.#end?.disconnect();
    this.#resizes.disconnect();
    this.#scroller = this.#end = this.#observed = this.#before = null;
  }

  toEnd(): void {
    const scroller = this.#scroller;
    const end = scroller?.querySelector('#end');
    if (!scroller || !end) return;
    const below = end.getBoundingClientRect().bottom - scroller.getBoundingClientRect().bottom;
    scroller.scrollTo({ top: scroller.scrollTop + below + 24, behavior: reducedMotion() ? 'auto' : 'smooth' });
  }

  hostUpdate(): void {
    const scroller = this.#scroller;
    if (!scroller || !this.#facts) return;
    const { scrollHeight: height, scrollTop: top, clientHeight } = scroller;
    this.#before = { facts: this.#facts, height, top, near: height - top - clientHeight < NEAR_PX };
  }

  hostUpdated(): void {
    const facts = this.#options.facts();
    if (this.#host.isConnected) this.hostConnected();
    const scroller = this.#scroller;
    const before = this.#before;
    this.#facts = facts;
    if (!scroller) return;
    if (before) this.#keep(scroller, before, facts);
    this.#observeEnd(scroller);
    // After this update: what is fetched then is drawn in one of its own.
    queueMicrotask(this.#onScroll);
  }

  #keep(scroller: HTMLElement, before: Place, facts: ScrollFacts): void {
    if (before.facts.loading && !facts.loading) scroller.scrollTop = scroller.scrollHeight;
    else if (facts.pending && facts.pending !== before.facts.pending) this.#showQuestion(scroller, facts);
    else if (before.facts.firstId !== null && facts.firstId !== before.facts.firstId) {
      scroller.scrollTop = before.top + scroller.scrollHeight - before.height;
    } else if (facts.follow && before.near) scroller.scrollTop = scroller.scrollHeight;
  }

  /**
   * A turn out of view keeps its height when the chat gets another width. When it comes into view from above, and has
   * another one after all, what is below it stays where it is.
   */
  #hold(entries: ResizeObserverEntry[]): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    const view = scroller.getBoundingClientRect();
    let shift = 0;
    for (const { target } of entries) {
      const { top, height, width } = target.getBoundingClientRect();
      if (target === scroller) {
        if (width === this.#width) continue;
        this.#width = width;
        this.#heights = new WeakMap();
        for (const turn of scroller.querySelectorAll('.settled')) this.#resizes.observe(turn);
      } else {
        // What has been taken away has none.
        if (height && top - shift < view.top) shift += height - (this.#heights.get(target) ?? height);
        this.#heights.set(target, height);
        // Once it has been laid out in the width that there is now, there is nothing more to wait for.
        if (target.firstElementChild?.checkVisibility?.({ contentVisibilityAuto: true }))
          this.#resizes.unobserve(target);
      }
    }
    if (shift !== 0) scroller.scrollTop += shift;
  }

  #showQuestion(scroller: HTMLElement, facts: ScrollFacts): void {
    if (facts.follow) {
      scroller.scrollTop = scroller.scrollHeight;
      return;
    }
    const turn = scroller.querySelector('.turn.last');
    if (!turn) return;
    const distance = turn.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    scroller.scrollTo({ top: scroller.scrollTop + distance - 8, behavior: reducedMotion() ? 'auto' : 'smooth' });
  }

  #observeEnd(scroller: HTMLElement): void {
    const end = scroller.querySelector('#end');
    if (end === this.#observed) return;
    this.#end?.disconnect();
    this.#observed = end;
    if (!end) {
      // Nothing is drawn of it where there is no thread.
      this.#atEnd = true;
      return;
    }
    this.#end = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1)!;
        // Above the view is where the end of a short answer is when one scrolls into the room below it.
        this.#setAtEnd(entry.isIntersecting || entry.boundingClientRect.bottom < (entry.rootBounds?.top ?? 0));
      },
      { root: scroller, rootMargin: `0px 0px ${NEAR_PX}px 0px` },
    );
    this.#end.observe(end);
  }

  #setAtEnd(atEnd: boolean): void {
    if (atEnd === this.#atEnd) return;
    this.#atEnd = atEnd;
    this.#host.requestUpdate();
  }

  readonly #onScroll = (): void => {
    const scroller = this.#scroller;
    if (!scroller) return;
    this.#last = { scroller, top: scroller.scrollTop };
    if (scroller.scrollTop < scroller.clientHeight && this.#options.wantsOlder()) this.#options.loadOlder();
  };
}
