import { expect, it } from "vitest";
import { risk } from "./support/commands.ts";

/** The cells of the row about so many numbers. */
const rowOf = (out: string, numbers: string) =>
  out
    .split("\n")
    .map((line) => line.trim().split(/ {2,}/))
    .find(([first]) => first === numbers);

const careful = { SMS_ALLOWED_COUNTRIES: "US,IN", SMS_PRICES: "US:0.01,IN:0.02,*:0.9" };

it("pnpm risk tells what guessing can come to, and the largest bill, and warns of nothing by the defaults", async () => {
  const { code, out, err } = await risk(careful);
  expect([code, err]).toEqual([0, ""]);
  expect(rowOf(out, "1")).toEqual(["1", "70", "0.007 %", "2.5 %"]);
  expect(rowOf(out, "1,000")).toEqual(["1,000", "70,000", "6.8 %", "100 %"]);
  expect(rowOf(out, "100,000")).toEqual(["100,000", "90,000", "8.6 %", "100 %"]);
  expect(out).toContain(
    "The largest bill of a day: $200, at $0.02 for a message, the dearest of SMS_PRICES.",
  );
  expect(out).not.toContain("Warning");
});

it("pnpm risk follows the settings", async () => {
  const { out } = await risk({ ...careful, OTP_LENGTH: "8", OTP_MAX_ATTEMPTS: "3", SMS_DAILY_CAP: "100" });
  expect(rowOf(out, "1")).toEqual(["1", "50", "0.00005 %", "0.018 %"]);
  expect(rowOf(out, "100,000")).toEqual(["100,000", "540", "0.00054 %", "0.2 %"]);
});

it.each([
  [
    { ENABLE_RATE_LIMIT: "false" },
    /nothing bounds messages[\s\S]+more than 3 %[\s\S]+more than 10 %[\s\S]+bill of a day can be without end/,
  ],
  [{ LIMITS: "sends-per-phone-day.hard=20" }, /A number is taken over with 4\.3 % in a year, more than 3 %/],
  [{ SMS_DAILY_CAP: "20000" }, /One of 100,000 numbers is taken over with 16 % in a day, more than 10 %/],
  [{ SMS_DAILY_CAP: "60000", OTP_LENGTH: "8" }, /The bill of a day can be \$1,200, more than \$1,000/],
  [{ SMS_ALLOWED_COUNTRIES: "*" }, /SMS_ALLOWED_COUNTRIES=\*/],
  [{ PROOF_POLICY: "never" }, /PROOF_POLICY=never/],
  [{ TEST_PHONES: "+14155550100:123456" }, /TEST_PHONES: their codes never change/],
])("pnpm risk warns of %j", async (settings, warning) => {
  const { code, out } = await risk({ ...careful, ...settings });
  expect(code).toBe(0);
  const warnings = out.slice(Math.max(0, out.indexOf("Warning: ")));
  expect(warnings).toMatch(/^Warning: /);
  expect(warnings).toMatch(warning);
});

it("pnpm risk names a setting that is wrong", async () => {
  const { code, err } = await risk({ LIMITS: "none.hard=1" });
  expect([code, err]).toEqual([1, "LIMITS: there is no limit called none"]);
});
