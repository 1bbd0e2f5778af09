import type { Command, CommandsOption } from '@openai/chatkit';
import type { Choice, Suggestion, SuggestionSource } from '../composer/suggestion.ts';
import { isMeant } from '../composer/suggestion.ts';
import { isEntity } from '../entities/tag-source.ts';

const isCommand = (value: unknown): value is Command => {
  const { id, label } = (value ?? {}) as Partial<Command>;
  return typeof id === 'string' && typeof label === 'string' && label !== '';
};

function suggestionOf(command: Command, onSelect: CommandsOption['onSelect']): Suggestion {
  return {
    id: command.id,
    label: command.label,
    description: command.description ?? null,
    icon: command.icon ?? null,
    group: command.group ?? null,
    choose: async (): Promise<Choice> => {
      const selection = await onSelect?.(command);
      if (!selection) return null;
      if (selection.type === 'entity' && isEntity(selection.entity)) return selection;
      if (selection.type === 'menu' && Array.isArray(selection.commands)) {
        const suggestions = selection.commands.filter(isCommand).map((each) => suggestionOf(each, onSelect));
        return { type: 'menu', suggestions };
      }
      throw new TypeError('commands.onSelect must give an entity, a menu, or nothing.');
    },
  };
}

/** What `/` brings up: what the composer itself can do, then the commands of the page. */
export const commandSource = (
  { onSearch, onSelect }: CommandsOption,
  builtIn: () => readonly Suggestion[],
): SuggestionSource => ({
  mark: '/',
  pattern: /(?<!\S)\/([^\s/]*)$/,
  search: async (query) => {
    const own = builtIn().filter(({ label }) => isMeant(label, query));
    const commands: unknown = (await onSearch?.(query)) ?? [];
    if (!Array.isArray(commands)) throw new TypeError('commands.onSearch must give an array of commands.');
    return [...own, ...commands.filter(isCommand).map((command) => suggestionOf(command, onSelect))];
  },
});
