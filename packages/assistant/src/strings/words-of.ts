import { languageFor, LANGUAGES } from './languages.ts';
import type { Translation } from './strings.ts';

/** Our words in the language of a tag; `null` where that is English, which needs no file. */
export async function wordsOf(locale: string): Promise<Translation | null> {
  const language = languageFor(locale);
  return language === 'en' ? null : (await LANGUAGES[language]()).words;
}
