import type { UserMessageContent } from '@kb-assistant/protocol';
import type { Checker } from './check.ts';
import type { Prompt, ResolvedOptions } from './resolved-options.ts';

export function readStartScreen(value: unknown, check: Checker): ResolvedOptions['startScreen'] {
  const screen = check.object(value, 'startScreen') ?? {};
  return {
    greeting: check.string(screen['greeting'], 'startScreen.greeting') ?? null,
    prompts: check.list(screen['prompts'], 'startScreen.prompts', (prompt, field) => readPrompt(prompt, field, check)),
  };
}

function readPrompt(prompt: Record<string, unknown>, field: string, check: Checker): Prompt | undefined {
  const label = check.text(prompt['label'], `${field}.label`);
  if (!label) return;
  const content = readMessageContent(prompt['prompt'] ?? label, `${field}.prompt`, check);
  if (content.length === 0) return;
  return { label, content, icon: check.string(prompt['icon'], `${field}.icon`) ?? null };
}

/** A message of the page's making: a plain string, or a list of text and tags. */
export function readMessageContent(value: unknown, field: string, check: Checker): UserMessageContent[] {
  if (typeof value === 'string') return value === '' ? [] : [{ type: 'input_text', text: value }];
  if (!Array.isArray(value)) {
    check.wrong(field, 'a string or a list of message parts', value);
    return [];
  }
  return value.flatMap((each, index): UserMessageContent[] => {
    const place = `${field}[${index}]`;
    const part = check.object(each, place);
    const text = part && check.string(part['text'], `${place}.text`);
    const type = part && check.oneOf(part['type'], `${place}.type`, ['input_text', 'input_tag']);
    if (!part || text === undefined || !type) return [];
    if (type === 'input_text') return [{ type, text }];
    const id = check.string(part['id'], `${place}.id`);
    if (id === undefined) return [];
    const group = check.string(part['group'], `${place}.group`);
    const interactive = check.boolean(part['interactive'], `${place}.interactive`);
    return [
      {
        type,
        id,
        text,
        data: check.object(part['data'], `${place}.data`) ?? {},
        ...(group === undefined ? {} : { group }),
        ...(interactive === undefined ? {} : { interactive }),
      },
    ];
  });
}
