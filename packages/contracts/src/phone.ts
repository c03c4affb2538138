import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from "libphonenumber-js/min/es6";
import { remember } from "./remember.ts";

declare const e164: unique symbol;
/** A phone number as `+` and 7 to 15 digits. Only `normalizePhone` makes one, so every key is the same spelling. */
export type E164 = string & { readonly [e164]: true };

export type PhoneProblem = "empty" | "too-long" | "characters" | "country-missing" | "impossible";
export type PhoneResult =
  | { ok: true; phone: E164; country: CountryCode | undefined }
  | { ok: false; problem: PhoneProblem };

const MAX_INPUT_LENGTH = 32;
/** Digits, one leading plus, and the separators that people write. All other characters are refused, not skipped. */
const WRITTEN_NUMBER = /^[ \u00a0\u202f(]*\+?[0-9 \u00a0\u202f().\-/\u2010-\u2013\u2212]+$/;

/**
 * Turns a phone number as people write it into E.164 (ITU-T E.164: `+`, at most 15 digits).
 *
 * Rejects by length and character set before it parses, because the parser on its own takes letters, invisible
 * characters, extensions and text around a number.
 *
 * @param input what was typed, at most 32 characters
 * @param defaultCountry ISO 3166 code used when the input has no `+` or `00`
 */
export function normalizePhone(input: string, defaultCountry?: CountryCode): PhoneResult {
  if (input.length > MAX_INPUT_LENGTH) return { ok: false, problem: "too-long" };
  if (input.trim() === "") return { ok: false, problem: "empty" };
  if (!WRITTEN_NUMBER.test(input)) return { ok: false, problem: "characters" };
  const dialled = input.replace(/[^0-9+]/g, "").replace(/^00/, "+");
  if (!dialled.startsWith("+") && defaultCountry === undefined) {
    return { ok: false, problem: "country-missing" };
  }
  const written = parse(dialled, defaultCountry);
  const isAlone = defaultCountry === undefined && written?.number === dialled;
  const parsed = isAlone ? written : readOnItsOwn(written?.number);
  if (!parsed || !canExist(parsed)) return { ok: false, problem: "impossible" };
  return { ok: true, phone: parsed.number as string as E164, country: parsed.country };
}

function parse(dialled: string, defaultCountry?: CountryCode): PhoneNumber | undefined {
  return parsePhoneNumberFromString(dialled, { extract: false, ...(defaultCountry && { defaultCountry }) });
}

/**
 * The number as its E.164 form alone reads, or nothing if that is not the same number again: some numbers pass with one
 * country chosen and not without it, and a few (in Belarus) lose more digits each time they are parsed.
 */
function readOnItsOwn(number: string | undefined): PhoneNumber | undefined {
  const parsed = number === undefined ? undefined : parse(number);
  return parsed?.number === number ? parsed : undefined;
}

/** The small metadata knows each country's numbering plan but, for most, not which ranges are in use: those age. */
function canExist(parsed: PhoneNumber): boolean {
  return parsed.isValid() && /^\+[1-9][0-9]{6,14}$/.test(parsed.number);
}

/** A sign-in asks seven times for the country of its number. */
const REMEMBERED = 500;

/** ISO 3166-1 alpha-2 of a number, or undefined for one of no country, such as a satellite's. */
export const countryOf: (phone: E164) => string | undefined = /* @__PURE__ */ remember(
  REMEMBERED,
  (phone) => parse(phone)?.country,
);

/** Whether there are phone numbers of this country (ISO 3166-1 alpha-2, in capitals). */
export function isCountry(code: string): boolean {
  return isSupportedCountry(code);
}

/**
 * A number for screens, answers and logs: the first digits and the last two, the rest as dots
 * (`+14155550132` becomes `+1415•••••32`). At least four digits stay hidden.
 */
export function maskPhone(phone: E164): string {
  const digits = phone.slice(1);
  const shownInFront = Math.max(1, Math.min(4, digits.length - 6));
  const hidden = digits.length - shownInFront - 2;
  return `+${digits.slice(0, shownInFront)}${"•".repeat(hidden)}${digits.slice(-2)}`;
}
