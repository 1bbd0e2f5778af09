import type { Translation } from './strings.ts';

/** Every language but English, which is always there. Each is a file of its own, and a page pays for the one it shows. */
export const LANGUAGES = {
  ar: () => import('./ar.ts'),
  de: () => import('./de.ts'),
  es: () => import('./es.ts'),
  fr: () => import('./fr.ts'),
  he: () => import('./he.ts'),
  hi: () => import('./hi.ts'),
  it: () => import('./it.ts'),
  ja: () => import('./ja.ts'),
  ko: () => import('./ko.ts'),
  nl: () => import('./nl.ts'),
  pl: () => import('./pl.ts'),
  pt: () => import('./pt.ts'),
  ru: () => import('./ru.ts'),
  tr: () => import('./tr.ts'),
  uk: () => import('./uk.ts'),
  'zh-CN': () => import('./zh-cn.ts'),
  'zh-TW': () => import('./zh-tw.ts'),
} satisfies Record<string, () => Promise<{ words: Translation }>>;

export type Language = 'en' | keyof typeof LANGUAGES;

/** Chinese in traditional characters: said by the script, or by where it is written so. */
const TRADITIONAL = /^zh\b(?!.*\bhans\b).*\b(hant|tw|hk|mo)\b/i;

/**
 * The language of ours for a tag, or English.
 *
 * @example
 * languageFor('zh-Hant-HK'); // 'zh-TW'
 */
export function languageFor(locale: string): Language {
  if (TRADITIONAL.test(locale)) return 'zh-TW';
  const language = locale.toLowerCase().split(/[-_]/, 1)[0] ?? '';
  if (language === 'zh') return 'zh-CN';
  // What browsers called Hebrew before 1989, and some still do.
  if (language === 'iw') return 'he';
  return Object.hasOwn(LANGUAGES, language) ? (language as Language) : 'en';
}
