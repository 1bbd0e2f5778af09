import type { ReactiveController } from '@lit/reactive-element';
import type { AssistantConfig, Persistence } from '../config/types.ts';
import { makeDraggable } from '../launcher/dragging.ts';
import { placementCss, sideCss } from '../launcher/placement-css.ts';
import {
  clampSize,
  type Corner,
  cornerTowards,
  nearestCorner,
  type Presentation,
  sideOf,
  type Size,
} from '../overlay/placement.ts';
import { Resizing } from '../overlay/resize.ts';
import { type Preferences, PreferencesMemory } from '../persistence/preferences.ts';
import { around } from '../theme/host-scheme.ts';
import type { Look } from '../theme/palette.ts';
import { shellCss } from '../theme/shell-css.ts';
import type { Host } from './host.ts';

export interface PlaceHooks {
  config(): AssistantConfig;
  /** Where things may be kept now. */
  persist(): Persistence;
  server(): string;
  panel(): HTMLElement | null;
}

/** Where launcher and panel stand, and how large: what the site says, and what somebody has made of it. */
export class Place implements ReactiveController {
  readonly resizing: Resizing;
  readonly #host: Host;
  readonly #hooks: PlaceHooks;
  #preferences = new PreferencesMemory('none', '', '');
  #whose = '';
  #observer: MutationObserver | null = null;

  constructor(host: Host, hooks: PlaceHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
    this.resizing = new Resizing({
      panel: () => hooks.panel(),
      anchor: () => ({ side: sideOf(this.#position, this.#rtl), top: this.#position.startsWith('top') }),
      onResize: (size) => this.#resize(size),
    });
  }

  hostConnected(): void {
    // A page that turns its direction turns us: what stands at the start or the end by itself, and the free corner here.
    this.#observer = new MutationObserver(() => this.#host.requestUpdate());
    for (const element of around(this.#host)) this.#observer.observe(element, { attributeFilter: ['dir'] });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** How somebody has set up the shell. */
  get preferences(): Preferences {
    return this.#preferences.now;
  }

  get expanded(): boolean {
    return this.preferences.expanded ?? false;
  }

  /** The corner of the panel that is opposite to where it stands. */
  get freeCorner(): Corner {
    const side = sideOf(this.#position, this.#rtl) === 'left' ? 'right' : 'left';
    return `${this.#position.startsWith('top') ? 'bottom' : 'top'}-${side}`;
  }

  /** Follows the configuration: each assistant on each server has its own. */
  update(): void {
    const { persist, server } = this.#hooks;
    const whose = [persist(), this.#host.id, server()].join();
    if (this.#whose === whose) return;
    this.#preferences = new PreferencesMemory(persist(), this.#host.id, server());
    this.#whose = whose;
  }

  write(change: { [K in keyof Preferences]: Preferences[K] | undefined }): void {
    this.#preferences.write(change);
    this.#host.requestUpdate();
  }

  /** What this assistant alone has: its place, its size, its colours. */
  css(look: Look, presentation: Presentation | null): string {
    const { offsetX, offsetY, panelWidth, panelHeight } = this.#hooks.config();
    const { width = panelWidth, height = panelHeight } = this.preferences;
    const position = this.#position;
    const [vertical, side] = position.split('-');
    const own =
      `--_offset-x:${offsetX}px;--_offset-y:${offsetY}px;--_shift:${vertical === 'top' ? '-8px' : '8px'};--_side:${side};` +
      `${width === null ? '' : `--_width:${width}px;`}${height === null ? '' : `--_height:${height}px;`}`;
    return (
      placementCss(position, offsetX, offsetY, '.launcher,.near,.panel') +
      `.panel[data-mode=sidebar]{${sideCss(position, 0)}}` +
      `:host{${own}${shellCss(look)}}` +
      (presentation === 'inline'
        ? ':host{display:block;height:var(--_height,var(--kb-panel-height,704px));max-width:var(--_width,none)}'
        : '')
    );
  }

  /** Lets the launcher be moved to another corner. `endedDrag` says whether a click is but the end of that. */
  makeMovable(button: HTMLButtonElement): { endedDrag(): boolean } {
    return makeDraggable(button, {
      enabled: () => this.#host.draggableLauncher,
      onDrop: (x, y) => this.#moveLauncher(nearestCorner(x, y, innerWidth, innerHeight)),
      onArrow: (key) => {
        const { left, top, width, height } = button.getBoundingClientRect();
        const here = nearestCorner(left + width / 2, top + height / 2, innerWidth, innerHeight);
        const corner = cornerTowards(here, key);
        return corner && this.#moveLauncher(corner);
      },
    });
  }

  /** Where the launcher stands: where somebody has moved it to, or where the site put it. */
  get #position(): AssistantConfig['position'] {
    const { corner } = this.preferences;
    return this.#host.draggableLauncher && corner ? (corner as Corner) : this.#hooks.config().position;
  }

  get #rtl(): boolean {
    return getComputedStyle(this.#host).direction === 'rtl';
  }

  #resize(size: Size | null): void {
    const fitting = size && clampSize(size, { width: innerWidth, height: innerHeight });
    this.write({ width: fitting?.width, height: fitting?.height });
  }

  #moveLauncher(corner: Corner): Promise<unknown> {
    this.write({ corner });
    return this.#host.updateComplete;
  }
}
