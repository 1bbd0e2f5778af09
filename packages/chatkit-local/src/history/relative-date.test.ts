import { expect, test } from 'vitest';
import { relativeDate } from './relative-date.ts';

const now = new Date(2026, 5, 15, 14, 30).getTime();
const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts).toISOString();

test.each([
  ['now', at(2026, 5, 15, 14, 30)],
  ['5 minutes ago', at(2026, 5, 15, 14, 25)],
  ['3 hours ago', at(2026, 5, 15, 11, 0)],
  ['yesterday', at(2026, 5, 14, 23, 59)],
  ['3 days ago', at(2026, 5, 12, 1)],
  ['May 2', at(2026, 4, 2)],
  ['Dec 31, 2025', at(2025, 11, 31)],
])('%s', (words, date) => {
  expect(relativeDate(date, 'en', now)).toBe(words);
});

test('in the language of the person', () => {
  expect(relativeDate(at(2026, 5, 14), 'de', now)).toBe('gestern');
});

test('a clock that runs behind shows no future, and what is no date shows nothing', () => {
  expect(relativeDate(at(2026, 5, 15, 15), 'en', now)).toBe('now');
  expect(relativeDate('soon', 'en', now)).toBe('');
});
