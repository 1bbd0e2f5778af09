import type { CommandsOption, EntitiesOption } from '@openai/chatkit';
import type { Checker } from './check.ts';

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is not there: with exact types, `undefined` is a value too. */
export const optional = <T extends object>(values: T): Present<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;

export function readEntities(value: unknown, check: Checker): EntitiesOption {
  const entities = check.object(value, 'entities') ?? {};
  return optional({
    onTagSearch: check.function(entities['onTagSearch'], 'entities.onTagSearch'),
    showComposerMenu: check.boolean(entities['showComposerMenu'], 'entities.showComposerMenu'),
    onClick: check.function(entities['onClick'], 'entities.onClick'),
    onRequestPreview: check.function(entities['onRequestPreview'], 'entities.onRequestPreview'),
  });
}

export function readCommands(value: unknown, check: Checker): CommandsOption {
  const commands = check.object(value, 'commands') ?? {};
  return {
    enabled: check.boolean(commands['enabled'], 'commands.enabled') ?? false,
    ...optional({
      onSearch: check.function(commands['onSearch'], 'commands.onSearch'),
      onSelect: check.function(commands['onSelect'], 'commands.onSelect'),
    }),
  };
}
