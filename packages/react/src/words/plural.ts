/** The form of a sentence that goes with a number, by the rules of its language (CLDR). `other` is what most take. */
export function plural(
  locale: string,
  amount: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string {
  return forms[new Intl.PluralRules(locale).select(amount)] ?? forms.other;
}
