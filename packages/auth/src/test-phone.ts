import type { E164 } from "@sixdigit/contracts";
import type { AuthPolicy } from "./policy.ts";

/**
 * The code that a test number always has, and which is never sent; undefined for every other number, and for all of them
 * once their time is over.
 */
export function fixedCodeOf(
  { testPhones }: Pick<AuthPolicy, "testPhones">,
  phone: E164,
  now: Date,
): string | undefined {
  const isOver = testPhones.until !== undefined && testPhones.until <= now;
  return isOver ? undefined : testPhones.codes.get(phone);
}
