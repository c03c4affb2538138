import { type E164, normalizePhone } from "@sixdigit/contracts";
import { z } from "zod";

const EXAMPLE = "+14155550100:123456,+14155550101:654321";
const DAY_MS = 86_400_000;
const MOST_DAYS = 30;

/** `TEST_PHONES`: numbers, each once, with the code that each of them has. */
export const testPhones = z.string().transform((text, context): ReadonlyMap<E164, string> => {
  const codes = new Map<E164, string>();
  for (const entry of text.split(",")) {
    const [, written = "", code = ""] = /^(\+[0-9]+):([0-9]+)$/.exec(entry.trim()) ?? [];
    const number = normalizePhone(written);
    if (!number.ok || codes.has(number.phone)) {
      context.addIssue({ code: "custom", message: `must be numbers with their codes, such as ${EXAMPLE}` });
      return z.NEVER;
    }
    codes.set(number.phone, code);
  }
  return codes;
});

/** `ALLOW_TEST_PHONES_UNTIL`. A date alone is its beginning in UTC. */
export const untilDate = z
  .union(
    [z.iso.date(), z.iso.datetime({ offset: true })],
    "must be a date such as 2026-12-24, or 2026-12-24T18:00:00Z",
  )
  .transform((text) => new Date(text));

/** What is wrong with test numbers, by the rules that need more than one variable. */
export function testPhoneProblems(
  given: { codes: ReadonlyMap<E164, string>; until: Date | undefined },
  {
    codeLength,
    isProduction,
    limitsEnabled,
    now,
  }: { codeLength: number; isProduction: boolean; limitsEnabled: boolean; now: Date },
): string[] {
  const { codes, until } = given;
  const wrong: string[] = [];
  if ([...codes.values()].some((code) => code.length !== codeLength)) {
    wrong.push("TEST_PHONES: each code needs as many digits as OTP_LENGTH says");
  }
  if (!isProduction || codes.size === 0) return wrong;
  // Each new challenge brings new guesses at a code that stays the same.
  if (!limitsEnabled) wrong.push("TEST_PHONES: is refused in production with ENABLE_RATE_LIMIT=false");
  if (until === undefined) {
    wrong.push("TEST_PHONES: is refused in production unless ALLOW_TEST_PHONES_UNTIL names a date");
  } else if (until <= now || until.getTime() > now.getTime() + MOST_DAYS * DAY_MS) {
    wrong.push(`ALLOW_TEST_PHONES_UNTIL: must be in the future, and at most ${MOST_DAYS} days off`);
  }
  return wrong;
}
