import { type E164, normalizePhone } from "@sixdigit/contracts";

/** Some are of satellites, which are of no country. */
const NUMBERS = Array.from({ length: 100 }, (_, index) => {
  const last = String(index).padStart(2, "0");
  const parsed = normalizePhone(index % 6 === 5 ? `+8707731116${last}` : `+141555501${last}`);
  if (!parsed.ok) throw new Error("not a number");
  return parsed.phone;
});
/** Of the second number of each pair, where the settings make it a test number. */
export const FIXED_CODE = "000000";
export const testCodes = new Map(
  NUMBERS.filter((_, index) => index % 2 === 1).map((phone) => [phone, FIXED_CODE]),
);

/** A pair for each seed. */
export function phonesOf(seed: number): readonly [E164, E164] {
  const [one, other] = [NUMBERS[(2 * seed) % NUMBERS.length], NUMBERS[(2 * seed + 1) % NUMBERS.length]];
  if (!one || !other) throw new RangeError("there is no such pair of numbers");
  return [one, other];
}
