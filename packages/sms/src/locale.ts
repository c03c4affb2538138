/** The languages that messages are written in; the first is spoken to everybody else. */
export const LOCALES = ["en", "hi", "es", "ar", "pt", "fr"] as const;
export type Locale = (typeof LOCALES)[number];

const DEFAULT_LOCALE: Locale = "en";
/** Browsers send about 50 characters. What is behind 256 is not looked at, so that no header costs time. */
const MAX_LENGTH = 256;
/** One entry of Accept-Language (RFC 9110, 12.5.4), or a language tag; `pt_BR` is how Android writes it. */
const ENTRY = /^([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*(?:\s*;\s*q=([01](?:\.[0-9]{0,3})?))?$/i;

/**
 * The language for what a client asked for. Only a name of the list comes back, never the text that came in.
 *
 * @param asked a language tag or the value of an Accept-Language header; anything else is English
 */
export function pickLocale(asked: string | undefined): Locale {
  let best: { locale: Locale; weight: number } | undefined;
  for (const entry of (asked ?? "").slice(0, MAX_LENGTH).split(",")) {
    const [, language = "", q = "1"] = ENTRY.exec(entry.trim()) ?? [];
    const locale = LOCALES.find((each) => each === language.toLowerCase());
    const weight = Number(q);
    if (locale && weight > (best?.weight ?? 0)) best = { locale, weight };
  }
  return best?.locale ?? DEFAULT_LOCALE;
}
