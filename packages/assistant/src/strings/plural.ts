/** The forms that a language has for counted things; `#` is where the number stands. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * Says how many there are, in the form that the language has for that number.
 *
 * @example
 * pluralOf('en', { one: '# answer', other: '# answers' })(2); // '2 answers'
 */
export function pluralOf(language: string, forms: Forms): (count: number) => string {
  const rules = new Intl.PluralRules(language);
  return (count) => (forms[rules.select(count)] ?? forms.other).replace('#', String(count));
}
