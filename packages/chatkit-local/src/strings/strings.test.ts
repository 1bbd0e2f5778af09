import { expect, test } from 'vitest';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { directionOf, languageOfStrings, stringsFor } from './locale.ts';

test.each([
  ['de-DE', de],
  ['fr-CA', fr],
  ['es-419', es],
  ['en', en],
  ['fi-FI', en],
])('%s', (locale, strings) => {
  expect(stringsFor(locale)).toBe(strings);
});

test('no word is left empty', () => {
  for (const table of [en, de, fr, es]) expect(Object.values(table).filter((word) => word.trim() === '')).toEqual([]);
});

test('words that nobody translated are marked as English', () => {
  expect(languageOfStrings('fi-FI')).toBe('en');
  expect(languageOfStrings('de-CH')).toBe('de-CH');
});

test('Arabic, Hebrew and Urdu run from right to left', () => {
  expect(['ar', 'he-IL', 'ur'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl']);
  expect(directionOf('de')).toBe('ltr');
});
