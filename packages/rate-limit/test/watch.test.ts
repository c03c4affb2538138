import { manualClock } from "@sixdigit/testing";
import { describe, expect, it } from "vitest";
import { type LimitEvent, limitTables, memoryCounters } from "../src/index.ts";
import { alice, chargeAtOnce, granted, limitsOf, subjectOf } from "./support.ts";

const MINUTE = 60;
const HOUR = 3600;

/** The whole service with what it watches, and no other rule; two instances over the same counters. */
function service() {
  const clock = manualClock();
  const counters = memoryCounters();
  const events: LimitEvent[] = [];
  const tables = { ...limitTables, rules: [] };
  const observe = (event: LimitEvent) => void events.push(event);
  const both = [0, 1].map(() => limitsOf([], { counters, clock, tables, observe }));
  let people = 0;
  /** Messages to so many people of a country, of whom a share signs in; a few seconds between them. */
  async function messages(count: number, verified: number, prefix: string, digits = 7) {
    const codes: string[] = [];
    for (let index = 0; index < count; index += 1) {
      clock.advance(2);
      people += 1;
      const limits = both[index % 2] ?? both[0];
      const subject = { ...subjectOf("+14155550132"), ...placed(prefix, digits, people) };
      const charge = await limits?.charge("open", subject);
      codes.push(charge?.allowed ? "sent" : (charge?.code ?? ""));
      const isVerified =
        Math.floor(((index + 1) * verified) / count) > Math.floor((index * verified) / count);
      if (charge?.allowed && isVerified) await limits?.settle(subject, [charge.receipt]);
    }
    return codes;
  }
  const imposed = () => events.filter(({ name }) => name === "measure-imposed");
  const [one] = both;
  if (!one) throw new Error("none");
  return { clock, messages, imposed, limits: one };
}

/** A range and a country of their own for tests: what the number itself is does not matter to the limits. */
function placed(prefix: string, digits: number, person: number) {
  const range = digits > 4 ? `${prefix}${person}` : prefix;
  return { range, country: prefix.slice(0, 2) };
}

describe("the conversion of a country", () => {
  it("blocks it where next to nothing is verified, once enough messages are old enough, and tells of it once", async () => {
    const { messages, imposed, clock } = service();
    const codes = await messages(200, 0, "XA");
    expect(codes.indexOf("RATE_LIMITED")).toBeGreaterThan(50);
    expect(codes.at(-1)).toBe("RATE_LIMITED");
    expect(imposed()).toMatchObject([{ kind: "block", scope: "country:XA", verified: 0 }]);
    expect(await messages(30, 20, "XB")).not.toContain("RATE_LIMITED");
    clock.advance(HOUR + 5 * MINUTE);
    expect(await messages(3, 3, "XA")).toEqual(["sent", "sent", "sent"]);
  });

  it("steps it up to a proof of work when it falls well below its own normal", async () => {
    const { messages, imposed, clock } = service();
    expect(new Set(await messages(300, 270, "XA"))).toEqual(new Set(["sent"]));
    clock.advance(2 * HOUR);
    const codes = await messages(400, 80, "XA");
    expect(codes).toContain("PROOF_REQUIRED");
    expect(codes).not.toContain("RATE_LIMITED");
    expect(imposed()).toMatchObject([{ kind: "step-up", scope: "country:XA" }]);
  });

  it("leaves a country alone whose normal is low", async () => {
    const { messages, imposed, clock } = service();
    for (let hour = 0; hour < 6; hour += 1) {
      await messages(100, 45, "XA");
      clock.advance(HOUR);
    }
    expect(imposed()).toEqual([]);
  });

  it("says nothing of a crowd that has just asked and not yet answered", async () => {
    const { messages, imposed, limits, clock } = service();
    const crowd = Array.from({ length: 1000 }, () => subjectOf("+14155550132", { country: "XC" }));
    const charges = await Promise.all(crowd.map((each) => limits.charge("open", each)));
    expect(charges.every(({ allowed }) => allowed)).toBe(true);
    await Promise.all(
      charges.map((each, index) => limits.settle(crowd[index] ?? alice, [granted(each).receipt])),
    );
    clock.advance(10 * MINUTE);
    await messages(1, 1, "XC");
    expect(imposed()).toEqual([]);
  });
});

describe("the conversion of a country in which people sign in", () => {
  it("steps it up and blocks nobody, when an attack is many times what people do", async () => {
    const { messages, imposed, clock } = service();
    await messages(100, 90, "XA");
    clock.advance(20 * HOUR);
    expect(await messages(400, 0, "XA")).not.toContain("RATE_LIMITED");
    expect(imposed()).toMatchObject([{ kind: "step-up", scope: "country:XA" }]);
  });
});

