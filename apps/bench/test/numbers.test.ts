import { normalizePhone } from "@sixdigit/contracts";
import { expect, it } from "vitest";
import { addressOf, phoneNumberOf } from "../src/numbers.ts";

it("everybody has a number and an address of their own, and the number is one that can exist", () => {
  const people = Array.from({ length: 5_000 }, (_, index) => index);
  const phones = people.map(phoneNumberOf);
  expect(new Set(phones).size).toBe(people.length);
  expect(new Set(people.map(addressOf)).size).toBe(people.length);
  for (const phone of phones) expect(normalizePhone(phone)).toMatchObject({ ok: true, phone });
});

it("two people who come one after the other share no range of numbers", () => {
  expect(phoneNumberOf(100).slice(0, 6)).not.toBe(phoneNumberOf(101).slice(0, 6));
});
