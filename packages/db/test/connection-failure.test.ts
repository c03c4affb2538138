import { expect, it } from "vitest";
import { isUnreachable, isWithoutEffect } from "../src/postgres/connection-failure.ts";

const error = (code: string) => Object.assign(new Error("of pg"), { code });
/** As Prisma wraps what its adapter says of a raw query. */
const wrapped = (originalCode: string) => ({
  code: "P2010",
  meta: { driverAdapterError: { cause: { originalCode } } },
});

it.each([
  "ECONNREFUSED",
  "ENOTFOUND",
  "53300",
  "28P01",
  "25006",
  "53100",
  "57014",
  "55P03",
  "40001",
  "40P01",
  "P2024",
])("%s says for certain that nothing was written", (code) => {
  for (const each of [error(code), wrapped(code), new Error("outside", { cause: error(code) })]) {
    expect([isUnreachable(each), isWithoutEffect(each)]).toEqual([true, true]);
  }
});

it.each(["ECONNRESET", "EPIPE", "ETIMEDOUT", "08006", "08007", "08P01", "40003", "57P01", "58030", "P1017"])(
  "%s leaves open whether something was",
  (code) => {
    for (const each of [
      error(code),
      wrapped(code),
      Object.assign(error("ECONNREFUSED"), { cause: error(code) }),
    ]) {
      expect([isUnreachable(each), isWithoutEffect(each)]).toEqual([true, false]);
    }
  },
);

it.each([
  ["timeout exceeded when trying to connect", true],
  ["Connection terminated unexpectedly", false],
  ["Query read timeout", false],
])("%j is for certain: %s", (message, isCertain) => {
  expect([isUnreachable(new Error(message)), isWithoutEffect(new Error(message))]).toEqual([true, isCertain]);
});

it.each([new TypeError("a mistake"), error("23505"), null, "text"])("%s is nothing of the kind", (each) => {
  expect([isUnreachable(each), isWithoutEffect(each)]).toEqual([false, false]);
});
