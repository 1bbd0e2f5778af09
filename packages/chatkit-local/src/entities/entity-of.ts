import type { Entity } from '@openai/chatkit';
import type { TagContent } from '../composer/draft-text.ts';
import type { ResolvedOptions } from '../options/resolved-options.ts';
import type { Subject } from '../previews/subject.ts';
import { isPressable } from './is-pressable.ts';

/** The entity that a tag of a message names. */
const namedBy = ({ id, text, data, group, interactive }: TagContent): Entity => ({
  id,
  title: text,
  data: data as Record<string, string>,
  ...(group === undefined ? {} : { group }),
  ...(interactive === undefined ? {} : { interactive }),
});

/** The entity that something stands for; null where it is none, or the page has nothing to do with it. */
export function entityOf(subject: Subject, options: ResolvedOptions): Entity | null {
  if (subject.type === 'url' || subject.type === 'file' || !isPressable(subject, options)) return null;
  return namedBy(
    subject.type === 'entity' ? { data: {}, ...subject, type: 'input_tag', text: subject.title } : subject,
  );
}
