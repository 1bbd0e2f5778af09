import type { Source } from '@kb-assistant/protocol';
import type { TagContent } from '../composer/draft-text.ts';

/** What an element stands for, and has more to say of than fits there. */
export type Subject = Source | TagContent;

/** An element that stands for something: its template sets the property. */
export type SubjectElement = HTMLElement & { subject?: Subject };

/** The element that is meant by an event, where it stands for something. */
export const subjectAt = (event: Event): SubjectElement | null =>
  (event.target as Element).closest('.mark, .chip, .entity, .task-source');
