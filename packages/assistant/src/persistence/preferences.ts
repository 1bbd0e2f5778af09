import type { Persistence } from '../config/types.ts';
import { storageKey, storageOf } from './keys.ts';

/** How somebody has set up the shell: nothing that says who they are or what they asked. */
export interface Preferences {
  /** The corner that the launcher was moved to. */
  corner?: string;
  /** The size that the panel was given, in px. */
  width?: number;
  height?: number;
  expanded?: boolean;
  /** The teaser that was dismissed. */
  teaser?: string;
}

const checks = {
  corner: (value) => /^(top|bottom)-(left|right)$/.test(String(value)),
  width: Number.isFinite,
  height: Number.isFinite,
  expanded: (value) => typeof value === 'boolean',
  teaser: (value) => typeof value === 'string',
} satisfies Record<keyof Preferences, (value: unknown) => boolean>;

/**
 * Remembers how the shell was set up, in the storage that the site chose: from visit to visit, in this tab, or for as
 * long as the element lives.
 */
export class PreferencesMemory {
  readonly #kind: Persistence;
  readonly #key: string;
  #now: Preferences;

  constructor(kind: Persistence, id: string, server: string) {
    this.#kind = kind;
    this.#key = storageKey('layout', id, server);
    this.#now = this.#load();
  }

  get now(): Preferences {
    return this.#now;
  }

  /** Changes some; `undefined` forgets one. */
  write(change: { [K in keyof Preferences]: Preferences[K] | undefined }): void {
    const all = Object.entries({ ...this.#now, ...change }).filter(([, value]) => value !== undefined);
    this.#now = Object.fromEntries(all);
    try {
      if (all.length > 0) storageOf(this.#kind)?.setItem(this.#key, JSON.stringify(this.#now));
      else storageOf(this.#kind)?.removeItem(this.#key);
    } catch {
      // Full, or closed to us: it holds for this page.
    }
  }

  /** What stands in a storage may be anything. */
  #load(): Preferences {
    try {
      const stored = JSON.parse(storageOf(this.#kind)?.getItem(this.#key) ?? '{}') as Record<string, unknown> | null;
      return Object.fromEntries(
        Object.entries(checks)
          .map(([name, holds]) => [name, stored?.[name], holds] as const)
          .filter(([, value, holds]) => holds(value))
          .map(([name, value]) => [name, value]),
      );
    } catch {
      return {};
    }
  }
}
