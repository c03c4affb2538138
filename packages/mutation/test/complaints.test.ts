import { describe, expect, it } from "vitest";
import { complaintsOf } from "../src/complaints.ts";
import type { Explained } from "../src/explained.ts";
import type { Survivor } from "../src/report.ts";

const emptied: Survivor = { file: "src/enough.ts", line: 2, original: '"none"', replacement: '""' };
const explanation: Explained = {
  file: "src/enough.ts",
  original: '"none"',
  replacement: '""',
  why: "any does",
};

/** Of a run in which 999 mutations were noticed, so that the goal is met whatever is left. */
function complaints(survivors: readonly Survivor[], explained: readonly Explained[]): string[] {
  const counted = { killed: 999, mutants: 999 + survivors.length, survivors };
  return complaintsOf({ name: "some", goal: 85, counted }, explained);
}

describe("the complaints after a run", () => {
  it("are none where every mutation was noticed or is explained", () => {
    expect(complaints([], [])).toEqual([]);
    expect(complaints([emptied], [explanation])).toEqual([]);
  });

  it("name each mutation that was neither, though the goal is met", () => {
    expect(complaints([emptied, { ...emptied, line: 7 }], [])).toEqual([
      'some: src/enough.ts:2: nobody noticed or explained "" instead of "none"',
      'some: src/enough.ts:7: nobody noticed or explained "" instead of "none"',
    ]);
  });

  it.each([
    ["new text", { replacement: '"nothing"' }],
    ["old text", { original: '"all"' }],
    ["file", { file: "src/other.ts" }],
  ])("name a mutation that is explained only with another %s", (_what, other) => {
    expect(complaints([emptied, { ...emptied, ...other }], [explanation])).toHaveLength(1);
  });

  it("accept one explanation for several places of a file", () => {
    expect(complaints([emptied, { ...emptied, line: 7 }], [explanation])).toEqual([]);
  });

  it("name an explanation that no mutation needs, be it the second of the same", () => {
    const unneeded = 'some: src/enough.ts: nothing needs the explanation of "" instead of "none"';
    expect(complaints([], [explanation])).toEqual([unneeded]);
    expect(complaints([emptied], [explanation, { ...explanation }])).toEqual([unneeded]);
  });

  it("tell of a run that mutated nothing", () => {
    const counted = { killed: 0, mutants: 0, survivors: [] };
    expect(complaintsOf({ name: "some", goal: 85, counted }, [])).toEqual(["some: 0 % is less than 85 %"]);
  });
});
