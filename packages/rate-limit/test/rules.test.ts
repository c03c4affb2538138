import { describe, expect, it } from "vitest";
import { createLimits, limitRules, memoryCounters } from "../src/index.ts";
import { alice, bob, chargeAtOnce, countAllowed } from "./support.ts";

describe("the rules", () => {
  it("are these, and `ENABLE_RATE_LIMIT=false` lifts only those on sending", () => {
    const rows = limitRules.map(({ name, action, points, windowSeconds, liftable }) => [
      name,
      action,
      points,
      windowSeconds,
      liftable,
    ]);
    expect(rows).toEqual([
      ["sends-per-phone", "send", 3, 900, true],
      ["strangers-guesses-per-phone", "guess-by-stranger", 5, 600, false],
    ]);
  });

  it("never let the limits on guessing be lifted", () => {
    const guessing = limitRules.filter(({ action }) => action === "guess-by-stranger");
    expect(guessing.length).toBeGreaterThan(0);
    expect(guessing.filter(({ liftable }) => liftable)).toEqual([]);
  });

  it("have names of their own, because the names keep their counters apart", () => {
    expect(new Set(limitRules.map(({ name }) => name)).size).toBe(limitRules.length);
  });

  it("allow 3 messages to a number of a hundred asked for at once, and 3 to another", async () => {
    const limits = createLimits(limitRules, memoryCounters().makeCounter);
    const both = await Promise.all([chargeAtOnce(limits, 100, alice), chargeAtOnce(limits, 100, bob)]);
    expect(both.map(countAllowed)).toEqual([3, 3]);
  });

  it("allow 5 guesses of strangers for a number of a hundred at once, whatever was sent to it", async () => {
    const limits = createLimits(limitRules, memoryCounters().makeCounter);
    await chargeAtOnce(limits, 100);
    const guesses = await Promise.all(
      Array.from({ length: 100 }, () => limits.charge("guess-by-stranger", alice)),
    );
    expect(countAllowed(guesses)).toBe(5);
  });
});