describe("the conversion of a range", () => {
  it("blocks it for a day after ten messages of which none was verified", async () => {
    const { messages, imposed, clock } = service();
    await messages(10, 0, "+9991234", 4);
    clock.advance(2 * HOUR);
    await messages(1, 0, "+9991234", 4);
    expect(imposed()).toMatchObject([{ kind: "block", scope: "range:+9991234", sent: 10, verified: 0 }]);
    expect(await messages(2, 0, "+9991234", 4)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
    expect(await messages(1, 0, "+9991235", 4)).toEqual(["sent"]);
    clock.advance(20 * HOUR);
    expect(await messages(1, 0, "+9991234", 4)).toEqual(["RATE_LIMITED"]);
  });

  it("is seen some minutes after the eighth message", async () => {
    const { messages, imposed, clock } = service();
    await messages(8, 0, "+9991234", 4);
    clock.advance(6 * MINUTE);
    await messages(1, 0, "+9991234", 4);
    expect(imposed()).toMatchObject([{ kind: "block", scope: "range:+9991234", sent: 8 }]);
  });

  it("does not meet a browser that is known", async () => {
    const { messages, limits, clock } = service();
    await messages(10, 0, "+9991234", 4);
    clock.advance(2 * HOUR);
    await messages(2, 0, "+9991234", 4);
    const known = { ...alice, range: "+9991234", device: "a-device" };
    expect(await limits.charge("open", known)).toMatchObject({ allowed: true });
  });
});

describe("a surge of failures over the whole service", () => {
  const failing = (count: number) =>
    Array.from({ length: count }, (_, index) => subjectOf(`+1415${200 + index}0100`));

  it("steps every new challenge up to a proof and eight digits, for as long as it lasts", async () => {
    const { limits, imposed, clock } = service();
    for (const each of failing(199)) await limits.charge("compare", each);
    const before = [await limits.charge("open", alice), await limits.charge("open", alice)];
    expect(before.map((each) => granted(each).codeLength)).toEqual([undefined, undefined]);
    await Promise.all(failing(30).map((each) => limits.charge("stranger-compare", each)));
    expect(imposed()).toMatchObject([{ kind: "step-up", scope: "all" }]);
    expect(await limits.charge("open", alice)).toMatchObject({ code: "PROOF_REQUIRED" });
    const known = granted(await limits.charge("open", { ...alice, device: "a-device" }));
    expect(known.codeLength).toBe(8);
    clock.advance(15 * MINUTE);
    expect(granted(await limits.charge("open", alice)).codeLength).toBeUndefined();
    await limits.charge("compare", alice);
    expect(imposed()).toHaveLength(2);
    clock.advance(2 * HOUR);
    await limits.charge("compare", alice);
    expect(imposed()).toHaveLength(2);
  });

  it("is none where that many failures are the usual of so many people", async () => {
    const { limits, imposed, clock } = service();
    for (let hour = 0; hour < 7 * 24; hour += 1) {
      await chargeAtOnce(limits, 75, alice, "compare");
      for (let signIn = 0; signIn < 320; signIn += 1) await limits.settle(alice, []);
      clock.advance(HOUR);
    }
    await chargeAtOnce(limits, 250, alice, "compare");
    expect(imposed()).toEqual([]);
    await chargeAtOnce(limits, 150, alice, "compare");
    expect(imposed()).toHaveLength(1);
  });

  it("is one too where each hour has few, and the day half as many again as is usual", async () => {
    const { limits, imposed, clock } = service();
    for (let hour = 0; hour < 7 * 24; hour += 1) {
      await chargeAtOnce(limits, 80, alice, "compare");
      clock.advance(HOUR);
    }
    for (let hour = 0; hour < 24 && imposed().length === 0; hour += 1) {
      await chargeAtOnce(limits, 190, alice, "compare");
      clock.advance(HOUR);
    }
    expect(imposed()).toMatchObject([{ kind: "step-up", scope: "all" }]);
  });

  it("is one where only those who guess have made that many the usual, a week long, with few sign-ins", async () => {
    const { limits, imposed, clock } = service();
    for (let hour = 0; hour < 8 * 24 && imposed().length === 0; hour += 1) {
      await chargeAtOnce(limits, hour < 7 * 24 ? 100 : 140, alice, "compare");
      for (let signIn = 0; signIn < 5; signIn += 1) await limits.settle(alice, []);
      expect([hour, imposed().length]).toEqual([hour, hour < 7 * 24 ? 0 : imposed().length]);
      clock.advance(HOUR);
    }
    expect(imposed()).toMatchObject([{ kind: "step-up", scope: "all" }]);
  });

  it("does not count codes that were right", async () => {
    const { limits, imposed } = service();
    for (const each of failing(400)) {
      const { receipt } = granted(await limits.charge("compare", each));
      await limits.settle(each, [receipt]);
    }
    expect(imposed()).toEqual([]);
  });
});
