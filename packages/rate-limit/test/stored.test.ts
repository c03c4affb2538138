import { manualClock } from "@sixdigit/testing";
import { describe, expect, it } from "vitest";
import type { Read, Step } from "../src/counters.ts";
import { limitTables, memoryCounters, resumeChange, unlockChange } from "../src/index.ts";
import { readReceipt, writeReceipt } from "../src/receipt.ts";
import { granted, limitsOf, subjectOf } from "./support.ts";

const networks = ["2001:db8:1:2::/64", "2001:db8:1:0::/56", "2001:db8:1:0::/48"];
const stranger = subjectOf("+14155550132", { networks });
const known = { ...stranger, device: "a-browser" };

const ACTIONS = ["open", "resend", "guess", "compare", "stranger-guess", "stranger-compare"] as const;

/** The names of all series that calls read, write and forget, and how many slices back they read. */
async function seriesOfAllCalls() {
  const counters = memoryCounters();
  const clock = manualClock();
  const used = new Set<string>();
  const back = (slice: number, series: string) =>
    Math.floor(clock().getTime() / Number(/@(\d+):/.exec(series)?.[1] ?? 1)) - slice;
  const span = ({ series, from, until }: Read) => {
    const oldest = from === 0 ? "ever" : back(from, series);
    return `from ${oldest} to ${until === Number.MAX_SAFE_INTEGER ? "now" : back(until, series)}`;
  };
  const apply = (step: Step) => {
    for (const read of step.reads) used.add(`${read.series} is read ${span(read)}`);
    for (const { series } of step.writes) used.add(`${series} is written`);
    for (const series of step.clear ?? []) used.add(`${series} is forgotten`);
    return counters.apply(step);
  };
  const settings = { counters: { ...counters, apply }, clock, tables: limitTables };
  const limits = limitsOf(limitTables.rules, settings);
  for (const subject of [stranger, known]) {
    const charges = await Promise.all(ACTIONS.map((action) => limits.charge(action, subject)));
    const receipts = charges.map((charge) => granted(charge).receipt);
    await limits.settle(subject, receipts);
  }
  return [...used].sort();
}

/** Instances of two releases count in the same series, and a new release goes on from what the old one has counted. */
describe("what is counted stays where it is from release to release:", () => {
  it("every series of the table, of what is watched and of measures", async () => {
    expect(await seriesOfAllCalls()).toMatchSnapshot();
  });

  it("what an operator has forgotten", () => {
    expect(unlockChange(limitTables, known).clear).toMatchSnapshot("to unlock a number");
    expect(resumeChange(limitTables, "country:US").clear).toMatchSnapshot("to resume a country");
    expect(resumeChange(limitTables, "range:+1415555").clear).toMatchSnapshot("to resume a range");
    expect(resumeChange(limitTables, "all").clear).toEqual(["measure:stop:all", "measure:block:all"]);
  });

  it("a receipt, which stands in the store until the sign-in", () => {
    const at = new Date("2026-01-01T00:00:00Z");
    const text = writeReceipt({ action: "open", at, subject: known });
    expect(text).toBe(`open|mjuohs00|${networks.join(",")}|a-browser`);
    const elsewhere = { ...stranger, networks: ["203.0.113.7"] };
    expect(readReceipt(text, elsewhere)).toEqual({ action: "open", at, subject: known });
    expect(readReceipt("open|mjuohs00||", elsewhere)).toEqual({
      ...{ action: "open", at, subject: { ...stranger, networks: [] } },
    });
    expect(["", "open", "|mjuohs00||"].map((each) => readReceipt(each, stranger))).toEqual(
      Array(3).fill(undefined),
    );
  });
});
