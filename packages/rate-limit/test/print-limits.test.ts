import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { page, withTables } from "../scripts/print-limits.ts";
import { limitTables } from "../src/index.ts";
import { printTables } from "../src/print-tables.ts";

describe("the page about the limits", () => {
  it("has the tables of the code: run `pnpm limits` when they change", async () => {
    const text = await readFile(page, "utf8");
    expect(text).toBe(withTables(text));
  });

  it("tells windows in the largest whole unit", () => {
    const { brake } = limitTables;
    const spans = [86_400, 172_800, 3_600, 5_400, 60, 90, 1].map((windowSeconds) => {
      const [, , line = ""] = printTables({ ...limitTables, brake: { ...brake, windowSeconds } }).split("\n");
      return line.split(" | ")[2];
    });
    expect(spans).toEqual(["1 day", "2 days", "1 hour", "90 minutes", "1 minute", "90 seconds", "1 second"]);
  });

  it("names every limit", async () => {
    const text = await readFile(page, "utf8");
    const { rules, conversion, surge, brake } = limitTables;
    const missing = [...rules, ...conversion, surge, brake].filter(
      ({ name }) => !text.includes(`| ${name} |`),
    );
    expect(missing).toEqual([]);
  });
});
