import type { Page } from '@kb-assistant/protocol';
import { InvalidCursorError, type PageQuery } from '../store.ts';

type List = 'threads' | 'items' | 'calls';

/** An entry of a list and its position, which grows from the oldest to the newest and is never given twice. */
export interface Positioned<T> {
  position: number;
  value: T;
}

/** The positions that a page lies between, both exclusive. */
export function boundsOf(list: List, { order, after }: PageQuery): { above: number; below: number } {
  const bounds = { above: -1, below: Number.MAX_SAFE_INTEGER };
  if (after !== undefined) bounds[order === 'asc' ? 'above' : 'below'] = decode(list, after);
  return bounds;
}

/** A page from the first `limit + 1` entries that lie in its bounds, in its order. */
export function toPage<T>(list: List, entries: Positioned<T>[], limit: number): Page<T> {
  const data = entries.slice(0, limit);
  const page = { data: data.map(({ value }) => value), has_more: entries.length > limit };
  const last = data.at(-1);
  return page.has_more && last ? { ...page, after: encode(list, last.position) } : page;
}

/**
 * A place in a list, as an opaque string. It names a position and not an entry, so it stays good when the entry that
 * it was made from moves or goes.
 */
const encode = (list: List, position: number): string => btoa(`${list}:${position}`);

function decode(list: List, cursor: string): number {
  let text: string;
  try {
    text = atob(cursor);
  } catch {
    throw new InvalidCursorError();
  }
  const [, name, position] = /^(\w+):(\d{1,15})$/.exec(text) ?? [];
  if (name !== list) throw new InvalidCursorError();
  return Number(position);
}
