import type { ThreadItem } from './items.ts';

/** A slice of a list. Ask for the next one with `after`. */
export interface Page<T> {
  data: T[];
  has_more: boolean;
  after?: string;
}

export type ThreadStatus =
  { type: 'active' } | { type: 'locked'; reason?: string } | { type: 'closed'; reason?: string };

export interface Thread {
  id: string;
  /** ISO 8601. */
  created_at: string;
  title?: string;
  status: ThreadStatus;
  /** Hosts that images in this thread may come from; any where absent. */
  allowed_image_domains?: string[];
  items: Page<ThreadItem>;
}
