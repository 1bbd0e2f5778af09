import { describe, expect, it, vi } from 'vitest';
import { en } from './en.ts';
import { type Language, languageFor, LANGUAGES } from './languages.ts';
import { withOwnWords } from './own-words.ts';
import { loadStrings, stringsFor } from './strings-for.ts';
import type { Strings } from './strings.ts';

const OTHERS = Object.keys(LANGUAGES) as Exclude<Language, 'en'>[];

describe('stringsFor', () => {
  it.each([
    ['de', 'Assistent'],
    ['de-AT', 'Assistent'],
    ['FR-ca', 'Assistant'],
    ['es-419', 'Asistente'],
    ['pt-BR', 'Assistente'],
    ['ja-JP', 'アシスタント'],
  ])('speaks %s', async (locale, heading) => {
    await loadStrings(locale);
    expect(stringsFor(locale)).not.toBe(en);
    expect(stringsFor(locale).heading).toBe(heading);
  });

  it.each(['en', 'en-GB', 'tlh', '', 'constructor'])('speaks English for %j, and loads nothing', (locale) => {
    expect(loadStrings(locale)).toBeNull();
    expect(stringsFor(locale)).toBe(en);
  });

  it('speaks English until a language has come, and asks for it once', async () => {
    expect(stringsFor('nl')).toBe(en);
    const first = loadStrings('nl');
    expect(loadStrings('nl-BE')).toBe(first);
    await first;
    expect(loadStrings('nl')).toBeNull();
    expect(stringsFor('nl').retry).toBe('Opnieuw proberen');
  });
});

describe('languageFor', () => {
  it.each([
    ['zh', 'zh-CN'],
    ['zh-SG', 'zh-CN'],
    ['zh-Hant', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['zh-Hans-HK', 'zh-CN'],
    ['iw-IL', 'he'],
    ['pt-PT', 'pt'],
    ['uk_UA', 'uk'],
  ])('takes %s for %s', (locale, language) => expect(languageFor(locale)).toBe(language));
});

describe.each(OTHERS)('%s', (language) => {
  it('has a word for everything, and says what it is given', async () => {
    const { words } = await LANGUAGES[language]();
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const [name, word] of Object.entries(en)) {
      const own = words[name as keyof Strings];
      expect(typeof own, name).toBe(typeof word);
      expect(own === '', name).toBe(false);
    }
    expect(words.open?.('XYZ')).toContain('XYZ');
    expect(words.close?.('XYZ')).toContain('XYZ');
  });

  it('counts in its own way', async () => {
    const { unread } = (await LANGUAGES[language]()).words;
    expect(unread?.(21)).toContain('21');
    expect(unread?.(5)).toContain('5');
  });
});

it('has the forms that Slavic and Semitic languages have for numbers', async () => {
  const said = async (language: Exclude<Language, 'en'>) => {
    const { unread } = (await LANGUAGES[language]()).words;
    return [1, 2, 5, 22].map((count) => unread?.(count));
  };
  expect(await said('ru')).toEqual(['1 новый ответ', '2 новых ответа', '5 новых ответов', '22 новых ответа']);
  expect(await said('pl')).toEqual([
    '1 nowa odpowiedź',
    '2 nowe odpowiedzi',
    '5 nowych odpowiedzi',
    '22 nowe odpowiedzi',
  ]);
  expect(await said('ar')).toEqual(['رد جديد واحد', 'ردان جديدان', '5 ردود جديدة', '22 ردًا جديدًا']);
});

describe('withOwnWords', () => {
  it('takes words and functions of a site', () => {
    const wrong = vi.fn<() => void>();
    const words = withOwnWords(en, { retry: 'Once more', open: (heading: string) => `Show ${heading}` }, wrong);
    expect([words.retry, words.open('Help'), words.history]).toEqual(['Once more', 'Show Help', 'History']);
    expect(wrong).not.toHaveBeenCalled();
  });

  it('tells of what it cannot use, and goes on without it', () => {
    const wrong = vi.fn<(name: string) => void>();
    const words = withOwnWords(en, { retri: 'x', open: 'Open', retry: () => 'x' }, wrong);
    expect(words).toEqual(en);
    expect(wrong.mock.calls.map(([name]) => name)).toEqual(['strings.retri', 'strings.open', 'strings.retry']);
  });

  it('falls back to ours where a function of the site throws', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const words = withOwnWords(
      en,
      {
        open: () => {
          throw new Error('x');
        },
      },
      () => {},
    );
    expect(words.open('Help')).toBe('Open Help');
    log.mockRestore();
  });
});
