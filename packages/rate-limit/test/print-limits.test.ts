import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { page, withTables } from "../scripts/print-limits.ts";
import { limitTables } from "../src/index.ts";

describe("the page about the limits", () => {
  it("has the tables of the code: run `pnpm limits` when they change", async () => {
    const text = await readFile(page, "utf8");
    expect(text).toBe(withTables(text));
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
