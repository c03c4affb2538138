import type { Random } from "@sixdigit/simulation/random";
import { DAY_MS } from "./traffic.ts";

/** How much happens in each hour of a day where people live, and where they work. */
const AT_HOME = [4, 2, 1, 1, 1, 2, 5, 9, 12, 13, 13, 13, 14, 13, 12, 12, 13, 14, 15, 16, 17, 16, 13, 8];
const AT_WORK = [0, 0, 0, 0, 0, 0, 1, 6, 20, 24, 16, 12, 9, 12, 12, 10, 8, 4, 1, 0, 0, 0, 0, 0];
const HOUR_MS = 3_600_000;

/** A moment of the day, in UTC, as likely as the hour is busy where it is. */
export function pickTime(random: Random, utcOffset: number, isAtWork: boolean): number {
  const hours = isAtWork ? AT_WORK : AT_HOME;
  let rest = random.below(hours.reduce((sum, each) => sum + each, 0));
  const hour = hours.findIndex((each) => {
    rest -= each;
    return rest < 0;
  });
  const local = hour * HOUR_MS + random.below(HOUR_MS);
  return (local - utcOffset * HOUR_MS + DAY_MS) % DAY_MS;
}
