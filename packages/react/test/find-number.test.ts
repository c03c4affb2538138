import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { findNumber } from "../src/proof/find-number.ts";

const puzzle = (number: number, salt: string) => ({
  challenge: createHash("sha256").update(`${salt}${number}`).digest("hex"),
  salt,
});

it.each([
  "",
  "short",
  "0123456789ab?expires=1700000000&for=aaaaaaaaaaaaaaaaaaaaaa&",
  "s".repeat(63),
  "s".repeat(64),
])("finds the number that was hashed after the salt %s", (salt) => {
  for (const number of [0, 9, 10, 4_321, 9_999]) {
    expect(findNumber({ ...puzzle(number, salt), maxnumber: 9_999 })).toBe(number);
  }
});

it("finds none beyond the largest", () => {
  expect(findNumber({ ...puzzle(1_001, "salt"), maxnumber: 1_000 })).toBeNull();
});
