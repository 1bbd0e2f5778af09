const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

/** When something was, in a few words: "5 minutes ago", "yesterday", "12 Mar". Empty where it is no date. */
export function relativeDate(iso: string, locale: string, now = Date.now()): string {
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return '';
  const past = Math.max(0, now - time);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (past < MINUTE) return words.format(0, 'second');
  if (past < HOUR) return words.format(-Math.floor(past / MINUTE), 'minute');
  // Rounded, as a day in which the clocks change is not 24 hours long.
  const days = Math.round((midnight(now) - midnight(time)) / DAY);
  if (days === 0) return words.format(-Math.floor(past / HOUR), 'hour');
  if (days < 7) return words.format(-days, 'day');
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(time);
}
