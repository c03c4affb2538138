import { callingCodes } from "./calling-codes.ts";

export type Country = { code: string; name: string; callingCode: string };

/** The countries that may be chosen, by their names in `locale`, in the alphabetical order of its readers. */
export function listCountries(locale: string, allowed?: ReadonlySet<string>): Country[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  const { compare } = new Intl.Collator(locale);
  return [...callingCodes]
    .filter(([code]) => !allowed || allowed.has(code))
    .map(([code, callingCode]) => ({ code, callingCode, name: names.of(code) ?? code }))
    .sort((a, b) => compare(a.name, b.name));
}

/** Those that a query means: by the start of the name first, then by that of a word in it, or by a code. */
export function searchCountries(countries: readonly Country[], query: string): readonly Country[] {
  const wanted = plain(query).replace(/^\+|^00/, "");
  if (wanted === "") return countries;
  const isMeant = ({ code, callingCode }: Country, name: string) =>
    name.includes(` ${wanted}`) || code.toLowerCase() === wanted || callingCode === wanted;
  const named = countries.map((country) => ({ country, name: plain(country.name) }));
  const first = named.filter(({ name }) => name.startsWith(wanted));
  const then = named.filter((each) => !first.includes(each) && isMeant(each.country, each.name));
  return [...first, ...then].map(({ country }) => country);
}

/** Without case and accents: `cote` finds Côte d’Ivoire. */
function plain(text: string): string {
  return text
    .trim()
    .normalize("NFD")
    .replace(/\p{Diacritic}/gu, "")
    .replace(/[-()’']/g, " ")
    .toLowerCase();
}

/** The region of a language tag: its own (`en-IN`), else the likeliest one (`hi` is spoken in IN). */
export function regionOf(languageTag: string): string | undefined {
  try {
    const locale = new Intl.Locale(languageTag);
    return locale.region ?? locale.maximize().region;
  } catch {
    return undefined;
  }
}

/** A first choice, never more than that: by the browser's languages, else the US, else the first one that is allowed. */
export function guessCountry(languages: readonly string[], allowed?: ReadonlySet<string>): string {
  const may = (code: string | undefined) =>
    code !== undefined && callingCodes.has(code) && (!allowed || allowed.has(code));
  const guess = languages.map(regionOf).find(may);
  return guess ?? (may("US") ? "US" : ([...(allowed ?? [])][0] ?? "US"));
}
