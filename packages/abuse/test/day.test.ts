import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { allAtOnce, play, withoutTheRest } from "../src/report/runs.ts";
import { judge } from "../src/report/table.ts";
import { makeDay } from "../src/traffic/make-day.ts";

const SCALE = 0.02;
/** Where strangers use up all that a number has, nothing tells its owner, on a new browser at a new address, from them. */
const OPEN = ["victim on a new browser, at an address that they never used: longest wait"];

it("a small day meets its goals, whether the attackers solve proofs or not", {
  timeout: 600_000,
}, async () => {
  for (const run of allAtOnce(3, SCALE)) {
    const verdicts = judge([{ run, outcome: await play(run) }]);
    expect(verdicts).toHaveLength(7);
    const unmet = verdicts.filter(({ isMet }) => !isMet).map(({ goal }) => goal);
    expect(unmet).toEqual(run.temper === "solves" ? OPEN : []);
  }
});

it("the same day is lost by limits per number and per address alone", { timeout: 600_000 }, async () => {
  const [run] = withoutTheRest(3, SCALE);
  if (!run) throw new Error("there is no such run");
  const { attacks, victim } = await play(run);
  expect(attacks.pumping?.paid).toBe(2_000);
  expect(attacks.spraying?.compared).toEqual({ 6: 10_000 });
  expect(victim["known browser"]).toContain(null);
});

it("a seed is a day, and another seed another", () => {
  expect(makeDay(5, SCALE)).toEqual(makeDay(5, SCALE));
  expect(makeDay(5, SCALE)).not.toEqual(makeDay(6, SCALE));
});

it("a day has the people and the attackers that the page says", () => {
  const { visits, shots } = makeDay(1);
  const share = (of: (visit: (typeof visits)[number]) => boolean) => visits.filter(of).length / visits.length;
  expect(visits).toHaveLength(20_000);
  expect(share(({ isAbandoned }) => isAbandoned)).toBeCloseTo(0.08, 2);
  expect(share(({ hasTypo }) => hasTypo)).toBeCloseTo(0.12, 2);
  expect(share(({ wantsResend }) => wantsResend)).toBeCloseTo(0.05, 2);
  const crowds = Map.groupBy(visits, ({ address }) => address).values();
  const shared = [...crowds].filter((crowd) => crowd.length > 1).map((crowd) => crowd.length);
  expect(shared.reduce((sum, each) => sum + each, 0) / 20_000).toBeCloseTo(1 / 3, 1);
  expect(Math.max(...shared)).toBeGreaterThan(2_800);
  const sizes = (name: keyof typeof shots, what: "address" | "phone") =>
    new Set(shots[name].map((shot) => shot[what])).size;
  expect(sizes("bombing", "address")).toBe(200);
  expect([shots.pumping.length, sizes("pumping", "address")]).toEqual([100_000, 5_000]);
  expect(new Set(shots.pumping.map(({ phone }) => phone.slice(0, -4))).size).toBe(50);
  expect([shots.spraying.length, shots.spraying.every(({ guesses }) => guesses === 5)]).toEqual([
    100_000,
    true,
  ]);
});

it("the traffic is made without a look at the limits", () => {
  const folder = new URL("../src/traffic/", import.meta.url);
  for (const name of readdirSync(folder)) {
    const source = readFileSync(new URL(name, folder), "utf8");
    const packages = [...source.matchAll(/from "([^"]+)"/g)].map(([, from = ""]) => from);
    const allowed = /^(\.\/[a-z-]+\.ts|@sixdigit\/contracts|@sixdigit\/simulation\/random)$/;
    expect(packages.filter((each) => !allowed.test(each))).toEqual([]);
  }
});
