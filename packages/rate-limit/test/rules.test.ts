import { manualClock } from "@sixdigit/testing";
import { describe, expect, it, vi } from "vitest";
import { limitTables, memoryCounters } from "../src/index.ts";
import {
  alice,
  bob,
  chargeAtOnce,
  chargeEvery,
  countAllowed,
  granted,
  limitsOf,
  ruleOf,
  subjectOf,
} from "./support.ts";

const HOUR = 3600;
const limitRules = limitTables.rules;

function defaults(changes: Partial<Parameters<typeof limitsOf>[1]> = {}) {
  const clock = manualClock();
  return { clock, limits: limitsOf(limitRules, { counters: memoryCounters(), clock, ...changes }) };
}

describe("the rules", () => {
  it("have names of their own, because the names keep their counters apart", () => {
    expect(new Set(limitRules.map(({ name }) => name)).size).toBe(limitRules.length);
  });

  it("never let the limits on guessing at a number be lifted", () => {
    const lifted = limitRules.filter(({ liftable }) => liftable).map(({ name }) => name);
    expect(lifted.filter((name) => !/^(unfinished-)?sends-|^failures-per-network/.test(name))).toEqual([]);
  });

  it("ask about the attacker's side first and about the number last", () => {
    const sides = limitRules.map(({ by }) => (/network|range|service/.test(by) ? "attacker" : "number"));
    expect(sides.lastIndexOf("attacker")).toBeLessThan(sides.indexOf("number"));
  });

  it("have soft lines below their hard ones", () => {
    for (const { soft, hard } of limitRules) expect(soft ?? 0).toBeLessThan(hard ?? Number.POSITIVE_INFINITY);
  });

  it("allow 3 messages to a number of a hundred asked for at once, and 3 to another", async () => {
    const { limits } = defaults();
    const both = await Promise.all([chargeAtOnce(limits, 100, alice), chargeAtOnce(limits, 100, bob)]);
    expect(both.map(countAllowed)).toEqual([3, 3]);
    const unasked = defaults({ proofPolicy: "never" }).limits;
    const first = [await unasked.charge("open", alice), await unasked.charge("open", alice)];
    expect(first.map((each) => granted(each).codeLength)).toEqual([undefined, undefined]);
    expect((await chargeAtOnce(unasked, 2)).at(-1)).toMatchObject({
      ...{ rule: "sends-per-phone-15-minutes", code: "RATE_LIMITED" },
    });
  });

  it("allow a number 3 messages in 15 minutes, 5 in an hour and 10 in a day", async () => {
    const { clock, limits } = defaults({ proofPolicy: "never" });
    const quarter = 900;
    expect(await chargeEvery(limits, clock, [0, 0, 0, 0, quarter, 0, 0])).toEqual([
      "allowed",
      "allowed",
      "allowed",
      quarter,
      "allowed",
      "allowed",
      3 * quarter,
    ]);
    expect(await chargeEvery(limits, clock, [HOUR, 0, 0, quarter, 0, HOUR])).toEqual([
      "allowed",
      "allowed",
      "allowed",
      "allowed",
      "allowed",
      HOUR,
    ]);
    expect(await chargeEvery(limits, clock, [24 * HOUR - 9000 - 1, 1])).toEqual([
      expect.any(Number),
      "allowed",
    ]);
  });

  it("allow five guesses of strangers for a number of a hundred at once, whatever was sent to it", async () => {
    const { limits } = defaults();
    await chargeAtOnce(limits, 100);
    expect(countAllowed(await chargeAtOnce(limits, 100, alice, "stranger-guess"))).toBe(5);
  });

  it("open no challenge after 10 failures in an hour and 20 in a day, with waits that do not shrink as failures mount", async () => {
    const { clock, limits } = defaults();
    const waits: unknown[] = [];
    for (const failures of [5, 4, 1, 9, 1, 5]) {
      await chargeAtOnce(limits, failures, alice, "compare");
      waits.push(...(await chargeEvery(limits, clock, [0])));
    }
    expect(waits).toEqual(["allowed", "allowed", HOUR, HOUR, HOUR, HOUR]);
    expect(await limits.charge("open", alice)).toMatchObject({ code: "TOO_MANY_ATTEMPTS" });
    expect(await limits.charge("resend", alice)).toMatchObject({ allowed: true });
    expect(await chargeEvery(limits, clock, [24 * HOUR - 1, 1])).toEqual([1, "allowed"]);
  });

  it("stop a number at 100 failures in a row, the last 20 of them kept for known browsers, until a success", async () => {
    const { limits } = defaults();
    const known = { ...alice, device: "a-device" };
    expect(countAllowed(await chargeAtOnce(limits, 200, alice, "compare"))).toBe(80);
    expect(await limits.charge("resend", alice)).toMatchObject({
      rule: "failures-per-phone-in-a-row",
      code: "TOO_MANY_ATTEMPTS",
    });
    expect(await limits.charge("open", known)).toMatchObject({ allowed: true });
    expect(countAllowed(await chargeAtOnce(limits, 50, known, "compare"))).toBe(20);
    await limits.settle(alice, []);
    expect(await limits.charge("open", alice)).toMatchObject({ allowed: true });
  });

  it("give a known browser messages and failures of its own while its number is under attack", async () => {
    const { limits } = defaults();
    const known = { ...alice, networks: ["203.0.113.7"], device: "a-device" };
    await chargeAtOnce(limits, 50, { ...alice, networks: ["203.0.113.7"] });
    await chargeAtOnce(limits, 50, alice, "compare");
    expect(countAllowed(await chargeAtOnce(limits, 50, known))).toBe(3);
    expect(countAllowed(await chargeAtOnce(limits, 50, { ...known, device: undefined }))).toBe(0);
  });

  it("allow all known browsers of a number together 20 messages a day, and leave strangers what is theirs", async () => {
    const { clock, limits } = defaults();
    const asked = () =>
      Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          limits.charge("open", { ...alice, device: `browser ${index}` }),
        ),
      );
    expect(countAllowed(await asked())).toBe(20);
    expect(countAllowed(await chargeAtOnce(limits, 50, alice))).toBe(3);
    clock.advance(24 * HOUR);
    expect(countAllowed(await asked())).toBe(20);
  });

  it("ask a network for a proof of work after 10 unfinished messages, and refuse it after 60", async () => {
    const number = (index: number) => subjectOf(`+1415${200 + index}0100`, { networks: ["203.0.113.7"] });
    const { limits } = defaults();
    const told = [];
    for (let index = 0; index < 11; index += 1) told.push(await limits.charge("open", number(index)));
    expect(countAllowed(told)).toBe(10);
    expect(told.at(-1)).toMatchObject({ code: "PROOF_REQUIRED", proof: { maxnumber: 50_000 } });
    const unasked = defaults({ proofPolicy: "never" });
    const all = await Promise.all(
      Array.from({ length: 80 }, (_, index) => unasked.limits.charge("open", number(index))),
    );
    expect(countAllowed(all)).toBe(60);
    expect(all.at(-1)).toMatchObject({ rule: "sends-per-network-hour", code: "RATE_LIMITED" });
  });

  it.each(["guess", "stranger-guess"] as const)("refuse a network after 100 of: %s", async (action) => {
    const number = (index: number) => subjectOf(`+1415${200 + index}0100`, { networks: ["203.0.113.7"] });
    const { limits } = defaults();
    const told = await Promise.all(
      Array.from({ length: 120 }, (_, index) => limits.charge(action, number(index))),
    );
    expect(countAllowed(told)).toBe(100);
    expect(told.at(-1)).toMatchObject({ rule: "failures-per-network-hour", code: "RATE_LIMITED" });
  });

  it("tell the longest wait of all that refuse", async () => {
    const rules = [60, 600, 300].map((windowSeconds) =>
      ruleOf({ name: `${windowSeconds}`, windowSeconds, hard: 1 }),
    );
    const limits = limitsOf(rules, { counters: memoryCounters(), clock: manualClock() });
    await limits.charge("open", alice);
    expect(await limits.charge("open", alice)).toMatchObject({ rule: "60", retryAfterSeconds: 600 });
  });

  it("settle what can be read of a challenge's receipts, and mind nothing else in there", async () => {
    const { limits } = defaults();
    const network = { networks: ["203.0.113.7"] };
    const person = (index: number) => subjectOf(`+1415${200 + index}0100`, network);
    for (let index = 0; index < 10; index += 1) {
      const { receipt } = granted(await limits.charge("open", person(index)));
      await limits.settle(person(index), index === 9 ? ["", "nonsense", receipt, "|||"] : []);
    }
    // Nine are unfinished, so one more goes without a proof.
    expect(countAllowed([await limits.charge("open", person(10))])).toBe(1);
  });

  it("give points back in one step, and ask nothing of the counters when it is asked for again", async () => {
    const counters = memoryCounters();
    const apply = vi.spyOn(counters, "apply");
    const { refund } = granted(await limitsOf([ruleOf()], { counters }).charge("open", alice));
    for (let times = 0; times < 3; times += 1) await refund();
    expect(apply).toHaveBeenCalledTimes(2);
  });

  it("do not mind a crowd behind one network that signs in", async () => {
    const { clock, limits } = defaults();
    for (let index = 0; index < 500; index += 1) {
      clock.advance(5);
      const person = subjectOf(`+1415${200 + index}0100`, { networks: ["203.0.113.7"] });
      const opened = granted(await limits.charge("open", person));
      const guess = granted(await limits.charge("guess", person));
      await limits.settle(person, [opened.receipt, guess.receipt]);
    }
    const next = subjectOf("+14159990100", { networks: ["203.0.113.7"] });
    expect(await limits.charge("open", next)).toMatchObject({ allowed: true });
  });

  it("count a /56 four times and a /48 sixteen times as much as one /64", async () => {
    const from = (c: number, d: number) => [`2001:db8:${c}:${d}::/64`, `2001:db8:${c}::/56`, "2001:db8::/48"];
    const { limits } = defaults({ proofPolicy: "never" });
    const told = [];
    for (let network = 0; network < 40; network += 1) {
      for (let index = 0; index < 61; index += 1) {
        const networks = from(Math.floor(network / 5), network);
        const exchange = 200 + ((network * 61 + index) % 800);
        const subject = subjectOf(`+1415${exchange}0${100 + Math.floor((network * 61 + index) / 800)}`);
        told.push(await limits.charge("open", { ...subject, networks, range: `r${network} ${index}` }));
      }
    }
    const rules = Object.groupBy(told, (charge) => (charge.allowed ? "allowed" : charge.rule));
    expect(Object.fromEntries(Object.entries(rules).map(([name, all]) => [name, all?.length]))).toEqual({
      allowed: 960,
      "sends-per-network-hour": 16,
      "sends-per-network-56-hour": expect.any(Number),
      "sends-per-network-48-hour": expect.any(Number),
    });
  });

  it("ask for a proof after 5 unfinished messages to a range, and refuse it after 20", async () => {
    const inRange = (index: number) => subjectOf(`+14155550${100 + index}`);
    const told = await Promise.all(
      Array.from({ length: 30 }, (_, index) => defaultsShared.charge("open", inRange(index))),
    );
    expect(countAllowed(told)).toBe(5);
    const unasked = defaults({ proofPolicy: "never" }).limits;
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, index) => unasked.charge("open", inRange(index))),
    );
    expect(countAllowed(all)).toBe(20);
    expect(await unasked.charge("open", bob)).toMatchObject({ allowed: true });
  });
});

const defaultsShared = defaults().limits;
