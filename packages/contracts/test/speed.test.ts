import { describe, expect, it } from "vitest";
import { normalizePhone, otpSchema } from "../src/index.ts";

const LENGTH = 32_768;
/** What ASVS 1.3.12 is about are seconds; one reading takes microseconds here. */
const MILLISECONDS = 50;

const hostile = [
  "0",
  " ",
  "-",
  "+",
  "(",
  "+1",
  "1-",
  " (",
  "\u00a0+",
  "(+(",
  "\u2010",
  "00",
  "a",
  "\u0000",
  "\ud83d",
].map((piece) => piece.repeat(LENGTH).slice(0, LENGTH));

/** The best of three, so that a pause of the machine is not taken for the code's. */
function fastest(read: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const start = performance.now();
    read();
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe("32 KiB of a hostile text", () => {
  it.each(hostile)("as a phone number are refused at once (%#)", (text) => {
    expect(fastest(() => normalizePhone(text, "US"))).toBeLessThan(MILLISECONDS);
    expect(normalizePhone(text, "US").ok).toBe(false);
  });

  it.each(hostile)("with a valid end are refused at once (%#)", (text) => {
    expect(fastest(() => normalizePhone(`${text}+14155550132`))).toBeLessThan(MILLISECONDS);
    expect(normalizePhone(`${text}+14155550132`).ok).toBe(false);
  });

  it.each(hostile)("as a code are refused at once (%#)", (text) => {
    expect(fastest(() => otpSchema.safeParse(text))).toBeLessThan(MILLISECONDS);
    expect(otpSchema.safeParse(text).success).toBe(false);
  });

  it("cost no more than their length check allows: the longest that is read takes as little", () => {
    const longest = "+1 (".padEnd(31, "1 ").concat("x");
    expect(fastest(() => normalizePhone(longest, "US"))).toBeLessThan(MILLISECONDS);
  });
});
