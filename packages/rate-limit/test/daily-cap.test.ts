import { describe, expect, it } from "vitest";
import { changeTables, limitTables, memoryCounters } from "../src/index.ts";
import { chargeAtOnce, countAllowed, limitsOf, ruleOf, subjectOf } from "./support.ts";

describe("the messages of a day", () => {
  const capped = (dailyCap: number) => {
    const told: unknown[] = [];
    const { rules } = changeTables(limitTables, { changes: [], dailyCap });
    const observe = (event: unknown) => void told.push(event);
    return { limits: limitsOf(rules, { counters: memoryCounters(), observe }), told };
  };
  const person = (index: number) => subjectOf(`+1415${200 + index}0100`);

  it("end at the cap, with an alarm at 50, 80 and 100 %, each once", async () => {
    const { limits, told } = capped(5);
    const all = await Promise.all(
      Array.from({ length: 9 }, (_, index) => limits.charge("open", person(index))),
    );
    expect(countAllowed(all)).toBe(5);
    expect(all.at(-1)).toMatchObject({ rule: "sends-of-the-service-day" });
    const alarms = told.filter((event) => JSON.stringify(event).includes("daily-cap"));
    expect(alarms).toEqual([50, 80, 100].map((percent) => ({ name: "daily-cap", percent })));
  });

  it("are told of by the messages that reach a share of the cap, and by nothing else", async () => {
    const { limits, told } = capped(11);
    const alarms: number[][] = [];
    for (let index = 0; index < 10; index += 1) {
      for (const action of ["guess", "open", "compare"] as const) await limits.charge(action, person(index));
      alarms.push(told.splice(0).map((event) => Number((event as { percent: number }).percent)));
    }
    expect(alarms).toEqual([[], [], [], [], [], [50], [], [], [80], []]);
  });

  it("tell nothing where they have no cap", async () => {
    const told: unknown[] = [];
    const observe = (event: unknown) => void told.push(event);
    const limits = limitsOf([ruleOf({ hard: 9 })], { counters: memoryCounters(), observe });
    await chargeAtOnce(limits, 9);
    expect(told).toEqual([]);
  });

  it("have a tenth that is kept for known browsers", async () => {
    const { limits } = capped(20);
    const all = await Promise.all(
      Array.from({ length: 30 }, (_, index) => limits.charge("open", person(index))),
    );
    const known = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        limits.charge("open", { ...person(index), device: `${index}` }),
      ),
    );
    expect([countAllowed(all), countAllowed(known)]).toEqual([18, 2]);
  });
});
