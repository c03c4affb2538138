import type { E164 } from "@sixdigit/contracts";
import type { Random } from "@sixdigit/simulation/random";

/** Where people sign in: the share of them in thousandths, hours ahead of UTC, and their mobile numbers, `#` for a digit. */
export type Country = { code: string; share: number; utcOffset: number; numbers: readonly string[] };

export const COUNTRIES: readonly Country[] = [
  { code: "US", share: 200, utcOffset: -5, numbers: ["+14157######", "+12123######", "+13122######"] },
  { code: "IN", share: 150, utcOffset: 5, numbers: ["+9198########", "+9197########"] },
  { code: "BR", share: 120, utcOffset: -3, numbers: ["+55119########", "+55219########"] },
  { code: "GB", share: 100, utcOffset: 0, numbers: ["+44771#######", "+44788#######"] },
  { code: "DE", share: 90, utcOffset: 1, numbers: ["+49151########", "+49170#######"] },
  { code: "FR", share: 80, utcOffset: 1, numbers: ["+336########"] },
  { code: "ID", share: 70, utcOffset: 7, numbers: ["+62812########"] },
  { code: "MX", share: 60, utcOffset: -6, numbers: ["+5255########"] },
  { code: "PL", share: 40, utcOffset: 1, numbers: ["+4850#######", "+4860#######"] },
  { code: "NG", share: 40, utcOffset: 1, numbers: ["+234803#######"] },
  { code: "PH", share: 30, utcOffset: 8, numbers: ["+63917#######"] },
  { code: "ZA", share: 20, utcOffset: 2, numbers: ["+2782#######"] },
];

export function pickCountry(random: Random): Country {
  let rest = random.below(COUNTRIES.reduce((sum, { share }) => sum + share, 0));
  for (const country of COUNTRIES) {
    rest -= country.share;
    if (rest < 0) return country;
  }
  throw new RangeError("the shares do not add up");
}

/** A mobile number of the country. It stands as the patterns do, in E.164. */
export function pickNumber(random: Random, { numbers }: Country): E164 {
  return fill(random, random.pick(numbers));
}

export function fill(random: Random, pattern: string): E164 {
  return pattern.replace(/#/g, () => String(random.below(10))) as E164;
}
