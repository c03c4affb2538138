import { describe, expect, it } from "vitest";
import { type ConversionRule, judge } from "../src/conversion.ts";
import { isSurge, type SurgeRule } from "../src/surge.ts";
import { alice } from "./support.ts";

const found = (numbers: readonly number[]) => numbers.map((used) => ({ used, frees: null }));

describe("a country is judged by what is verified of its messages:", () => {
  const rule: ConversionRule = {
    name: "conversion",
    by: "country",
    windowSeconds: 3600,
    normalSeconds: 86_400,
    minimum: 10,
    stepUpBelow: 0.5,
    blockBelow: 0.1,
    measureSeconds: 60,
  };
  const usual = [0, 0];

  it.each([
    ["too few say nothing", 9, 0, usual, undefined],
    ["next to none", 10, 0, usual, "block"],
    ["a tenth is more than next to none", 10, 1, usual, "step-up"],
    ["next to none, where just too few sign in normally", 10, 0, [9, 9], "block"],
    ["next to none, where people sign in normally", 10, 0, [10, 10], "step-up"],
    ["below half of the usual 70 %", 10, 3, usual, "step-up"],
    ["above half of the usual 70 %", 10, 4, usual, undefined],
    ["exactly half of its own normal", 10, 4, [100, 80], undefined],
    ["below half of its own normal", 100, 39, [100, 80], "step-up"],
    ["a past that is too short to be a normal", 10, 3, [39, 19], "step-up"],
    ["a past that is just long enough", 10, 3, [40, 20], undefined],
    ["a past that is mostly the attack counts as half of the usual", 10, 1, [100, 1], "step-up"],
    ["and no worse than that", 10, 2, [100, 1], undefined],
  ] as [string, number, number, number[], string | undefined][])(
    "%s (%d sent, %d verified, normally %j: %s)",
    (_what, sent, verified, normally, kind) => {
      const expected = {
        ...{ measure: { kind, scope: "country:US" }, seconds: 60, sent, verified },
      };
      const judged = judge([rule], alice, found([sent, verified, ...normally]));
      expect(judged).toEqual(kind ? [expected] : []);
    },
  );
});

describe("wrong codes are a surge from", () => {
  const rule: SurgeRule = {
    name: "surge",
    minimum: 200,
    times: 5,
    day: { minimum: 2_500, times: 1.5 },
    usualPerSignIn: 0.25,
    measureSeconds: 60,
    codeLength: 8,
  };
  const WEEK = 168;
  /** Sign-ins of a week by which so many wrong codes an hour are usual. */
  const signInsFor = (usualAnHour: number) => (usualAnHour * WEEK) / 0.25;

  it.each([
    ["200 in an hour, where nothing is usual", 200, 0, 0],
    ["five times what an hour of the week had before", 500, 100, 1_000],
    ["five times what is usual for the sign-ins, where the week had more", 250, 100, 50],
  ])("%s", (_what, ofHour, beforeAnHour, usualAnHour) => {
    const hour = (used: number) =>
      found([used, 0, used + beforeAnHour * (WEEK - 1), signInsFor(usualAnHour)]);
    expect([ofHour - 1, ofHour].map((used) => isSurge(rule, hour(used)))).toEqual([false, true]);
  });

  it.each([
    ["2,500 in a day, where nothing is usual", 2_500, 0, 0],
    ["half as many again as a day of the week had before", 3_600, 100, 400],
  ])("%s", (_what, ofDay, beforeAnHour, usualAnHour) => {
    const day = (used: number) =>
      found([0, used, used + beforeAnHour * (WEEK - 24), signInsFor(usualAnHour)]);
    expect([ofDay - 1, ofDay].map((used) => isSurge(rule, day(used)))).toEqual([false, true]);
  });

  it("nothing where nothing was counted", () => {
    expect(isSurge(rule, [])).toBe(false);
  });
});
