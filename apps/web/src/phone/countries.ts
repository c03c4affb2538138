import { type CountryCode, getCountries, getCountryCallingCode } from "libphonenumber-js/min";

export type { CountryCode };
export type Country = { code: CountryCode; name: string; callingCode: string };

/** Every country that the phone parser knows, by its name in `language`, in alphabetical order. */
export function listCountries(language: string): Country[] {
  const names = new Intl.DisplayNames(language, { type: "region" });
  const { compare } = new Intl.Collator(language);
  return getCountries()
    .map((code) => ({ code, name: names.of(code) ?? code, callingCode: getCountryCallingCode(code) }))
    .sort((a, b) => compare(a.name, b.name));
}

export function isCountry(code: unknown): code is CountryCode {
  return getCountries().some((known) => known === code);
}
