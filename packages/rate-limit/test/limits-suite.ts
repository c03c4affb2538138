import type { RateLimiterAbstract } from "rate-limiter-flexible";
import { describe, expect, it } from "vitest";
import { type CounterFactory, createLimits, type LimitRule } from "../src/index.ts";
import { alice, bob, chargeAtOnce, countAllowed, pointsLeft, refund, ruleOf } from "./support.ts";

/**
 * What the limits promise with every driver. `makeCounter` must start with no points taken whenever it is called for a
 * rule name that it has not seen.
 */
export function describeLimits(driver: string, makeCounter: CounterFactory): void {
  let runs = 0;
  /** Names of their own, so that no test finds the counts of another in a store that outlives it. */
  const fresh = (changes: Partial<LimitRule> = {}) =>
    ruleOf({ ...changes, name: `${changes.name ?? "rule"}-${++runs}` });
  const limitsOf = (...rules: LimitRule[]) => createLimits(rules, makeCounter);
  /** Limits whose counters can be looked into. */
  const watchedLimits = (...rules: LimitRule[]) => {
    const counters = new Map<LimitRule, RateLimiterAbstract>();
    const limits = createLimits(rules, (rule) => {
      const counter = makeCounter(rule);
      counters.set(rule, counter);
      return counter;
    });
    const takenFrom = async (rule: LimitRule) =>
      (await counters.get(rule)?.get(rule.key(alice)))?.consumedPoints ?? 0;
    return { limits, takenFrom };
  };

  describe(`the limits over ${driver}`, () => {
    it("allow exactly three of a hundred charges at once on a key that was never seen", async () => {
      const limits = limitsOf(fresh({ points: 3 }));
      expect(countAllowed(await chargeAtOnce(limits, 100))).toBe(3);
    });

    it("allow exactly three of a hundred charges at once on a key whose points were given back", async () => {
      const limits = limitsOf(fresh({ points: 3 }));
      await refund(await limits.charge("send", alice));
      expect(countAllowed(await chargeAtOnce(limits, 100))).toBe(3);
    });

    it("allow exactly the two that are left of a hundred charges at once", async () => {
      const limits = limitsOf(fresh({ points: 3 }));
      await limits.charge("send", alice);
      expect(countAllowed(await chargeAtOnce(limits, 100))).toBe(2);
    });

    it("count each key by itself, also at once", async () => {
      const limits = limitsOf(fresh({ points: 3 }));
      const both = await Promise.all([chargeAtOnce(limits, 50, alice), chargeAtOnce(limits, 50, bob)]);
      expect(both.map(countAllowed)).toEqual([3, 3]);
    });

    it("count each action by itself", async () => {
      const limits = limitsOf(fresh({ points: 1 }), fresh({ points: 1, action: "guess-by-stranger" }));
      expect(await pointsLeft(limits)).toBe(1);
      expect(await limits.charge("guess-by-stranger", alice)).toMatchObject({ allowed: true });
      expect(await limits.charge("guess-by-stranger", alice)).toMatchObject({ allowed: false });
    });

    it("let everything through when no rule is about the action", async () => {
      const limits = limitsOf(fresh({ action: "guess-by-stranger", points: 1 }));
      expect(countAllowed(await chargeAtOnce(limits, 10))).toBe(10);
    });

    it("name the rule that refuses, and say when it is worth another try: within the window", async () => {
      const rule = fresh({ points: 1, windowSeconds: 60 });
      const limits = limitsOf(rule);
      await limits.charge("send", alice);
      const charge = await limits.charge("send", alice);
      expect(charge).toEqual({ allowed: false, rule: rule.name, retryAfterSeconds: expect.any(Number) });
      if (charge.allowed) return;
      expect(Number.isInteger(charge.retryAfterSeconds)).toBe(true);
      expect(charge.retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(charge.retryAfterSeconds).toBeLessThanOrEqual(60);
    });

    it("give a point back on a refund", async () => {
      const limits = limitsOf(fresh({ points: 3 }));
      const charge = await limits.charge("send", alice);
      await refund(charge);
      expect(await pointsLeft(limits)).toBe(3);
    });

    it("give a point back once, however often it is asked for", async () => {
      const limits = limitsOf(fresh({ points: 3 }));
      const charge = await limits.charge("send", alice);
      await Promise.all([refund(charge), refund(charge)]);
      await refund(charge);
      expect(await pointsLeft(limits)).toBe(3);
    });

    it("make room again after refusals when a point is given back", async () => {
      const limits = limitsOf(fresh({ points: 3 }));
      const charges = await chargeAtOnce(limits, 30);
      const one = charges.find(({ allowed }) => allowed);
      if (one) await refund(one);
      expect(await pointsLeft(limits)).toBe(1);
    });

    it("give back what earlier rules took when a later one refuses", async () => {
      const [wide, narrow] = [fresh({ name: "wide", points: 50 }), fresh({ name: "narrow", points: 2 })];
      const { limits, takenFrom } = watchedLimits(wide, narrow);
      expect(countAllowed(await chargeAtOnce(limits, 20))).toBe(2);
      expect(await takenFrom(wide)).toBe(2);
    });

    it("take nothing from later rules when an earlier one refuses", async () => {
      const [narrow, wide] = [fresh({ name: "narrow", points: 2 }), fresh({ name: "wide", points: 3 })];
      const { limits, takenFrom } = watchedLimits(narrow, wide);
      const charges = await chargeAtOnce(limits, 20);
      expect(charges.filter((each) => !each.allowed && each.rule === narrow.name)).toHaveLength(18);
      expect(await takenFrom(wide)).toBe(2);
    });
  });
}
