import { byGroup, isMeant, type Choice, type Suggestion, type SuggestionSource } from './suggestion.ts';

export interface SuggestionState {
  readonly source: SuggestionSource;
  /** Where the mark stands in the text. */
  readonly start: number;
  readonly query: string;
  /** Null until the first answer. */
  readonly found: readonly Suggestion[] | null;
  /** Menus that were opened from a suggestion, the innermost last. */
  readonly menus: readonly (readonly Suggestion[])[];
  readonly active: number;
  /** The suggestion that was chosen, while it does what it does. */
  readonly running: Suggestion | null;
}

interface SuggestionDeps {
  sources: () => readonly SuggestionSource[];
  changed: () => void;
  failed: (error: unknown) => void;
  /** Puts what was chosen in the place of the mark and the query. */
  insert: (state: SuggestionState, choice: Choice) => void;
}

/**
 * What `@` and `/` bring up. No DOM: it is told what stands before the caret, and which keys were pressed.
 * A search that takes long is not overtaken by another: the next one starts when it is done, for what is typed then.
 */
export class Suggestions {
  readonly #deps: SuggestionDeps;
  #state: SuggestionState | null = null;
  /** The mark that a person said no to. */
  #dismissed: number | null = null;
  #searching = false;

  constructor(deps: SuggestionDeps) {
    this.#deps = deps;
  }

  get state(): SuggestionState | null {
    return this.#state;
  }

  /** What can be chosen now. A menu is searched here, everything else by its source. */
  get shown(): readonly Suggestion[] {
    const { menus, found, query } = this.#state ?? { menus: [], found: null, query: '' };
    const all = menus.at(-1)?.filter(({ label }) => isMeant(label, query)) ?? found ?? [];
    // In the order in which they are seen.
    return [...byGroup(all).values()].flat();
  }

  /** To be called whenever the text or the caret has changed. */
  look(text: string, caret: number): void {
    const before = text.slice(0, caret);
    for (const source of this.#deps.sources()) {
      const query = source.pattern.exec(before)?.[1];
      if (query === undefined) continue;
      const start = caret - query.length - 1;
      if (start !== this.#dismissed) this.#ask(source, start, query);
      return;
    }
    this.#dismissed = null;
    this.close();
  }

  close(): void {
    if (!this.#state) return;
    this.#state = null;
    this.#deps.changed();
  }

  /** True where the key was taken. */
  press(key: string): boolean {
    const state = this.#state;
    if (!state) return false;
    if (key === 'Escape') {
      if (state.menus.length > 0) this.#set({ menus: state.menus.slice(0, -1), active: 0 });
      else this.#dismiss(state);
      return true;
    }
    const { shown } = this;
    if (shown.length === 0) return false;
    if (key === 'ArrowDown') this.point((state.active + 1) % shown.length);
    else if (key === 'ArrowUp') this.point((state.active + shown.length - 1) % shown.length);
    else if (key === 'Enter' || key === 'Tab') this.choose(shown[state.active]);
    else return false;
    return true;
  }

  point(active: number): void {
    this.#set({ active });
  }

  choose(suggestion: Suggestion | undefined): void {
    if (suggestion && this.#state && !this.#state.running) void this.#run(suggestion);
  }

  async #run(suggestion: Suggestion): Promise<void> {
    this.#set({ running: suggestion });
    const stillOpen = () => this.#state?.running === suggestion;
    try {
      const choice = await suggestion.choose();
      const now = this.#state;
      if (!now || !stillOpen()) return;
      if (choice?.type === 'menu') {
        this.#set({ menus: [...now.menus, choice.suggestions], active: 0, query: '', running: null });
        this.#deps.insert(now, { type: 'text', text: now.source.mark });
        return;
      }
      this.close();
      this.#deps.insert(now, choice ?? null);
    } catch (error) {
      if (stillOpen()) this.close();
      this.#deps.failed(error);
    }
  }

  #dismiss({ start }: SuggestionState): void {
    this.#dismissed = start;
    this.close();
  }

  #ask(source: SuggestionSource, start: number, query: string): void {
    const state = this.#state;
    const same = state?.source.mark === source.mark && state.start === start;
    if (same && state.query === query) return;
    if (same) this.#set({ query, active: 0 });
    else {
      this.#state = { source, start, query, found: null, menus: [], active: 0, running: null };
      this.#deps.changed();
    }
    if (!this.#state?.menus.length) void this.#search();
  }

  async #search(): Promise<void> {
    if (this.#searching) return;
    this.#searching = true;
    for (let asked: SuggestionState | null; (asked = this.#state);) {
      let found: Suggestion[] = [];
      try {
        found = await asked.source.search(asked.query);
      } catch (error) {
        this.#deps.failed(error);
      }
      const now = this.#state;
      if (now?.source.mark === asked.source.mark && now.start === asked.start) {
        this.#set({ found, active: 0 });
        if (now.query === asked.query) break;
      }
    }
    this.#searching = false;
  }

  #set(patch: Partial<SuggestionState>): void {
    if (!this.#state) return;
    this.#state = { ...this.#state, ...patch };
    this.#deps.changed();
  }
}
