const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** What a table may begin with: a first row, and some of the row of dashes below it. */
const TABLE_HEAD = /(?:^|\n)\|[^\n]*(?:\n[ |:-]*)?$/;

/**
 * A piece of Markdown that is still being written, closed where it stands, so that half of a `**bold**` or of a
 * link is not shown as its signs. What is healed here is only shown, and only until the rest has come.
 *
 * @param type of the token that it is so far; what is a `table` already has its head
 */
export function heal(raw: string, type = 'paragraph'): string {
  if (FENCE.test(raw)) return raw;
  const shown = type === 'table' ? raw : raw.replace(TABLE_HEAD, '');
  const end = shown.trimEnd();
  const space = shown.slice(end.length);
  // A link or image without its end: only its words.
  let text = end.replace(/!?\[([^\][\n]*)(?:\]\([^)\s]*)?$/, '$1');
  const ticks = text.split('`').length - 1;
  if (ticks % 2 === 1) return text.endsWith('`') ? text.slice(0, -1) + space : `${text}\`${space}`;
  const visible = text.replace(/`[^`]*`/g, '');
  for (const sign of ['**', '__', '~~']) {
    if ((visible.split(sign).length - 1) % 2 === 0) continue;
    text = text.endsWith(sign) ? text.slice(0, -2) : `${text}${sign}`;
  }
  return text + space;
}
