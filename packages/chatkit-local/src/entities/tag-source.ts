import type { EntitiesOption, Entity } from '@openai/chatkit';
import type { TagContent } from '../composer/draft-text.ts';
import type { Suggestion, SuggestionSource } from '../composer/suggestion.ts';

/** An entity as a message carries it. */
export const tagOf = ({ id, title, data, group, interactive }: Entity): TagContent => ({
  type: 'input_tag',
  id,
  text: title,
  data: data ?? {},
  ...(group === undefined ? {} : { group }),
  ...(interactive === undefined ? {} : { interactive }),
});

/** Whether a page gave what it should: without a name and an id, nothing can be shown or sent. */
export function isEntity(value: unknown): value is Entity {
  const { id, title } = (value ?? {}) as Partial<Entity>;
  return typeof id === 'string' && typeof title === 'string' && title !== '';
}

/** What `@` brings up: entities of the page's. */
export const tagSource = (onTagSearch: NonNullable<EntitiesOption['onTagSearch']>): SuggestionSource => ({
  mark: '@',
  pattern: /(?<![^\s(])@([^\s@]*)$/,
  search: async (query) => {
    const entities: unknown = await onTagSearch(query);
    if (!Array.isArray(entities)) throw new TypeError('entities.onTagSearch must give an array of entities.');
    return entities.filter(isEntity).map((entity): Suggestion => ({
      id: entity.id,
      label: entity.title,
      description: null,
      icon: entity.icon ?? null,
      group: entity.group ?? null,
      choose: () => ({ type: 'entity', entity }),
    }));
  },
});
