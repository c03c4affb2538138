import { expect, it } from "vitest";
import { readTwilioPrice } from "../src/twilio-price.ts";

it.each([
  ["-0.00750", "USD", { amount: "0.00750", currency: "USD" }],
  ["0.01", "usd", { amount: "0.01", currency: "USD" }],
  ["-123456789.123456789", "EUR", { amount: "123456789.123456789", currency: "EUR" }],
  ["7", "USD", { amount: "7", currency: "USD" }],
  ["1234567890", "USD", undefined],
  ["1.1234567890", "USD", undefined],
  ["--1", "USD", undefined],
  ["1.", "USD", undefined],
  ["0.01", "US", undefined],
  ["0.01", "EUSD", undefined],
  ["0.01", undefined, undefined],
  [0.01, "USD", undefined],
  ["0.01\0", "USD", undefined],
  ["0.01", "USD; DROP TABLE", undefined],
])("the price %j in %j is %j", (price, unit, expected) => {
  expect(readTwilioPrice(price, unit)).toEqual(expected);
});

it("there is no price in what is no text, nor in one without end", () => {
  const others: unknown[] = [{}, { toString: 1 }, ["0.01"], null, undefined, "1".repeat(60_000)];
  expect(others.some((price) => readTwilioPrice(price, "USD") !== undefined)).toBe(false);
  expect(others.some((unit) => readTwilioPrice("0.01", unit) !== undefined)).toBe(false);
});
