import { manualClock } from "@sixdigit/testing";
import { describe, expect, it } from "vitest";
import {
  type CounterChange,
  imposeChange,
  type LimitSettings,
  limitTables,
  measuresInForce,
  memoryCounters,
  messagesOfDay,
  resumeChange,
  UNTIL_LIFTED,
  unlockChange,
} from "../src/index.ts";
import { alice, bob, chargeAtOnce, countAllowed, granted, limitsOf, subjectOf } from "./support.ts";

function service(changes: Partial<LimitSettings> = {}) {
  const counters = memoryCounters();
  const clock = manualClock();
  const limits = limitsOf(limitTables.rules, { counters, clock, tables: limitTables, ...changes });
  const change = (changed: CounterChange) => counters.apply({ now: clock(), reads: [], ...changed });
  return { counters, clock, limits, change };
}

const known = { ...alice, device: "a browser" };

describe("what an operator is shown", () => {
  it("is what is in force, in order, and nothing that is over or was never known", async () => {
    const { clock, counters, change } = service();
    const soon = new Date(clock().getTime() + 60_000);
    const later = new Date(clock().getTime() + 120_000);
    const measures = [
      { kind: "block", scope: "range:+14155550" },
      { kind: "stop", scope: "country:US" },
      { kind: "stop", scope: "all" },
    ] as const;
    // As the service itself does, which clears nothing before.
    for (const until of [soon, later]) {
      for (const measure of measures) await change({ ...imposeChange(measure, until), clear: [] });
    }
    const unknown = { series: "measure:pause:all", slice: later.getTime(), points: 1, endsAt: later };
    await change({ writes: [unknown], clear: [] });
    expect(await measuresInForce(counters, soon)).toEqual([
      { kind: "block", scope: "range:+14155550", until: later },
      { kind: "stop", scope: "all", until: later },
      { kind: "stop", scope: "country:US", until: later },
    ]);
    expect(await measuresInForce(counters, later)).toEqual([]);
  });

  it("is how many messages of a day are spent, and of how many", async () => {
    const { clock, counters, limits } = service();
    const asked = (tables = limitTables) => messagesOfDay(tables, counters, clock());
    expect(await asked()).toEqual({ sent: 0, cap: 10_000 });
    for (const subject of [alice, alice, bob]) granted(await limits.charge("open", subject));
    expect(await asked()).toEqual({ sent: 3, cap: 10_000 });
    const lifted = { ...limitTables, rules: limitTables.rules.filter(({ by }) => by !== "service") };
    expect(await asked(lifted)).toBeNull();
    clock.advance(25 * 3600);
    expect(await asked()).toEqual({ sent: 0, cap: 10_000 });
  });
});

describe("what an operator puts in force", () => {
  it("stops every message as unavailable, to known browsers too, and lets guesses at codes go on", async () => {
    const { limits, change } = service();
    await change(imposeChange({ kind: "stop", scope: "all" }, UNTIL_LIFTED));
    for (const subject of [alice, known]) {
      const refusal = await limits.charge("open", subject);
      expect(refusal).toMatchObject({ rule: "stop-all", code: "UNAVAILABLE", retryAfterSeconds: 3600 });
      expect(await limits.charge("resend", subject)).toMatchObject({ rule: "stop-all" });
      expect(await limits.charge("guess", subject)).toMatchObject({ allowed: true });
    }
    await change(resumeChange(limitTables, "all"));
    expect(await limits.charge("open", alice)).toMatchObject({ allowed: true });
  });

  it("stops a country and no other", async () => {
    const { limits, change } = service();
    await change(imposeChange({ kind: "stop", scope: "country:US" }, UNTIL_LIFTED));
    expect(await limits.charge("open", alice)).toMatchObject({
      rule: "stop-country:US",
      code: "RATE_LIMITED",
    });
    expect(await limits.charge("open", bob)).toMatchObject({ allowed: true });
  });

  it.each(["+1415", "+14155", "+1415555", "+14155550", "+14155550132"])(
    "stops the numbers that begin with %s, however many they are",
    async (beginning) => {
      const { limits, change } = service();
      await change(imposeChange({ kind: "stop", scope: `range:${beginning}` }, UNTIL_LIFTED));
      expect(await limits.charge("open", alice)).toMatchObject({ rule: `stop-range:${beginning}` });
      for (const other of [bob, subjectOf("+14165550132")]) {
        expect(await limits.charge("open", other)).toMatchObject({ allowed: true });
      }
    },
  );

  it("asks everybody for a proof of work, also where the settings never do", async () => {
    const { limits, change } = service({ proofPolicy: "never" });
    await change(imposeChange({ kind: "proof", scope: "all" }, UNTIL_LIFTED));
    for (const subject of [alice, known]) {
      expect(await limits.charge("open", subject)).toMatchObject({ code: "PROOF_REQUIRED" });
    }
  });

  it("ends when its time is over", async () => {
    const { limits, change, clock } = service();
    await change(imposeChange({ kind: "stop", scope: "all" }, new Date(clock().getTime() + 60_000)));
    clock.advance(59);
    expect(await limits.charge("open", alice)).toMatchObject({ allowed: false, retryAfterSeconds: 1 });
    clock.advance(1);
    expect(await limits.charge("open", alice)).toMatchObject({ allowed: true });
  });

  it("resumes what the service itself has blocked, and is not blocked again for what was before", async () => {
    const rules = limitTables.rules.filter(({ by }) => by === "service");
    const { limits, change, clock } = service({ tables: { ...limitTables, rules }, proofPolicy: "never" });
    const inCountry = (person: number) => subjectOf(`+1415${200 + person}0100`);
    for (let person = 0; person < 100; person += 1) {
      clock.advance(30);
      await limits.charge("open", inCountry(person));
    }
    expect(await limits.charge("open", alice)).toMatchObject({ rule: "block-country:US" });
    await change(resumeChange(limitTables, "country:US"));
    expect(countAllowed(await chargeAtOnce(limits, 5, inCountry(200)))).toBe(5);
  });

  it("unlocks a number: failures in a row, guesses of strangers and messages are forgotten, those of others are not", async () => {
    const { limits, change } = service();
    for (const subject of [alice, bob]) {
      expect(countAllowed(await chargeAtOnce(limits, 100, subject, "compare"))).toBe(80);
      granted(await limits.charge("stranger-guess", subject));
      expect(await limits.charge("open", subject)).toMatchObject({ code: "TOO_MANY_ATTEMPTS" });
    }
    await change(unlockChange(limitTables, alice));
    expect(countAllowed(await chargeAtOnce(limits, 10, alice))).toBe(3);
    expect(countAllowed(await chargeAtOnce(limits, 10, alice, "stranger-guess"))).toBe(5);
    expect(countAllowed(await chargeAtOnce(limits, 100, alice, "compare"))).toBe(80);
    expect(await limits.charge("open", bob)).toMatchObject({ code: "TOO_MANY_ATTEMPTS" });
  });
});
