// Brings the numbering plans of the world, so it is loaded on its own: by `loadPhoneTools`, or with a page that comes late itself.
import { type E164, normalizePhone } from "@sixdigit/contracts/phone";
import {
  AsYouType,
  type CountryCode,
  getCountries,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min/es6";

const known = new Set<string>(getCountries());
const isKnown = (country: string | undefined): country is CountryCode =>
  country !== undefined && known.has(country);

/** A number as people write it, read with the country that is chosen. */
export function readPhone(text: string, country: string | undefined) {
  return normalizePhone(text, isKnown(country) ? country : undefined);
}

/** Fewer digits have no separators that help. */
const WORTH_FORMATTING = 4;

/** Typed text with the separators that people are used to, and the country that it names itself. */
export function formatTyped(text: string, country: string | undefined) {
  const formatter = new AsYouType(isKnown(country) ? country : undefined);
  const formatted = formatter.input(text);
  const isWorth = text.replace(/\D/g, "").length >= WORTH_FORMATTING;
  const isWhole = isWorth && withoutSeparators(formatted) === withoutSeparators(text);
  return {
    text: isWhole ? formatted : text,
    country: /^\s*(\+|00)/.test(text) ? formatter.getCountry() : undefined,
  };
}

/** A number for its owner to check: `+91 98765 43210`. */
export function showPhone(phone: E164): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}

/** Whatever else stands in a text must not get lost: what is wrong with it is said, not hidden. */
const withoutSeparators = (text: string) => text.replace(/[\s().\-/\u2010-\u2013\u2212]/g, "");
