const FALLBACK = 'en';

/** The first language that an `Accept-Language` header names, as a canonical BCP 47 tag; `en` where it names none. */
export function localeOf(acceptLanguage: string | null): string {
  const tag = acceptLanguage?.split(',')[0]?.split(';')[0]?.trim() ?? '';
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? FALLBACK;
  } catch {
    return FALLBACK;
  }
}
