import { expect, it } from "vitest";
import { drawPicture } from "../src/picture.ts";
import { replaceBetween } from "../src/report.ts";
import { median, quantile, spreadOf } from "../src/statistics.ts";

it("medians, quantiles and spreads", () => {
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
  expect([quantile(hundred, 0.5), quantile(hundred, 0.99), quantile([7], 0.99)]).toEqual([50, 99, 7]);
  expect(spreadOf([2, 9, 4])).toEqual({ median: 4, lowest: 2, highest: 9 });
});

it("a run replaces the tables of the one before, and nothing else of the page", () => {
  const page = "above\n<!-- bench: begin -->\nold\n<!-- bench: end -->\nbelow";
  const once = replaceBetween(page, "bench", "new");
  expect(once).toBe("above\n<!-- bench: begin -->\nnew\n<!-- bench: end -->\nbelow");
  expect(replaceBetween(once, "bench", "new")).toBe(once);
  expect(() => replaceBetween("a page", "bench", "new")).toThrow("no place");
});

it("the picture has a bar for each target, the longest of them within it", () => {
  const spread = (value: number) => ({ median: value, lowest: value, highest: value });
  const result = { kind: "check" as const, postgresCpu: spread(0), perSecond: spread(1) };
  const picture = drawPicture([
    { ...result, target: "Sixdigit, in memory", serverCpu: spread(1) },
    { ...result, target: "better-auth", serverCpu: spread(4) },
  ]);
  const widths = [...picture.matchAll(/width="(\d+\.\d)"/g)].map(([, width]) => Number(width));
  expect(widths.filter((width) => width > 0)).toEqual([95, 380]);
});
