import { describe, expect, it } from "vitest";
import { changeTables, limitTables, readChanges } from "../src/index.ts";

describe("changing the rules by name", () => {
  it("reads what is to be changed", () => {
    expect(
      readChanges("sends-per-phone-day.hard=1 , sends-per-range-hour.soft=999999999", limitTables),
    ).toEqual([
      { name: "sends-per-phone-day", line: "hard", value: 1 },
      { name: "sends-per-range-hour", line: "soft", value: 999_999_999 },
    ]);
  });

  it("changes nothing else, and nothing at all where nothing is to be changed", () => {
    expect(changeTables(limitTables, { changes: [] })).toStrictEqual(limitTables);
    const { rules, ...others } = changeTables(limitTables, { changes: [], dailyCap: 99 });
    const { rules: before, ...othersBefore } = limitTables;
    expect(others).toStrictEqual(othersBefore);
    expect(rules).toStrictEqual(
      before.map((rule) => (rule.by === "service" ? { ...rule, hard: 99, reserved: 9 } : rule)),
    );
  });

  it("takes those of the brake", () => {
    const changes = readChanges("calls-per-network-minute.hard=9", limitTables);
    if (typeof changes === "string") throw new Error(changes);
    expect(changeTables(limitTables, { changes }).brake).toMatchObject({ hard: 9, windowSeconds: 60 });
    const window = readChanges("calls-per-network-minute.window=30", limitTables);
    if (typeof window === "string") throw new Error(window);
    expect(changeTables(limitTables, { changes: window }).brake).toMatchObject({ windowSeconds: 30 });
  });

  it("takes the least number of messages or failures that says something", () => {
    const changes = readChanges(
      "conversion-per-range.minimum=99,failures-of-the-service-hour.minimum=7",
      limitTables,
    );
    if (typeof changes === "string") throw new Error(changes);
    const { conversion, surge } = changeTables(limitTables, { changes });
    expect([conversion.map(({ minimum }) => minimum), surge.minimum]).toEqual([[50, 99], 7]);
  });

  it("takes lines and windows, in a list", () => {
    const changes = readChanges(
      "sends-per-network-hour.hard=120, sends-per-network-hour.soft=20,sends-per-phone-day.window=3600",
      limitTables,
    );
    if (typeof changes === "string") throw new Error(changes);
    const changed = changeTables(limitTables, { changes }).rules;
    const named = (name: string) => changed.find((rule) => rule.name === name);
    expect(named("sends-per-network-hour")).toMatchObject({ soft: 20, hard: 120, windowSeconds: 3600 });
    expect(named("sends-per-phone-day")).toMatchObject({ hard: 10, windowSeconds: 3600 });
  });

  it.each([
    ["nonsense", "must be a list such as sends-per-network-hour.hard=120"],
    ["?sends-per-phone-day.hard=1", "must be a list such as sends-per-network-hour.hard=120"],
    ["sends-per-phone-day.hard=1234567890", "must be a list such as sends-per-network-hour.hard=120"],
    ["sends-per-network-hour.hard=many", "must be a list such as sends-per-network-hour.hard=120"],
    ["sends-per-planet.hard=1", "there is no limit called sends-per-planet"],
    ["sends-per-phone-day.soft=1", "sends-per-phone-day has no soft"],
    ["failures-per-phone-in-a-row.window=1", "failures-per-phone-in-a-row has no window"],
    ["conversion-per-country.hard=9", "conversion-per-country has no hard"],
    ["sends-per-phone-day.hard=0", "sends-per-phone-day.hard must be 1 at least"],
  ])("says what is wrong with %s", (text, wrong) => {
    expect(readChanges(text, limitTables)).toBe(wrong);
  });
});
