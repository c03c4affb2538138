import type { E164 } from "@sixdigit/contracts";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A number with the spaces that people are used to, for its owner to check: `+91 98765 43210`. */
export function formatPhone(phone: E164): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}
