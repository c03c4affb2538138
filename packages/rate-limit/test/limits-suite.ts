import { describe, expect, it } from "vitest";
import {
  type CounterChange,
  type Counters,
  imposeChange,
  type LimitRule,
  liftChange,
  measuresInForce,
  UNTIL_LIFTED,
} from "../src/index.ts";
import { alice, bob, chargeAtOnce, countAllowed, granted, limitsOf, pointsLeft, ruleOf } from "./support.ts";

/** What the limits promise with every driver. */
export function describeLimits(driver: string, counters: () => Counters): void {
  let runs = 0;
  /** Names of their own, so that no test finds the counts of another in a store that outlives it. */
  const fresh = (changes: Partial<LimitRule> = {}) =>
    ruleOf({ ...changes, name: `${changes.name ?? "rule"}-${Date.now()}-${++runs}` });
  const change = (changed: CounterChange) => counters().apply({ now: new Date(), reads: [], ...changed });
  const limits = (...rules: LimitRule[]) => limitsOf(rules, { counters: counters() });

  describe(`the limits over ${driver}`, () => {
    it("allow exactly three of a hundred charges at once on a key that was never seen", async () => {
      expect(countAllowed(await chargeAtOnce(limits(fresh()), 100))).toBe(3);
    });

    it("allow exactly three of a hundred charges at once on a key whose points were given back", async () => {
      const three = limits(fresh());
      await granted(await three.charge("open", alice)).refund();
      expect(countAllowed(await chargeAtOnce(three, 100))).toBe(3);
    });

    it("allow exactly the two that are left of a hundred charges at once", async () => {
      const three = limits(fresh());
      await three.charge("open", alice);
      expect(countAllowed(await chargeAtOnce(three, 100))).toBe(2);
    });

    it("allow exactly a limit of many points, which are kept in slices", async () => {
      const fifty = limits(fresh({ hard: 50, windowSeconds: 3600 }));
      expect(countAllowed(await chargeAtOnce(fifty, 120))).toBe(50);
    });

    it("count each key by itself, also at once", async () => {
      const three = limits(fresh());
      const both = await Promise.all([chargeAtOnce(three, 50, alice), chargeAtOnce(three, 50, bob)]);
      expect(both.map(countAllowed)).toEqual([3, 3]);
    });

    it("keep apart what is kept under any names, whatever characters are in them", async () => {
      const odd = [
        "a",
        "a,b",
        'a","b',
        '"a"',
        "{a}",
        "{}",
        "NULL",
        "null",
        "",
        " a",
        "a\\",
        '\\"a',
        "\\\\a",
        "a\nb",
      ];
      const names = [...odd, "'; --", "%s $1", "é ✓ 𝟙"];
      const reads = names.map((series) => ({ series, from: 0, until: 0, most: null }));
      const endsAt = new Date(Date.now() + 60_000);
      const writes = names.map((series, index) => ({ series, slice: 0, points: index + 1, endsAt }));
      const used = async () => {
        const { found } = await counters().apply({ now: new Date(), reads, writes: [] });
        return found.map((each) => each.used);
      };
      await change({ writes: [], clear: names });
      await change({ writes, clear: [] });
      expect(await used()).toEqual(names.map((_, index) => index + 1));
      await change({ writes: [], clear: names.slice(1) });
      expect(await used()).toEqual([1, ...names.slice(1).map(() => 0)]);
    });

    it("count only the actions that a rule is about", async () => {
      const one = limits(fresh({ hard: 1 }));
      expect(await pointsLeft(one)).toBe(1);
      expect(countAllowed(await chargeAtOnce(one, 10, alice, "guess"))).toBe(10);
    });

    it("look without taking where a rule refuses an action that it does not count", async () => {
      const failures = limits(fresh({ hard: 2, adds: ["compare"], refuses: ["open"] }));
      expect(countAllowed(await chargeAtOnce(failures, 10))).toBe(10);
      expect(countAllowed(await chargeAtOnce(failures, 2, alice, "compare"))).toBe(2);
      expect(countAllowed(await chargeAtOnce(failures, 10))).toBe(0);
      expect(countAllowed(await chargeAtOnce(failures, 10, alice, "compare"))).toBe(10);
    });

    it("name the rule that refuses, and say when it is worth another try: within the window", async () => {
      const rule = fresh({ hard: 1 });
      const one = limits(rule);
      await one.charge("open", alice);
      const charge = await one.charge("open", alice);
      expect(charge).toEqual({
        allowed: false,
        rule: rule.name,
        code: "RATE_LIMITED",
        retryAfterSeconds: expect.any(Number),
      });
      if (charge.allowed) return;
      expect(Number.isInteger(charge.retryAfterSeconds)).toBe(true);
      expect(charge.retryAfterSeconds).toBeGreaterThanOrEqual(1);
      expect(charge.retryAfterSeconds).toBeLessThanOrEqual(60);
    });

    it("give a point back once, however often it is asked for", async () => {
      const three = limits(fresh());
      const { refund } = granted(await three.charge("open", alice));
      await Promise.all([refund(), refund()]);
      await refund();
      expect(await pointsLeft(three)).toBe(3);
    });

    it("make room again after refusals when a point is given back", async () => {
      const three = limits(fresh());
      const charges = await chargeAtOnce(three, 30);
      await granted(charges.find(({ allowed }) => allowed)).refund();
      expect(await pointsLeft(three)).toBe(1);
    });

    it("take nothing from any rule when one refuses, wherever it stands", async () => {
      const [wide, narrow] = [fresh({ name: "wide", hard: 50 }), fresh({ name: "narrow", hard: 2 })];
      for (const rules of [
        [wide, narrow],
        [narrow, wide],
      ]) {
        await chargeAtOnce(limits(...rules), 20);
      }
      expect(await pointsLeft(limits(wide))).toBe(48);
    });

    it("tell of the first of the rules that refuse", async () => {
      const [first, second] = [fresh({ name: "first", hard: 1 }), fresh({ name: "second", hard: 1 })];
      const both = limits(first, second);
      await both.charge("open", alice);
      expect(await both.charge("open", alice)).toMatchObject({ rule: first.name });
    });

    it("wait for none of two series in a circle, whatever the order they are charged in", async () => {
      const rules = Array.from({ length: 6 }, () => fresh({ hard: 1000 }));
      const [one, other] = [limits(...rules), limits(...rules.toReversed())];
      const charges = await Promise.all(
        Array.from({ length: 60 }, (_, index) => (index % 2 ? one : other).charge("open", alice)),
      );
      await Promise.all(charges.map((each) => granted(each).refund()));
      expect(await pointsLeft(limits(fresh(), ...rules))).toBe(3);
    });

    it("settle a sign-in: what counts the unfinished is given back, failures are forgotten, the rest stays", async () => {
      const unfinished = fresh({ name: "unfinished", onSuccess: "gives-back" });
      const all = fresh({ name: "all", hard: 10 });
      const failed = fresh({ name: "failed", adds: ["compare"], refuses: ["compare"], onSuccess: "clears" });
      const three = limits(unfinished, all, failed);
      const opened = granted(await three.charge("open", alice));
      const compared = await chargeAtOnce(three, 3, alice, "compare");
      await three.settle(alice, [opened.receipt, ...compared.map((each) => granted(each).receipt)]);
      expect(await pointsLeft(limits(unfinished))).toBe(3);
      expect(await pointsLeft(limits(all))).toBe(9);
      expect(countAllowed(await chargeAtOnce(three, 10, alice, "compare"))).toBe(3);
    });

    it("have a measure in force at once for everybody, until its end or until it is lifted", async () => {
      const range = `+1415${Date.now() % 1000}${++runs}`;
      const subject = { ...alice, range };
      const measure = { kind: "stop", scope: `range:${range}` } as const;
      const other = limits(fresh({ hard: 9 }));
      await change(imposeChange(measure, new Date(Date.now() + 60_000)));
      const refusal = await other.charge("open", subject);
      expect(refusal).toMatchObject({ allowed: false, rule: `stop-range:${range}`, code: "RATE_LIMITED" });
      expect(countAllowed(await chargeAtOnce(other, 2, alice))).toBe(2);
      await change(liftChange(measure));
      expect(countAllowed(await chargeAtOnce(other, 2, subject))).toBe(2);
    });

    it("tell what is in force and until when, and no more of what is lifted or over", async () => {
      const ranges = [0, 1, 2].map(() => `range:+1999${Date.now() % 1000}${++runs}` as const);
      const [kept, lifted, over] = ranges.map((scope) => ({ kind: "stop", scope }) as const);
      if (!kept || !lifted || !over) throw new Error("none");
      const until = new Date(Date.now() + 60_000);
      for (const measure of [kept, lifted]) await change(imposeChange(measure, until));
      await change(imposeChange(over, new Date(Date.now() + 50)));
      await change(liftChange(lifted));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const inForce = await measuresInForce(counters(), new Date());
      const scopes: string[] = ranges;
      expect(inForce.filter(({ scope }) => scopes.includes(scope))).toEqual([{ ...kept, until }]);
    });

    it("hold a measure that has no end until it is lifted, and put one in force twice as one", async () => {
      const scope = `range:+1888${Date.now() % 1000}${++runs}` as const;
      const measure = { kind: "stop", scope } as const;
      for (const until of [new Date(Date.now() + 60_000), UNTIL_LIFTED])
        await change(imposeChange(measure, until));
      const ours = async () =>
        (await measuresInForce(counters(), new Date())).filter((each) => each.scope === scope);
      expect(await ours()).toEqual([{ ...measure, until: UNTIL_LIFTED }]);
      await change(liftChange(measure));
      expect(await ours()).toEqual([]);
    });
  });
}
