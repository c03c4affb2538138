import type { LimitedAction } from "@sixdigit/auth";
import { describe, expect, it } from "vitest";
import { limitTables } from "../src/index.ts";
import type { Line } from "../src/line.ts";
import { imposing, type MeasureKind, type MeasureScope, measureIn } from "../src/measures.ts";
import { countPlace, placeReads } from "../src/places.ts";
import { ruleLines } from "../src/rule-lines.ts";
import { settledLines, toRead } from "../src/verdict.ts";
import { endOfSlice, sliceAt, windowFor } from "../src/window.ts";
import { alice } from "./support.ts";

const now = new Date("2026-01-01T00:00:00Z");
const networks = ["2001:db8:1:2::/64", "2001:db8:1:0::/56", "2001:db8:1:0::/48"];

function lineOf(changes: Partial<Line> = {}): Line {
  return {
    name: "a line",
    code: "RATE_LIMITED",
    read: { series: "a", from: 0, until: 9, most: null },
    hard: 3,
    soft: 2,
    freeAt: (slice) => new Date(slice),
    ...changes,
  };
}

describe("the lines of a call", () => {
  const namesOf = (action: LimitedAction, device?: string) =>
    ruleLines(limitTables.rules, action, { ...alice, networks, device }, now).map(({ name }) => name);

  it.each([
    ["open", undefined],
    ["resend", undefined],
    ["guess", undefined],
    ["stranger-guess", undefined],
    ["compare", undefined],
    ["stranger-compare", undefined],
    ["open", "a browser"],
    ["resend", "a browser"],
    ["guess", "a browser"],
    ["compare", "a browser"],
  ] as const)("are those that it is about, and no other (%s, known by %s)", (action, device) => {
    expect(namesOf(action, device)).toMatchSnapshot();
  });

  it("have nothing to look at where neither is a line", () => {
    const asked = { policy: "suspicious", solved: undefined } as const;
    expect(toRead(lineOf({ hard: null, soft: null }), asked).most).toBeNull();
    expect(toRead(lineOf({ hard: 3, soft: null }), asked).most).toBe(3);
    expect(toRead(lineOf({ hard: 3, soft: 2 }), asked).most).toBe(2);
  });

  it.each([
    [3, 2, 2],
    [2, 3, 2],
    [null, 3, 3],
    [3, undefined, 3],
  ])("with hard %j and strict %j are at %j while something is stepped up", (hard, strict, expected) => {
    const lines = [lineOf({ name: "step-up", isStepUp: true }), lineOf({ hard, strict })];
    const settled = settledLines(lines, [{ used: 1, frees: null }], new Map());
    expect(settled[1]?.hard).toBe(expected);
  });
});

describe("a measure", () => {
  const kinds: MeasureKind[] = ["stop", "proof", "block", "step-up"];
  const scopes: MeasureScope[] = ["all", "country:IN", "country:none", "range:+14155550"];

  it("is known again by the name that it is kept under", () => {
    for (const measure of kinds.flatMap((kind) => scopes.map((scope) => ({ kind, scope })))) {
      expect(measureIn(imposing(measure, now).series)).toEqual(measure);
    }
  });

  it.each([
    "measure:pause:all",
    "a measure:stop:all",
    "measure:stop:all of it",
    "measure:stop:country:1",
    "measure:stop:",
    "",
  ])("is none that is called %j", (series) => {
    expect(measureIn(series)).toBeUndefined();
  });
});

describe("a place of a number", () => {
  it("is none where the network is not known", () => {
    expect([placeReads(alice, now), countPlace(alice, now)]).toEqual([[], []]);
  });
});

describe("a slice of a window", () => {
  it.each([
    ["a millisecond long, for few points", 60, 3, now.getTime(), 60_000],
    ["a 24th of the window, for many", 24, 100, now.getTime() / 1000, 25_000 - 1],
  ])("is %s, and counts until it has left it", (_what, seconds, most, slice, lastsMs) => {
    const window = windowFor(seconds, most);
    expect(sliceAt(window, now)).toBe(slice);
    expect(endOfSlice(window, slice).getTime() - now.getTime()).toBe(lastsMs);
  });

  it("is the only one where the window has no end, and does not end", () => {
    const window = windowFor(null, 100);
    expect(sliceAt(window, now)).toBe(0);
    expect(endOfSlice(window, 0).getUTCFullYear()).toBe(2110);
  });
});
