import { en } from './en.ts';
import { type Language, languageFor, LANGUAGES } from './languages.ts';
import type { Strings } from './strings.ts';

const loaded = new Map<Language, Strings>([['en', en]]);
const loading = new Map<Language, Promise<void>>();

/**
 * Our words in the language of a tag, such as `de-AT`: in English where there are none, or until they are loaded.
 *
 * @example
 * await loadStrings('fr-CA');
 * stringsFor('fr-CA').retry; // 'Réessayer'
 */
export const stringsFor = (locale: string): Strings => loaded.get(languageFor(locale)) ?? en;

/**
 * Loads the words of a language. `null` where they are there already; a language that does not come is English.
 *
 * @example
 * await loadStrings('ja');
 */
export function loadStrings(locale: string): Promise<void> | null {
  const language = languageFor(locale);
  if (language === 'en' || loaded.has(language)) return null;
  const promise =
    loading.get(language) ??
    LANGUAGES[language]().then(
      ({ words }) => void loaded.set(language, { ...en, ...words }),
      (error: unknown) => {
        loaded.set(language, en);
        console.warn(`[kb-assistant] The words in "${language}" could not be loaded; using English.`, error);
      },
    );
  loading.set(language, promise);
  return promise;
}
