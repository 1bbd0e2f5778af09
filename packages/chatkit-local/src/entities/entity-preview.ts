import type { Entity } from '@openai/chatkit';
import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { ComposerHost } from '../composer/composer-parts.ts';
import { asError } from '../conversation/errors.ts';
import { adoptStyles } from '../parts/adopt-styles.ts';
import { LazyPart } from '../parts/lazy-part.ts';
import { entityAt } from './entity-element.ts';

const widgets = new LazyPart(() => import('../widgets/widget-view.ts'));

/** Room between a preview and what it is of, in pixels. */
const GAP_PX = 6;

interface Shown {
  element: Element;
  entity: Entity;
  /** Null until the page has given it. */
  widget: unknown;
}

/** What the page shows of an entity while it is pointed at, or has the focus. */
export class EntityPreview {
  readonly #host: ComposerHost;
  #shown: Shown | null = null;

  constructor(host: ComposerHost) {
    this.#host = host;
  }

  /** Of the pointer and of the focus, from anywhere in the chat. */
  onPoint(event: Event): void {
    const at = entityAt(event);
    if (event.type === 'click') {
      if (at) this.#host.options.entities.onClick?.(at.entity);
    } else if (at && (event.type === 'pointerover' || event.type === 'focusin')) void this.#show(at);
    else this.hide();
  }

  /** True where there was something to hide. */
  hide(): boolean {
    if (!this.#shown) return false;
    this.#shown = null;
    this.#host.changed();
    return true;
  }

  view(): TemplateResult | typeof nothing {
    const { options, strings, emit } = this.#host;
    const [shown, part] = [this.#shown, widgets.value];
    if (!shown?.widget || !part) return nothing;
    const place = (card: Element | undefined): void => {
      if (!card) return;
      adoptStyles(card.getRootNode(), part.styles);
      queueMicrotask(() => putBeside(card as HTMLElement, shown.element));
    };
    return html`<div class="entity-preview" role="tooltip" ${ref(place)}>
      ${part.widgetView(shown.widget, {
        itemId: `entity-${shown.entity.id}`,
        strings,
        scheme: options.theme.colorScheme,
        imageDomains: null,
        busy: true,
        act: async () => {},
        tell: (name, data) => emit('chatkit.log', { name, data }),
      })}
    </div>`;
  }

  async #show({ element, entity }: { element: Element; entity: Entity }): Promise<void> {
    const { onRequestPreview } = this.#host.options.entities;
    if (!onRequestPreview || this.#shown?.element === element) return;
    const shown: Shown = { element, entity, widget: null };
    this.#shown = shown;
    try {
      const [answer] = await Promise.all([onRequestPreview(entity), widgets.load()]);
      if (this.#shown !== shown) return;
      this.#shown = { ...shown, widget: answer?.preview ?? null };
      this.#host.changed();
    } catch (error) {
      if (this.#shown === shown) this.#shown = null;
      this.#host.emit('chatkit.error', { error: asError(error) });
    }
  }
}

/** Above what it is of, or below where there is no room, and within the chat. */
function putBeside(card: HTMLElement, element: Element): void {
  const room = card.parentElement?.getBoundingClientRect();
  if (!room) return;
  const [anchor, size] = [element.getBoundingClientRect(), card.getBoundingClientRect()];
  const above = anchor.top - room.top - size.height - GAP_PX;
  const top = above >= GAP_PX ? above : anchor.bottom - room.top + GAP_PX;
  const left = Math.min(anchor.left - room.left, room.width - size.width - 2 * GAP_PX);
  card.style.insetBlockStart = `${top}px`;
  card.style.left = `${Math.max(2 * GAP_PX, left)}px`;
}
