import { LazyPart } from '../parts/lazy-part.ts';
import { en } from './en.ts';
import type { Strings } from './strings.ts';

/** English is always there; each other language is fetched by those who read it. */
const NAMES = [
  'ar',
  'de',
  'es',
  'fr',
  'he',
  'hi',
  'it',
  'iw',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt',
  'ru',
  'tr',
  'uk',
  'zh',
] as const;

export type Language = (typeof NAMES)[number];

const parts = new Map<string, LazyPart<Strings>>();

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'iw', 'ur']);

const primary = (locale: string): string => locale.toLowerCase().split(/[-_]/, 1)[0] ?? '';

/** The language of ours for a tag, if it is not English. */
const languageOf = (locale: string): Language | undefined => NAMES.find((each) => each === primary(locale));

function partFor(locale: string): LazyPart<Strings> | undefined {
  const language = languageOf(locale);
  if (!language) return undefined;
  const part =
    parts.get(locale) ??
    new LazyPart(async () => ({ ...en, ...(await (await import('./languages.ts')).LANGUAGES[language](locale)) }));
  parts.set(locale, part);
  return part;
}

/** Our words in a locale, or null until they have been loaded; in English where nobody has translated them. */
export function stringsFor(locale: string): Strings | null {
  const part = partFor(locale);
  return part ? part.value : en;
}

/** Fetches our words in a locale; English ones where those cannot be had. */
export const loadStrings = async (locale: string): Promise<Strings> =>
  (await partFor(locale)
    ?.load()
    .catch(() => null)) ?? en;

/** The language our words are in: what `lang` has to say of them. */
export const languageOfStrings = (locale: string): string => (languageOf(locale) ? locale : 'en');

export const directionOf = (locale: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.has(primary(locale)) ? 'rtl' : 'ltr');
