import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Strings } from './strings.ts';

const TABLES: Record<string, Strings> = { en, de, es, fr };

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur']);

const language = (locale: string): string => locale.toLowerCase().split(/[-_]/, 1)[0] ?? '';

/** Our words in a locale; in English where nobody has translated them. */
export const stringsFor = (locale: string): Strings => TABLES[language(locale)] ?? en;

/** The language our words are in: what `lang` has to say of them. */
export const languageOfStrings = (locale: string): string => (Object.hasOwn(TABLES, language(locale)) ? locale : 'en');

export const directionOf = (locale: string): 'ltr' | 'rtl' => (RIGHT_TO_LEFT.has(language(locale)) ? 'rtl' : 'ltr');
