import { makeDraggable } from '../launcher/dragging.ts';
import { clampSize, cornerTowards, nearestCorner } from '../overlay/geometry.ts';
import type { Corner } from '../overlay/placement.ts';
import { Resizing, type ResizeHooks } from '../overlay/resize.ts';
import { type Preferences, PreferencesMemory } from '../persistence/preferences.ts';
import type { Host } from './host.ts';
import type { PlaceHooks } from './place.ts';

/** What somebody has made of the place and the size that the site chose. Comes when somebody does, or has on a page before. */
export class Arrangement {
  readonly resizing: Resizing;
  readonly #host: Host;
  readonly #hooks: PlaceHooks;
  #preferences = new PreferencesMemory('none', '', '');
  readonly #moving: { endedDrag(): boolean };
  #whose = '';

  constructor(host: Host, hooks: PlaceHooks, corner: ResizeHooks['corner']) {
    this.#host = host;
    this.#hooks = hooks;
    this.resizing = new Resizing({
      panel: () => hooks.panel(),
      corner,
      onResize: (size) => {
        const fitting = size && clampSize(size, { width: innerWidth, height: innerHeight });
        this.write({ width: fitting?.width, height: fitting?.height });
      },
    });
    this.#moving = this.#makeMovable(hooks.launcher());
    this.update();
  }

  get preferences(): Preferences {
    return this.#preferences.now;
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

  /** Whether a click on the launcher is but the end of a drag. */
  endedDrag(): boolean {
    return this.#moving.endedDrag();
  }

  #makeMovable(button: HTMLButtonElement): { endedDrag(): boolean } {
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

  #moveLauncher(corner: Corner): Promise<unknown> {
    this.write({ corner });
    return this.#host.updateComplete;
  }
}
