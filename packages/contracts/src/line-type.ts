import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { E164 } from "./phone.ts";

/** Lines that cost who calls or writes to them, that pay who owns them, or that no person reads. */
const REFUSED = new Set([
  "PREMIUM_RATE",
  "SHARED_COST",
  "TOLL_FREE",
  "PERSONAL_NUMBER",
  "UAN",
  "PAGER",
  "VOICEMAIL",
]);

/**
 * Whether codes may go to this kind of line. Numbers of no country are refused: satellites (+870, +881 to +883), premium
 * (+979) and free ones of all the world. A line whose kind is not known is not refused: numbering plans age, and in North
 * America mobile and fixed look alike.
 *
 * With its own, larger metadata, so it is not in the package's index: the browser must not load it.
 */
export function isForPeople(phone: E164): boolean {
  const parsed = parsePhoneNumberFromString(phone, { extract: false });
  if (!parsed?.country) return false;
  return !REFUSED.has(parsed.getType() ?? "unknown");
}
