import type { PhoneProblem } from "@sixdigit/contracts";

const startsAbroad = (typed: string) => /^[\s(]*(\+|00)/.test(typed);

/** What to tell somebody whose number cannot be right, and what to do about it. */
export function phoneWords(problem: PhoneProblem, typed: string, countryName: string): string {
  switch (problem) {
    case "empty":
      return "Type your phone number.";
    case "too-long":
      return "This is too long for a phone number. Check it, and leave out everything else.";
    case "characters":
      return "Use digits only. Spaces, dashes and brackets are fine, and a + in front.";
    case "country-missing":
      return "Choose your country, or start the number with + and the country's code.";
    case "impossible":
      return startsAbroad(typed)
        ? "This can't be a phone number. Check the digits after the +."
        : `This can't be a phone number. Check the digits and the country (${countryName}).`;
  }
}
