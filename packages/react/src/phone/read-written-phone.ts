import type { E164 } from "@sixdigit/contracts";
import { type Problem, phoneProblem } from "../flow/problem.ts";
import type { PhoneDraft } from "../flow/state.ts";
import { asciiDigits, withoutMarks } from "./digits.ts";
import { loadPhoneTools } from "./load-phone-tools.ts";

/** Reads a number as it was written, or says why it cannot be one, or not one of the countries that are sent to. */
export async function readWrittenPhone(
  { text, country }: PhoneDraft,
  countries: ReadonlySet<string> | undefined,
): Promise<{ phone: E164; shown: string } | { problem: Problem }> {
  if (text.trim() === "") return { problem: phoneProblem("empty") };
  const { readPhone, showPhone } = await loadPhoneTools();
  const read = readPhone(withoutMarks(asciiDigits(text)), country);
  if (!read.ok) return { problem: phoneProblem(read.problem, namesItsCountry(text) ? undefined : country) };
  const isOff = read.country && countries && !countries.has(read.country);
  return isOff
    ? { problem: { code: "PHONE_COUNTRY", place: "field", country: read.country ?? "" } }
    : { phone: read.phone, shown: showPhone(read.phone) };
}

const namesItsCountry = (text: string) => /^[\s(]*(\+|00)/.test(text);
