import type { Entity } from '@openai/chatkit';
import type { TagContent } from '../composer/draft-text.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';

const ENTITY = Symbol('entity');

/** An element that stands for an entity. */
type EntityElement = Element & { [ENTITY]?: Entity };

/** Whether a page wants to know of, or has something to show for, an entity that may be pressed. */
export const isPressable = (entity: { interactive?: boolean | undefined }, { entities }: ResolvedOptions): boolean =>
  entity.interactive === true && (entities.onClick !== undefined || entities.onRequestPreview !== undefined);

/** Says which entity an element stands for; for a template's `ref`. */
export const standsFor =
  (entity: Entity) =>
  (element: Element | undefined): void => {
    if (element) (element as EntityElement)[ENTITY] = entity;
  };

/** The entity that was meant by an event, and the element that stands for it. */
export function entityAt(event: Event): { entity: Entity; element: Element } | null {
  const element = (event.target as Element).closest<EntityElement>('.entity');
  const entity = element?.[ENTITY];
  return element && entity ? { element, entity } : null;
}

/** The entity that a tag of a message names. */
export const entityOf = ({ id, text, data, group, interactive }: TagContent): Entity => ({
  id,
  title: text,
  data: data as Record<string, string>,
  ...(group === undefined ? {} : { group }),
  ...(interactive === undefined ? {} : { interactive }),
});
