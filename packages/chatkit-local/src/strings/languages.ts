import type { Language } from './locale.ts';
import type { Translation } from './strings.ts';

/** Chinese in traditional characters: said by the script, or by where it is written so. */
const TRADITIONAL = /^zh\b(?!.*\bhans\b).*\b(hant|tw|hk|mo)\b/i;

/** Where each language is. A part of its own, so that a page in English pays for none of it. */
export const LANGUAGES: Record<Language, (locale: string) => Promise<Translation>> = {
  ar: async () => (await import('./ar.ts')).ar,
  de: async () => (await import('./de.ts')).de,
  es: async () => (await import('./es.ts')).es,
  fr: async () => (await import('./fr.ts')).fr,
  he: async () => (await import('./he.ts')).he,
  hi: async () => (await import('./hi.ts')).hi,
  it: async () => (await import('./it.ts')).it,
  // What browsers called Hebrew before 1989, and some still do.
  iw: async () => (await import('./he.ts')).he,
  ja: async () => (await import('./ja.ts')).ja,
  ko: async () => (await import('./ko.ts')).ko,
  nl: async () => (await import('./nl.ts')).nl,
  pl: async () => (await import('./pl.ts')).pl,
  pt: async () => (await import('./pt.ts')).pt,
  ru: async () => (await import('./ru.ts')).ru,
  tr: async () => (await import('./tr.ts')).tr,
  uk: async () => (await import('./uk.ts')).uk,
  zh: async (locale) =>
    TRADITIONAL.test(locale) ? (await import('./zh-tw.ts')).zhTW : (await import('./zh-cn.ts')).zhCN,
};
