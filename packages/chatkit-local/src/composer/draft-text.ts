import type { UserMessageContent } from '@kb-assistant/protocol';

export type TagContent = Extract<UserMessageContent, { type: 'input_tag' }>;

/** An entity named in a text: where, and which. */
export interface DraftTag {
  readonly start: number;
  readonly end: number;
  readonly content: TagContent;
}

interface TaggedText {
  readonly text: string;
  readonly tags: readonly DraftTag[];
}

/** A message as text, in which its tags have their places. */
export function textOf(content: readonly UserMessageContent[]): TaggedText {
  let text = '';
  const tags: DraftTag[] = [];
  for (const part of content) {
    const start = text.length;
    text += part.text;
    if (part.type === 'input_tag') tags.push({ start, end: text.length, content: part });
  }
  return { text, tags };
}

/** A text as the parts of a message, without the space around it. */
export function contentOf({ text, tags }: TaggedText): UserMessageContent[] {
  const content: UserMessageContent[] = [];
  let from = text.length - text.trimStart().length;
  const to = text.trimEnd().length;
  const say = (end: number) => {
    if (end > from) content.push({ type: 'input_text', text: text.slice(from, end) });
  };
  for (const tag of tags) {
    say(tag.start);
    content.push(tag.content);
    from = tag.end;
  }
  say(to);
  return content;
}

/** Where the tags are after a change of the text. One that was written into is just text from now on. */
export function moveTags({ text, tags }: TaggedText, next: string): DraftTag[] {
  if (tags.length === 0) return [];
  const most = Math.min(text.length, next.length);
  let same = 0;
  while (same < most && text[same] === next[same]) same++;
  let tail = 0;
  while (tail < most - same && text.at(-1 - tail) === next.at(-1 - tail)) tail++;
  const moved = next.length - text.length;
  return tags.flatMap((tag) => {
    if (tag.end <= same) return tag;
    if (tag.start < text.length - tail) return [];
    return { ...tag, start: tag.start + moved, end: tag.end + moved };
  });
}

/** Puts words, or a tag, in the place of what stands from `start` to `end`. */
export function replaceText(
  draft: TaggedText,
  start: number,
  end: number,
  words: string,
  tag?: TagContent,
): TaggedText {
  const text = draft.text.slice(0, start) + words + draft.text.slice(end);
  const moved = draft.tags.flatMap((each) => {
    if (each.end <= start) return each;
    const by = text.length - draft.text.length;
    return each.start >= end ? { ...each, start: each.start + by, end: each.end + by } : [];
  });
  if (!tag) return { text, tags: moved };
  const tags = [...moved, { start, end: start + tag.text.length, content: tag }];
  return { text, tags: tags.toSorted((a, b) => a.start - b.start) };
}
