import type { CSSResult } from 'lit';
import { adoptStyles } from './adopt-styles.ts';
import type { LazyPart } from './lazy-part.ts';

/** What a part may bring along: the look of what it draws. */
export interface Part {
  styles?: CSSResult;
}

/** What a view asks for a part: the part, or null until it has come, or why it will not. */
export type Need = <T extends Part>(part: LazyPart<T>) => T | null | 'failed';

export interface PartLoaderOptions {
  /** Where the styles of the parts go. */
  root: () => ShadowRoot | null;
  /** Called when a part has come, or will not. */
  changed: () => void;
  failed: (error: unknown) => void;
}

/** Fetches the parts of an element when what it draws needs them. */
export class PartLoader {
  readonly #options: PartLoaderOptions;
  readonly #asked = new Map<LazyPart<Part>, 'coming' | 'failed'>();

  constructor(options: PartLoaderOptions) {
    this.#options = options;
  }

  /** Bound. */
  readonly need: Need = (part) => {
    const { value } = part;
    if (value) {
      adoptStyles(this.#options.root(), value.styles);
      return value;
    }
    const asked = this.#asked.get(part);
    if (asked === undefined) void this.#fetch(part);
    return asked === 'failed' ? 'failed' : null;
  };

  /** What failed is tried once more when it is next needed. */
  forgive(): void {
    this.#asked.clear();
  }

  async #fetch(part: LazyPart<Part>): Promise<void> {
    this.#asked.set(part, 'coming');
    try {
      await part.load();
    } catch (error) {
      this.#asked.set(part, 'failed');
      this.#options.failed(error);
    }
    this.#options.changed();
  }
}
