import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import type { Strings } from './strings.ts';

const tables: Record<string, Strings> = { de, en, es, fr };

/**
 * Our words in the language of a tag, such as `de-AT`; English where there are none.
 *
 * @example
 * stringsFor('fr-CA').retry; // 'Réessayer'
 */
export function stringsFor(locale: string): Strings {
  const language = locale.toLowerCase().split('-')[0] ?? '';
  return Object.hasOwn(tables, language) ? (tables[language] ?? en) : en;
}
