import { describe, expect, test } from 'vitest';
import { en } from './en.ts';
import { LANGUAGES } from './languages.ts';
import { directionOf, type Language, languageOfStrings, loadStrings, stringsFor } from './locale.ts';
import type { Strings } from './strings.ts';

test.each([
  ['de-DE', 'Zurück'],
  ['fr-CA', 'Retour'],
  ['es-419', 'Volver'],
  ['pt-BR', 'Voltar'],
  ['zh-CN', '返回'],
  ['zh-HK', '返回'],
  ['iw', 'חזרה'],
  ['en', 'Back'],
  ['fi-FI', 'Back'],
])('%s', async (locale, back) => {
  const strings = await loadStrings(locale);
  expect(strings.back).toBe(back);
  expect(stringsFor(locale)).toBe(strings);
});

test('simplified and traditional characters are told apart', async () => {
  const words = (locale: string) => loadStrings(locale).then(({ copy }) => copy);
  expect(await Promise.all(['zh', 'zh-Hans-HK', 'zh-TW', 'zh-Hant'].map(words))).toEqual([
    '复制',
    '复制',
    '複製',
    '複製',
  ]);
});

describe.each([...(Object.keys(LANGUAGES) as Language[]), 'zh-TW'])('%s', (locale) => {
  test('has a word for everything, with the same places for names and numbers', async () => {
    const words = (await LANGUAGES[locale.slice(0, 2) as Language](locale)) as Strings;
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const [name, word] of Object.entries(en)) {
      const own = words[name as keyof Strings];
      expect(own.trim(), name).not.toBe('');
      expect(own.match(/\{\w+\}/g)?.toSorted(), name).toEqual(word.match(/\{\w+\}/g)?.toSorted());
    }
  });
});

test('no English word is left empty', () => {
  expect(Object.values(en).filter((word) => word.trim() === '')).toEqual([]);
});

test('words that nobody translated are marked as English', () => {
  expect(languageOfStrings('fi-FI')).toBe('en');
  expect(languageOfStrings('de-CH')).toBe('de-CH');
});

test('Arabic, Hebrew and Urdu run from right to left', () => {
  expect(['ar', 'he-IL', 'ur'].map(directionOf)).toEqual(['rtl', 'rtl', 'rtl']);
  expect(directionOf('de')).toBe('ltr');
});
