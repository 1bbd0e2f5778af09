import type { Translation } from './strings.ts';

/** Every language but English, which is always there. Each is a file of its own, and a page pays for the one it shows. */
export const LANGUAGES = {
  ar: () => import('./ar.ts').then(({ ar }) => ar),
  de: () => import('./de.ts').then(({ de }) => de),
  es: () => import('./es.ts').then(({ es }) => es),
  fr: () => import('./fr.ts').then(({ fr }) => fr),
  he: () => import('./he.ts').then(({ he }) => he),
  hi: () => import('./hi.ts').then(({ hi }) => hi),
  it: () => import('./it.ts').then(({ it }) => it),
  ja: () => import('./ja.ts').then(({ ja }) => ja),
  ko: () => import('./ko.ts').then(({ ko }) => ko),
  nl: () => import('./nl.ts').then(({ nl }) => nl),
  pl: () => import('./pl.ts').then(({ pl }) => pl),
  pt: () => import('./pt.ts').then(({ pt }) => pt),
  ru: () => import('./ru.ts').then(({ ru }) => ru),
  tr: () => import('./tr.ts').then(({ tr }) => tr),
  uk: () => import('./uk.ts').then(({ uk }) => uk),
  'zh-CN': () => import('./zh-cn.ts').then(({ zhCN }) => zhCN),
  'zh-TW': () => import('./zh-tw.ts').then(({ zhTW }) => zhTW),
} satisfies Record<string, () => Promise<Translation>>;

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
