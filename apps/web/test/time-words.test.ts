import { describe, expect, test } from "vitest";
import { timingUnknown } from "../src/code/code-timing.ts";
import { lifeWords } from "../src/code/life-words.ts";
import { count, formatCountdown, formatWait } from "../src/code/time-words.ts";
import { noon, phone, timing } from "./fixtures.ts";

test.each([
  [30, "0:30"],
  [9, "0:09"],
  [0.2, "0:01"],
  [0, "0:00"],
  [-5, "0:00"],
  [60, "1:00"],
  [725, "12:05"],
  [3600, "60:00"],
])("a countdown of %d seconds reads %s", (seconds, words) => {
  expect(formatCountdown(seconds)).toBe(words);
});

test.each([
  [0, "1 second"],
  [1, "1 second"],
  [30, "30 seconds"],
  [60, "1 minute"],
  [61, "2 minutes"],
  [754, "13 minutes"],
  [3600, "1 hour"],
  [3601, "2 hours"],
])("a wait of %d seconds reads %s, never shorter than it is", (seconds, words) => {
  expect(formatWait(seconds)).toBe(words);
});

test("a thing is counted in its own plural", () => {
  expect([count(1, "try", "tries"), count(4, "try", "tries")]).toEqual(["1 try", "4 tries"]);
});

describe("the life of a code", () => {
  const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });

  test("is told as a length and an end", () => {
    const words = lifeWords(timing(), clock);
    expect(words).toBe("6 digits. The code works for 10 minutes, until\u00a012:10.");
  });

  test.each([
    [595, "10 minutes"],
    [601, "10 minutes"],
    [570, "9 minutes"],
    [45, "45 seconds"],
  ])("of %d seconds between two clocks that differ a little is %s", (seconds, words) => {
    const code = { ...timing(), expiresAt: noon + seconds * 1000 };
    expect(lifeWords(code, clock)).toContain(`works for ${words}, until\u00a0`);
  });

  test("is not told when nobody here knows it", () => {
    expect(lifeWords({ phone, state: "sent", codeLength: 6, resendAt: 0 }, clock)).toBe(
      "The digits from the message we sent.",
    );
  });

  test("of which nothing is known claims no message", () => {
    expect(lifeWords(timingUnknown(phone), clock)).not.toMatch(/sent/);
  });
});
