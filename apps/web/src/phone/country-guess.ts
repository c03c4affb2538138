/** The region of a language tag: its own (`en-IN`), else the likeliest one (`hi` is spoken in IN). */
export function regionOf(languageTag: string): string | undefined {
  try {
    const locale = new Intl.Locale(languageTag);
    return locale.region ?? locale.maximize().region;
  } catch {
    return undefined;
  }
}

/** A first choice for the country, never more than that: the guess if we know the country, else the US. */
export function guessCountry<T extends string>(languageTag: string, known: readonly T[]): T | "US" {
  const region = regionOf(languageTag);
  return known.find((code) => code === region) ?? "US";
}
