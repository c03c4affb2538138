import { expect, it } from "vitest";
import { sessionProperties } from "../model/session.ts";
import { signInProperties } from "../model/sign-in.ts";
import { seededMistakes, sessionScopes, signInScopes } from "./model/scopes.ts";

const properties = [...signInProperties, ...sessionProperties];
const broken: (string | undefined)[] = [];
let states = 0;
let microseconds = 0;

/** Processor time, not time on the clock: other tests run beside these. */
function timed<Result>(run: () => Result): Result {
  const began = process.threadCpuUsage();
  const result = run();
  const { user, system } = process.threadCpuUsage(began);
  microseconds += user + system;
  return result;
}

it.each([...signInScopes, ...sessionScopes])(
  "no interleaving breaks a property: $name",
  { timeout: 120_000 },
  (scope) => {
    const found = timed(() => scope.explore());
    expect(found.broken).toBeUndefined();
    states += found.states;
  },
);

it("that were more than 100,000 states", () => {
  expect(states).toBeGreaterThan(100_000);
});

it.each(seededMistakes)("the search finds the mistake that $words", { timeout: 120_000 }, ({ find }) => {
  const found = find();
  expect(found?.trace.length).toBeGreaterThan(1);
  broken.push(found?.property);
});

it("those were at least twelve mistakes, and each property can be broken", () => {
  expect(broken.length).toBeGreaterThanOrEqual(12);
  expect(new Set(broken)).toEqual(new Set(properties));
});

it("100,000 states take less than a minute", () => {
  const explored = states / 100_000;
  expect(microseconds / 1_000_000 / explored).toBeLessThan(60);
});
