import type { Entity } from '@openai/chatkit';

/** One row of the menu that `@` or `/` opens. */
export interface Suggestion {
  id: string;
  label: string;
  description: string | null;
  /** A name of ChatKit's, or the address of a picture; null for none. */
  icon: string | null;
  group: string | null;
  choose: () => Promise<Choice> | Choice;
}

/** What follows from choosing one: an entity to insert, more to choose from, words to insert, or nothing. */
export type Choice =
  | { type: 'entity'; entity: Entity }
  | { type: 'menu'; suggestions: Suggestion[] }
  | { type: 'text'; text: string }
  | null;

/** Where suggestions come from. */
export interface SuggestionSource {
  /** What a person types to be asked. */
  readonly mark: string;
  /** Finds the mark and what was typed after it, up to the caret. Its one group is the query. */
  readonly pattern: RegExp;
  search(query: string): Promise<Suggestion[]>;
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a label is meant by a few letters: a word in it begins with them. */
export const isMeant = (label: string, query: string): boolean =>
  query === '' || ` ${fold(label)}`.replace(/[^\p{L}\p{N}]+/gu, ' ').includes(` ${fold(query)}`);

/** Suggestions by their group, in the order in which the groups first appear; those without one under ''. */
export function byGroup(suggestions: readonly Suggestion[]): Map<string, Suggestion[]> {
  const groups = new Map<string, Suggestion[]>();
  for (const each of suggestions) {
    const group = each.group ?? '';
    groups.set(group, [...(groups.get(group) ?? []), each]);
  }
  return groups;
}
