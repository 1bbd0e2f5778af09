import type { ResolvedOptions } from '../options/resolved-options.ts';

/** Whether a page wants to know of, or has something to show for, an entity that may be pressed. */
export const isPressable = (entity: { interactive?: boolean | undefined }, { entities }: ResolvedOptions): boolean =>
  entity.interactive === true && (entities.onClick !== undefined || entities.onRequestPreview !== undefined);
