import { describe, expect, it } from "vitest";
import { count, type Report } from "../src/report.ts";
import { page, print, readPage, scoreOf } from "../src/table.ts";

const source = "const least = 1;\nexport const isEnough = (n: number) => n >= least;\n";
const at = (line: number, from: number, to: number) => ({
  start: { line, column: from },
  end: { line, column: to },
});
const mutants = [
  { mutatorName: "EqualityOperator", replacement: "n > least", location: at(2, 40, 50), status: "Survived" },
  { mutatorName: "EqualityOperator", replacement: "n < least", location: at(2, 40, 50), status: "Killed" },
  { mutatorName: "ConditionalExpression", replacement: "true", location: at(2, 40, 50), status: "Timeout" },
  {
    mutatorName: "ConditionalExpression",
    replacement: "false",
    location: at(2, 40, 50),
    status: "NoCoverage",
  },
  { mutatorName: "BooleanLiteral", replacement: "x", location: at(1, 1, 2), status: "CompileError" },
];
const report: Report = { files: { "src/enough.ts": { source, mutants } } };
const explained = [
  { file: "src/enough.ts", original: "n >= least", replacement: "n > least", why: "nobody has one" },
];

describe("the table of mutations", () => {
  it("counts what was noticed, and what was not with its text", () => {
    expect(count(report)).toEqual({
      killed: 2,
      mutants: 4,
      survivors: [
        { file: "src/enough.ts", line: 2, original: "n >= least", replacement: "n > least" },
        { file: "src/enough.ts", line: 2, original: "n >= least", replacement: "false" },
      ],
    });
  });

  it("leaves out of the score what has a reason", () => {
    expect(scoreOf(count(report), [])).toBe(50);
    expect(scoreOf(count(report), explained)).toBe(66.6);
  });

  it("lists each mutation that was not noticed, with the reason if there is one", () => {
    const text = page([print({ name: "some", goal: 85, counted: count(report) }, explained)]);
    expect(text).toContain("| some | 4 | 2 | 1 | 1 | 66.6 | 85 |");
    expect(text).toContain("| src/enough.ts:2 | `n >= least` | `n > least` | nobody has one |");
    expect(text).toContain("| src/enough.ts:2 | `n >= least` | `false` | **not noticed** |");
  });

  it("keeps what it said of packages that are not run again", () => {
    const printed = ["some", "other"].map((name) =>
      print({ name, goal: 85, counted: count(report) }, explained),
    );
    const noticed = print({ name: "whole", goal: 85, counted: { killed: 2, mutants: 2, survivors: [] } }, []);
    const text = page([...printed, noticed]);
    expect(page(readPage(text))).toBe(text);
    expect(page(readPage(text).filter(({ name }) => name === "other"))).toBe(page(printed.slice(1)));
  });
});
