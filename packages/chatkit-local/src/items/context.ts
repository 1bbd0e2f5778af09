import type { StructuredInputSubmission } from '@kb-assistant/protocol';
import type { ImageDomains } from '../markdown/sanitizer.ts';
import type { Strings } from '../strings/strings.ts';

/** What an item of an answer is drawn with. */
export interface ItemContext {
  strings: Strings;
  /** BCP 47. */
  locale: string;
  imageDomains: ImageDomains;
  /** Whether the item belongs to the answer under way. */
  running: boolean;
  /** Whether the thread is answering, or takes no more answers. */
  held: boolean;
  /** How much of an image is there, from 0 to 1; null where nobody says. */
  imageProgress: number | null;
  /** Sends what a person answered to the questions of an item. */
  onAnswer: (submission: StructuredInputSubmission) => void;
}
