import { manualClock } from "@sixdigit/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memoryCounters } from "../src/index.ts";
import { describeLimits } from "./limits-suite.ts";
import {
  alice,
  chargeAtOnce,
  chargeEvery,
  countAllowed,
  granted,
  limitsOf,
  pointsLeft,
  ruleOf,
} from "./support.ts";

const shared = memoryCounters();
describeLimits("memory", () => shared);

function timed(changes: Parameters<typeof ruleOf>[0] = {}) {
  const clock = manualClock();
  return { clock, limits: limitsOf([ruleOf(changes)], { counters: memoryCounters(), clock }) };
}

describe("a window", () => {
  it.each([
    [0, 60],
    [0.001, 60],
    [1, 59],
    [59, 1],
    [59.999, 1],
  ])("whose point is %d s old asks for a wait of %d s, rounded up", async (seconds, wait) => {
    const { clock, limits } = timed({ hard: 1 });
    await limits.charge("open", alice);
    expect(await chargeEvery(limits, clock, [seconds])).toEqual([wait]);
  });

  it("gives each point again once it has passed, and no other", async () => {
    const { clock, limits } = timed();
    expect(countAllowed(await chargeAtOnce(limits, 1))).toBe(1);
    clock.advance(59);
    expect(countAllowed(await chargeAtOnce(limits, 100))).toBe(2);
    clock.advance(0.999);
    expect(countAllowed(await chargeAtOnce(limits, 100))).toBe(0);
    clock.advance(0.001);
    expect(countAllowed(await chargeAtOnce(limits, 100))).toBe(1);
    clock.advance(59);
    expect(countAllowed(await chargeAtOnce(limits, 100))).toBe(2);
  });

  it("is not made longer by the charges that it refuses", async () => {
    const { clock, limits } = timed();
    await chargeAtOnce(limits, 3);
    for (let second = 0; second < 59; second += 1) {
      clock.advance(1);
      expect(countAllowed(await chargeAtOnce(limits, 5))).toBe(0);
    }
    clock.advance(1);
    expect(await pointsLeft(limits)).toBe(3);
  });

  it("that has passed takes no point back, so that the next one has no more than its own", async () => {
    const { clock, limits } = timed();
    const charges = await chargeAtOnce(limits, 3);
    clock.advance(60);
    await chargeAtOnce(limits, 2);
    for (const charge of charges) await granted(charge).refund();
    expect(await pointsLeft(limits)).toBe(1);
  });

  it("without a length ends with a success only", async () => {
    const { clock, limits } = timed({ windowSeconds: null, onSuccess: "clears" });
    await chargeAtOnce(limits, 3);
    clock.advance(3 * 365 * 86_400);
    expect(await limits.charge("open", alice)).toMatchObject({ allowed: false, retryAfterSeconds: 3600 });
    await limits.settle(alice, []);
    expect(await pointsLeft(limits)).toBe(3);
  });

  it("never tells anybody to wait for more than an hour", async () => {
    const { clock, limits } = timed({ hard: 1, windowSeconds: 86_400 });
    expect(await chargeEvery(limits, clock, [0, 1, 86_000])).toEqual(["allowed", 3600, 399]);
  });
});

/** When charges were allowed, in milliseconds, of charges after these pauses. */
async function allowedAt(hard: number, windowSeconds: number, pauses: readonly number[]) {
  const { clock, limits } = timed({ hard, windowSeconds });
  const allowed: number[] = [];
  const refused: number[] = [];
  for (const pause of pauses) {
    clock.advance(pause / 1000);
    const { allowed: isAllowed } = await limits.charge("open", alice);
    (isAllowed ? allowed : refused).push(clock().getTime());
  }
  return { allowed, refused };
}

describe("a window, of any limit and at any times", () => {
  const limit = fc.record({
    hard: fc.integer({ min: 1, max: 40 }),
    windowSeconds: fc.integer({ min: 1, max: 7200 }),
  });
  /** Pauses around the window's length matter most. */
  const share = fc.array(fc.double({ min: 0, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 120 });

  it("never holds more than the limit, wherever it begins", async () => {
    await fc.assert(
      fc.asyncProperty(limit, share, async ({ hard, windowSeconds }, shares) => {
        const pauses = shares.map((each) => Math.floor(each * windowSeconds * 1000));
        const { allowed } = await allowedAt(hard, windowSeconds, pauses);
        for (const from of allowed) {
          const within = allowed.filter((at) => at >= from && at < from + windowSeconds * 1000);
          expect(within.length).toBeLessThanOrEqual(hard);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("refuses nobody when there is room, but for a twenty-fourth of its length where the limit is above 20", async () => {
    await fc.assert(
      fc.asyncProperty(limit, share, async ({ hard, windowSeconds }, shares) => {
        const pauses = shares.map((each) => Math.floor(each * windowSeconds * 1000));
        const { allowed, refused } = await allowedAt(hard, windowSeconds, pauses);
        const reach = windowSeconds * 1000 + (hard > 20 ? Math.ceil((windowSeconds * 1000) / 24) : 0);
        for (const at of refused) {
          const before = allowed.filter((each) => each <= at && each > at - reach);
          expect(before.length).toBeGreaterThanOrEqual(hard);
        }
      }),
      { numRuns: 200 },
    );
  });
});
