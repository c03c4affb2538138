import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLimits, memoryCounters } from "../src/index.ts";
import { describeLimits } from "./limits-suite.ts";
import { alice, chargeAtOnce, countAllowed, pointsLeft, refund, ruleOf } from "./support.ts";

describeLimits("memory", memoryCounters().makeCounter);

describe("a window of the limits over memory", () => {
  beforeEach(() => vi.useFakeTimers({ now: new Date("2026-01-01T00:00:00.000Z") }));
  afterEach(() => vi.useRealTimers());

  const limits = () => createLimits([ruleOf({ points: 3, windowSeconds: 60 })], memoryCounters().makeCounter);
  const refusalAfter = async (milliseconds: number) => {
    const one = createLimits([ruleOf({ points: 1, windowSeconds: 60 })], memoryCounters().makeCounter);
    await one.charge("send", alice);
    vi.advanceTimersByTime(milliseconds);
    return one.charge("send", alice);
  };

  it.each([
    [0, 60],
    [1, 60],
    [1_000, 59],
    [59_000, 1],
    [59_999, 1],
  ])("that began %d ms ago asks for a wait of %d s, rounded up", async (milliseconds, retryAfterSeconds) => {
    expect(await refusalAfter(milliseconds)).toMatchObject({ allowed: false, retryAfterSeconds });
  });

  it("gives all points again once it has passed, and exactly those", async () => {
    const three = limits();
    expect(countAllowed(await chargeAtOnce(three, 100))).toBe(3);
    vi.advanceTimersByTime(59_999);
    expect(countAllowed(await chargeAtOnce(three, 100))).toBe(0);
    vi.advanceTimersByTime(1);
    expect(countAllowed(await chargeAtOnce(three, 100))).toBe(3);
  });

  it("is not made longer by the charges that it refuses", async () => {
    const three = limits();
    await chargeAtOnce(three, 3);
    for (let second = 0; second < 60; second += 1) {
      await chargeAtOnce(three, 5);
      vi.advanceTimersByTime(1_000);
    }
    expect(await pointsLeft(three)).toBe(3);
  });

  it("keeps a point that is given back after it has passed, so that the next one has no more than its own", async () => {
    const three = limits();
    const charges = await chargeAtOnce(three, 3);
    vi.advanceTimersByTime(60_000);
    for (const charge of charges) await refund(charge);
    expect(await pointsLeft(three)).toBe(3);
  });

  it("takes no point of the next one back for a charge of its own", async () => {
    const three = limits();
    const [early] = await chargeAtOnce(three, 1);
    vi.advanceTimersByTime(60_000);
    await chargeAtOnce(three, 2);
    if (early) await refund(early);
    expect(await pointsLeft(three)).toBe(1);
  });
});
