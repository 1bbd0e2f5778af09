/** The direction in which a language is written. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(ar|ckb|dv|fa|he|iw|ku-arab|pa-arab|ps|sd|ug|ur|yi)\b/i.test(locale) ? 'rtl' : 'ltr';
}
