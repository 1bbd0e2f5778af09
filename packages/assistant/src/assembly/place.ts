import type { ReactiveController } from '@lit/reactive-element';
import type { AssistantConfig, Persistence } from '../config/types.ts';
import { placementCss, sideCss } from '../launcher/placement-css.ts';
import { type Corner, type Presentation, sideOf } from '../overlay/placement.ts';
import { storageKey, storageOf } from '../persistence/keys.ts';
import type { Preferences } from '../persistence/preferences.ts';
import { Part } from '../shared/part.ts';
import { around } from '../theme/host-scheme.ts';
import type { Look } from '../theme/palette.ts';
import { shellCss } from '../theme/shell-css.ts';
import type { Arrangement } from './arrangement.ts';
import type { Host } from './host.ts';

export interface PlaceHooks {
  config(): AssistantConfig;
  /** Where things may be kept now. */
  persist(): Persistence;
  server(): string;
  panel(): HTMLElement | null;
  launcher(): HTMLButtonElement;
}

/** Where launcher and panel stand, and how large: what the site says, and what somebody has made of it. */
export class Place implements ReactiveController {
  readonly #host: Host;
  readonly #hooks: PlaceHooks;
  readonly #arrangement: Part<Arrangement>;
  #observer: MutationObserver | null = null;

  constructor(host: Host, hooks: PlaceHooks) {
    this.#host = host;
    this.#hooks = hooks;
    host.addController(this);
    this.#arrangement = new Part(
      async () => {
        const { Arrangement } = await import('./arrangement.ts');
        return new Arrangement(host, hooks, () => this.freeCorner);
      },
      'What moves the launcher and resizes the panel could not be loaded.',
      () => host.requestUpdate(),
    );
  }

  hostConnected(): void {
    // A page that turns its direction turns us: what stands at the start or the end by itself, and the free corner here.
    this.#observer = new MutationObserver(() => this.#host.requestUpdate());
    for (const element of around(this.#host)) this.#observer.observe(element, { attributeFilter: ['dir'] });
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** Settles when it is known what somebody has made of it; `null` where it is, or where nobody has made anything. */
  get pending(): Promise<void> | null {
    const { config, server } = this.#hooks;
    const layout = storageKey('layout', this.#host.id, server());
    return this.#arrangement.pending(
      this.#host.draggableLauncher || Boolean(storageOf(config().persist)?.getItem(layout)),
    );
  }

  /** How somebody has set up the shell. */
  get preferences(): Preferences {
    return this.#arrangement.now?.preferences ?? {};
  }

  get expanded(): boolean {
    return this.preferences.expanded ?? false;
  }

  /** The corner of the panel that is opposite to where it stands. */
  get freeCorner(): Corner {
    const side = sideOf(this.#position, this.#rtl) === 'left' ? 'right' : 'left';
    return `${this.#position.startsWith('top') ? 'bottom' : 'top'}-${side}`;
  }

  /** Follows the configuration. */
  update(): void {
    this.#arrangement.now?.update();
  }

  write(change: { [K in keyof Preferences]: Preferences[K] | undefined }): void {
    this.#arrangement.use((arrangement) => arrangement.write(change));
  }

  /** Something was done to the handle at the free corner: somebody who has come near it brings what moves it. */
  readonly onHandle = (event: Event): void => {
    this.#arrangement.use(({ resizing }) => resizing.handle(event));
  };

  /** Whether a click on the launcher is but the end of a drag. */
  endedDrag(): boolean {
    return this.#arrangement.now?.endedDrag() ?? false;
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

  /** Where the launcher stands: where somebody has moved it to, or where the site put it. */
  get #position(): AssistantConfig['position'] {
    const { corner } = this.preferences;
    return this.#host.draggableLauncher && corner ? (corner as Corner) : this.#hooks.config().position;
  }

  get #rtl(): boolean {
    return getComputedStyle(this.#host).direction === 'rtl';
  }
}
