import { expect, test } from "vitest";
import { formatCountdown, formatLife, formatWait } from "../src/ui/time-words.ts";

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
  expect(formatWait(seconds, "en")).toBe(words);
});

test.each([
  ["fr", "13 minutes"],
  ["es", "13 minutos"],
  ["pt", "13 minutos"],
  ["hi", "13 मिनट"],
  ["ar-u-nu-latn", "13 دقيقة"],
])("a wait in %s reads %s", (locale, words) => {
  expect(formatWait(754, locale)).toBe(words);
});

test.each([
  [600, "10 minutes"],
  [597, "10 minutes"],
  [590, "9 minutes"],
  [60, "1 minute"],
  [45, "45 seconds"],
])("a life of %d seconds is told as %s, never longer than it is but for the clocks", (seconds, words) => {
  expect(formatLife(seconds, "en")).toBe(words);
});
